"""Reads of minutes: on which channels a viewer may write them, whether consent is needed, and how they stand."""

from __future__ import annotations

from django.utils.translation import get_language_info

from goodcatch.kernel import clock
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import Reporter
from goodcatch.reports import terms, words
from goodcatch.reports.models import Channel, Office
from goodcatch.reports.queries.channels import law_of_channel
from goodcatch.reports.queries.telling import Telling
from goodcatch.standards.terms import Way
from goodcatch.vault.terms import DataKeys


def channels_read(viewer: Person) -> list[Channel]:
    """Give the open sealed channels that this person reads, on which they write down what somebody told them."""
    held = Office.objects.filter(person=viewer, duty__in=terms.READING, since__isnull=False, until__isnull=True)
    found = Channel.objects.filter(sealed=True, opened_at__isnull=False, closed_at__isnull=True)
    return list(found.filter(pk__in=held.values("channel_id")).select_related("unit", "entity").order_by("name", "pk"))


def channel_read(viewer: Person, public_id: str) -> Channel | None:
    """Give the open sealed channel with this id to those who read it; None to everybody else."""
    return next((each for each in channels_read(viewer) if each.public_id == public_id), None)


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
    minutes = words.minutes(told.report, keys)
    if minutes is None:
        return None
    seen = {said.number: said for said in told.messages}
    done = tuple(each for each in words.done(told.report, keys) if _shown(viewer, each, set(seen)))
    writer = Person.objects.filter(public_id=minutes.by).first()
    corrected = [seen[each.message] for each in done if each.step == terms.Step.CORRECTED]
    return terms.Standing(
        minutes=minutes,
        writer=writer.name if writer else "",
        language_name=str(get_language_info(minutes.language)["name_local"]),
        done=done,
        corrections=tuple((said.day, said.text) for said in corrected),
    )


def _shown(viewer: Viewer, done: terms.Done, messages: set[int]) -> bool:
    if done.message:
        return done.message in messages
    return isinstance(viewer, Reporter) or done.day < clock.today()
