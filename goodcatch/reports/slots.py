"""What speaking up lends to pages: words in everybody's own menu, and how its things are named from afar."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.kernel import ids
from goodcatch.kernel.refs import Sight
from goodcatch.people.queries import Viewer
from goodcatch.reports import queries
from goodcatch.reports.models import Channel
from goodcatch.reports.rules import is_led_to_reports, may_see_channels

EACH = 10
"""At most so many rows of each sort wait on the page 'today'."""
DEMO_KEYS = "demo-keys.txt"
"""The file of the data folder in which the demo's own six words and receipt stand, for whoever tries it out."""


def menu(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead everybody to their own reports, and those who keep or handle channels, or hold an office, to these."""
    context = {"open_ones": is_led_to_reports(viewer), "may_see_channels": may_see_channels(viewer)}
    return render_to_string("reports/_menu.html", context, request=request)


def waiting(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' what is owed soon for open reports, and what is late where the viewer is next."""
    near = queries.near_their_day(viewer, most=EACH)
    oldest: dict[Channel, queries.Late] = {}
    for each in queries.late_for(viewer):
        oldest.setdefault(each.channel, each)
    late = list(oldest.values())[:EACH]
    return render_to_string("reports/waiting.html", {"near": near, "late": late}, request) if near or late else ""


def demo_keys(_viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Show the demo's own six words and receipt, beside its cast; nothing where no demo has moved in."""
    file = Path(settings.DATA_DIR, DEMO_KEYS)
    if not settings.ENV.demo or not file.exists():
        return ""
    pairs = [line.partition(": ")[::2] for line in file.read_text(encoding="utf-8").splitlines()]
    if not pairs:
        return ""
    return render_to_string("reports/_demo_keys.html", {"pairs": pairs}, request=request)


def report_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Name a report by its id alone, never by its words: to those who handle it, and to the person who signed it."""
    door = queries.door_to(viewer, public_id)
    if door is None:
        return None
    pages = {"handled": "reports:report", "sealed": "reports:sealed_report", "own": "reports:own"}
    address = reverse(pages[door], args=[public_id])
    return Sight(_("Report %(id)s") % {"id": ids.shown(public_id)}, address)


def channel_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Name a channel to those who keep or handle it, and to whoever was told that something is late there.

    It leads to the reports that wait, a sealed one to its page; whoever is next, to what is late.
    """
    channel = queries.channel_kept(viewer, public_id)
    if channel and channel.sealed:
        return Sight(channel.name, reverse("reports:channel", args=[public_id]))
    told = queries.told_late(viewer, public_id)
    if told:
        return Sight(told.name, reverse("reports:late"))
    return Sight(channel.name, reverse("reports:reports")) if channel else None


def office_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Name an office by its channel, to those who keep it or hold an office there."""
    channel = queries.channel_of_office(viewer, public_id)
    return Sight(channel.name, reverse("reports:channel", args=[channel.public_id])) if channel else None
