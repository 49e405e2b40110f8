"""What is kept about somebody here: their account, where they belong, their roles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from goodcatch.people.models import Absence, Grant, Membership, Person
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import Subject, Trace


def traces(viewer: Viewer, subject: Subject) -> Iterator[Trace]:  # noqa: ARG001  # the room of requests asks who may
    """Give what is kept of an account, and of what it belongs to."""
    person = Person.objects.filter(pk=subject.person).first() if subject.person is not None else None
    if person is None:
        return
    heading = _("Account")
    facts = (
        (_("Name"), person.name),
        (_("Work"), person.title),
        (_("E-mail address"), person.email or ""),
        (_("Username"), person.username or ""),
        (_("Time zone"), person.zone),
        (_("Language"), person.language),
        (_("Mail"), str(person.get_digest_display())),
    )
    yield from (Trace(heading, called, text) for called, text in facts if text)
    yield Trace(heading, _("Joined"), day=person.joined_at.date())
    for away in Absence.objects.filter(person=person):
        yield Trace(heading, _("Away"), _until_day(away.last_day), away.first_day)
    for row in Membership.objects.filter(person=person).select_related("unit").order_by("since", "pk"):
        yield Trace(_("Units"), row.unit.name, _until(row), row.since.date())
    for held in Grant.objects.filter(person=person).select_related("unit").order_by("since", "pk"):
        where = held.unit.name if held.unit else _("the whole house")
        yield Trace(_("Roles"), f"{held.get_role_display()}, {where}", _until(held), held.since.date())


def _until(row: Membership | Grant) -> str:
    return _until_day(row.until) if row.until else ""


def _until_day(day: date) -> str:
    return _("until %(day)s") % {"day": formats.date_format(day, "DATE_FORMAT")}
