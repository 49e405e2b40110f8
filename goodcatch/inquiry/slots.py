"""What inquiries lend to pages of lower rooms: a word in the menu, and a name that says nothing."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.inquiry import queries, rules
from goodcatch.kernel import ids
from goodcatch.kernel.refs import Sight
from goodcatch.people.queries import Viewer
from goodcatch.reports.models import Report


def menu(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead those who inquire, or could, to their inquiries."""
    return render_to_string("inquiry/_menu.html", {}, request=request) if queries.leads_here(viewer) else ""


def on_report(viewer: Viewer, report: Report, request: HttpRequest) -> str:
    """Show, on the page of a sealed report, the way to an inquiry, to those who may open one."""
    if not rules.may_open(viewer, report.channel):
        return ""
    return render_to_string("inquiry/_report.html", {"report": report}, request=request)


def sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Name an inquiry by its number alone, to those who inquire there."""
    if queries.inquiry_for(viewer, public_id) is None:
        return None
    return Sight(_("Inquiry %(id)s") % {"id": ids.shown(public_id)}, reverse("inquiry:inquiry", args=[public_id]))
