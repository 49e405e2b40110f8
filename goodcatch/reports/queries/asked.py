"""Reads of questions before acting that everybody reads, with their answers."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from goodcatch.kernel import clock
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.reports import rules, terms
from goodcatch.reports.models import AskedBefore, Channel
from goodcatch.reports.queries.minutes import channels_read


def asked_before(viewer: Viewer, channel: Channel) -> list[AskedBefore]:  # noqa: ARG001  # anybody may know
    """Give what was asked before on this channel, of the newest quarter first, within one in no order of time.

    On a sealed channel what is shared appears with the next quarter, so that no day leads to whoever agreed on it.
    """
    found = AskedBefore.objects.filter(_shown(), channel=channel)
    return list(found.order_by("-quarter", "public_id"))


def asked_handled(viewer: Person, *, named: str = "") -> QuerySet[AskedBefore]:
    """Give what everybody reads on the channels that the viewer handles, so that they may take it off.

    Of what does not appear yet only the one that the viewer can name, who knows of it from its report: whoever was left
    off a report sees what everybody does.
    """
    lie_open = Channel.objects.filter(sealed=False, opened_at__isnull=False, closed_at__isnull=True)
    channels = [each for each in lie_open.select_related("unit") if rules.may_take_off(viewer, each)]
    channels += channels_read(viewer)
    found = AskedBefore.objects.filter(_shown() | Q(public_id=named, withdrawn=False), channel__in=channels)
    return found.select_related("channel__unit").order_by("channel__name", "-quarter", "public_id")


def _shown() -> Q:
    begun = Q(quarter__lt=terms.quarter_of(clock.today()))
    return (Q(channel__sealed=False) | begun) & Q(withdrawn=False)
