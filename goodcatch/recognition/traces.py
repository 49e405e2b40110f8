"""What is kept about somebody in thanks: those they were given, those they gave, and where a name stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.kernel.refs import System
from goodcatch.people.queries import Viewer, names_nobody
from goodcatch.people.terms import Subject, Trace
from goodcatch.recognition.models import Recognised, Recognition
from goodcatch.recognition.rules import visible_to


def traces(viewer: Viewer, subject: Subject) -> Iterator[Trace]:
    """Give the thanks that may be looked through; those withdrawn too, for they are kept."""
    found = visible_to(viewer) & (names_nobody() if isinstance(viewer, System) else Q())
    all_thanks = Recognition.objects.filter(found)
    if subject.person is not None:
        given = Recognised.objects.filter(person=subject.person, recognition__in=all_thanks)
        for row in given.select_related("recognition").order_by("recognition__at", "pk"):
            yield Trace(_("Thanks received"), _answer(row), row.recognition.text, row.recognition.at.date())
        for thanks in all_thanks.filter(by=subject.person).order_by("at", "pk"):
            yield Trace(_("Thanks given"), _("Thanks"), thanks.text, thanks.at.date())
    if subject.words:
        for thanks in all_thanks.order_by("at", "pk"):
            if subject.is_in(thanks.text):
                yield Trace(_("Thanks in which the name stands"), _("Thanks"), thanks.text, thanks.at.date(), own=False)


def _answer(row: Recognised) -> str:
    if row.accepted_at:
        return _("Accepted")
    return _("Declined") if row.declined_at else _("Not answered yet")
