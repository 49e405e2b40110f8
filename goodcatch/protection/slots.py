"""What protection plans lend to pages of other rooms, and how their things are named from afar: without content."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.kernel.refs import Sight
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import Reporter
from goodcatch.protection import queries, rules, services
from goodcatch.protection.views.outside import remember_plan
from goodcatch.reports.models import Report
from goodcatch.reports.receipts import Receipt
from goodcatch.reports.views.answers import SeeOther


def watched(viewer: Viewer | None, report: Report, request: HttpRequest) -> str:
    """Show whoever sent a report, on its page, their plan and the question that waits, or the way to a plan."""
    who = viewer if isinstance(viewer, Person) else Reporter(report.public_id)
    plan = queries.plan_of_reporter(who, report)
    if isinstance(viewer, Person):
        address = reverse("watch:plan", args=[plan.public_id]) if plan else _wanted(report)
    else:
        address = reverse("watched:watched")
    context = {"found": queries.kept(who, plan) if plan else None, "address": address}
    return render_to_string("protection/_watched.html", context, request=request)


def watch_over(viewer: Viewer, report: Report, request: HttpRequest) -> str:
    """Show, on the page of a report, the way to naming witnesses and helpers, to those who handle it."""
    if not rules.may_name(viewer, report):
        return ""
    return render_to_string("protection/_watch_over.html", {"report": report}, request=request)


def waiting(viewer: Person, _thing: object, request: HttpRequest) -> str:
    """Show on the page 'today' that a question waits, and not which."""
    found = queries.waits(viewer)
    return render_to_string("protection/_waiting.html", {"plans": found}, request=request) if found else ""


def menu(viewer: Viewer, _thing: object, request: HttpRequest) -> str:
    """Lead those who keep plans to their list."""
    return render_to_string("protection/_menu.html", {}, request=request) if queries.keeps_any(viewer) else ""


def plan_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Name a plan to whom it watches over, without content."""
    plan = queries.own_plan(viewer, public_id) if isinstance(viewer, Person) else None
    return Sight(_("A question"), reverse("watch:plan", args=[public_id])) if plan else None


def day_sight(viewer: Viewer, _public_id: str) -> Sight | None:
    """Name the daily round to whoever has an account: it leads to their own page, and says nothing."""
    return Sight(_("A question"), reverse("watch:mine")) if isinstance(viewer, Person) else None


def open_receipt(receipt: Receipt) -> HttpResponse | None:
    """Open the plan of a witness who comes with a receipt; None where it opens none. Raises TooBusy."""
    plan = services.open_slip(receipt=receipt)
    if plan is None or not plan.runs:
        return None
    return remember_plan(SeeOther(reverse("watched:watched")), plan)


def _wanted(report: Report) -> str:
    return reverse("watch:wanted", args=[report.public_id])
