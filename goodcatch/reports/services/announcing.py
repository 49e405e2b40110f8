"""Telling handlers of what anonymous reporters sent.

The record cannot do it: entries of reporters reach it a day later, shuffled, and name no hearers. So the inbox
row itself says that there is news, and twice a day, at fixed hours, each channel gets one entry by the house,
whether or not there is anything; its hearers are those who may read what is new. The entry names the channel,
never a report, so that neither its hour nor the number of entries says anything of a report. Somebody in
danger is told of at once, in the report's own transaction; the page says that the hour is known then.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from goodcatch.kernel.refs import System
from goodcatch.people.queries import people_in
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports.models import Channel, Message, Report
from goodcatch.reports.services.clocks import settle


@transaction.atomic
def announce(*, by: System) -> None:
    """Tell those who handle reports that something new is there, with the digest; for every channel, always.

    What sealed channels held back until this hour appears now. Their readers get the one letter of the day instead
    (`tend_clocks`), in the same words whether or not there is anything.
    """
    _show_what_was_held()
    news = Report.objects.filter(news=True).values_list("pk", "channel_id", "audience_id")
    waiting = list(news.select_for_update())
    for channel in Channel.objects.select_related("unit").order_by("pk"):
        audiences = {audience for _, at, audience in waiting if at == channel.pk and not channel.sealed}
        people = {person.public_id for audience in audiences for person in people_in(audience)}
        record.write(
            by=by,
            verb="reports.announce",
            thing=channel.ref,
            within=channel.unit.ref,
            hearers=[Hearer(person, "handler") for person in sorted(people)],
        )
    Report.objects.filter(pk__in=[pk for pk, _, _ in waiting]).update(news=False)


def _show_what_was_held() -> None:
    written = Message.objects.select_for_update().filter(held=True)
    of_reports = list(written.values_list("report_id", flat=True))
    Report.objects.filter(pk__in=of_reports).update(unread=True, news=True)
    settle(Q(pk__in=of_reports))
    written.update(held=False)
    Report.objects.filter(held=True).update(held=False)


@transaction.atomic
def announce_danger(*, by: System, report: Report) -> None:
    """Tell those who handle this report at once that somebody is in danger, and again until one of them looks."""
    record.write(by=by, verb="reports.announce_danger", thing=report.ref, hearers=_at_once(report))
    Report.objects.filter(pk=report.pk).update(news=False, held=False, calls=True)


@transaction.atomic
def call_again(*, by: System) -> int:
    """Tell of danger again that nobody who handles it has looked at yet; give of how many reports.

    The hour of these was told when they were sent: nothing is added to it by saying so again.
    """
    waiting = list(Report.objects.select_for_update().filter(calls=True).order_by("day", "pk"))
    for report in waiting:
        record.write(by=by, verb="reports.call_again", thing=report.ref, hearers=_at_once(report))
    return len(waiting)


def _at_once(report: Report) -> list[Hearer]:
    return [Hearer(person.public_id, "handler", Urgency.AT_ONCE) for person in people_in(report.audience_id)]
