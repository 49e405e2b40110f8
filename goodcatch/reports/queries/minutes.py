"""Reads of minutes: on which channels a viewer may write them, whether consent is needed, and how they stand."""

from __future__ import annotations

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, people_in
from goodcatch.people.terms import Reporter
from goodcatch.reports import rules, terms, words
from goodcatch.reports.models import Channel, Office, Report, ReporterKey, SpentReceipt
from goodcatch.reports.queries.channels import law_of_channel
from goodcatch.reports.queries.telling import Telling
from goodcatch.standards.terms import Way
from goodcatch.vault.terms import DataKeys


def channels_read(viewer: Person) -> list[Channel]:
    """Give the open sealed channels that this person reads, on which they write down what somebody told them."""
    held = Office.objects.filter(person=viewer, duty__in=terms.READING, since__isnull=False, until__isnull=True)
    found = Channel.objects.filter(sealed=True, opened_at__isnull=False, closed_at__isnull=True)
    return list(found.filter(pk__in=held.values("channel_id")).select_related("unit", "entity").order_by("name", "pk"))


def channels_handled(viewer: Person) -> list[Channel]:
    """Give the open channels that this person handles, on which they write down what somebody told them."""
    found = Channel.objects.filter(sealed=False, opened_at__isnull=False, closed_at__isnull=True)
    listed = found.select_related("unit", "entity").order_by("name", "pk")
    return [each for each in listed if rules.may_write_down(viewer, each)]


def channel_to_write_on(viewer: Person, public_id: str) -> Channel | None:
    """Give the channel with this id to those who write down on it what somebody told them; None to everybody else."""
    found = [*channels_read(viewer), *channels_handled(viewer)]
    return next((each for each in found if each.public_id == public_id), None)


def was_printed(viewer: Person, report: Report) -> bool:  # noqa: ARG001  # its report was given to a viewer
    """Tell whether a receipt was ever printed for whoever told this report."""
    printed = ReporterKey.objects.filter(report=report, must_change=True)
    return printed.exists() or SpentReceipt.objects.filter(report=report).exists()


def others_reading(viewer: Person, public_id: str) -> list[Person]:
    """Give whom a printed receipt names, should somebody else have used it: who reads the report, but who printed it.

    For whoever has just written it down, also where they are left off; the first few by name.
    """
    audience = Report.objects.filter(public_id=public_id).values_list("audience_id", flat=True).first()
    found = people_in(audience).exclude(pk=viewer.pk).order_by("name", "pk") if audience else Person.objects.none()
    return list(found[: terms.FEW_HANDLERS])


def wants_consent(viewer: Viewer, channel: Channel, way: str) -> bool:
    """Tell whether what is told in this way is written down only with consent, by the law of the channel's entity.

    Where no law was adopted, the EU directive's rule holds: all but a call that is not recorded.
    """
    law = law_of_channel(viewer, channel)
    return law.pack.oral.wants_consent(way) if law else way != Way.PHONE


def minutes_of(viewer: Viewer, told: Telling, keys: DataKeys | None) -> terms.Standing | None:
    """Give how the minutes of a report stand, to whoever was given the report; None where its reporter wrote it.

    Readers see a step with the message that goes with it, and one without on the next day, lest they watch the hour.
    Raises Locked.
    """
    sealed = told.report.channel.sealed
    minutes = words.minutes(told.report, keys) if sealed else told.minutes
    if minutes is None:
        return None
    seen = {said.number: said for said in told.messages}
    steps = words.done(told.report, keys) if sealed else told.done
    done = tuple(each for each in steps if _shown(viewer, each, set(seen)))
    corrected = [seen[each.message] for each in done if each.step == terms.Step.CORRECTED]
    return terms.Standing(
        minutes=minutes,
        writer=_writer(minutes, told.report.channel),
        language_name=str(get_language_info(minutes.language)["name_local"]),
        done=done,
        corrections=tuple((said.day, said.text) for said in corrected),
    )


def _writer(minutes: terms.Minutes, channel: Channel) -> str:
    writer = Person.objects.filter(public_id=minutes.by).first() if minutes.by else None
    return writer.name if writer else _("a triager of %(unit)s") % {"unit": channel.unit}


def _shown(viewer: Viewer, done: terms.Done, messages: set[int]) -> bool:
    if done.message:
        return done.message in messages
    return isinstance(viewer, Reporter) or done.step == terms.Step.PRINTED or done.day < clock.today()
