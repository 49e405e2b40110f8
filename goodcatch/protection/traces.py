"""What is kept about somebody in protection plans: told to themselves alone, for a plan says that one spoke up."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import formats
from django.utils.translation import gettext as _

from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import Subject, Trace
from goodcatch.protection.models import Plan


def traces(viewer: Viewer, subject: Subject) -> Iterator[Trace]:
    """Give the plans that somebody's own account was asked about, to them; to whoever looks for them, none."""
    if not isinstance(viewer, Person) or viewer.pk != subject.person:
        return
    for plan in Plan.objects.filter(person=viewer).order_by("asked_on", "pk"):
        ended = formats.date_format(plan.ended_on, "DATE_FORMAT") if plan.ended_on else ""
        text = _("ended on %(day)s") % {"day": ended} if ended else _("running") if plan.runs else _("not answered yet")
        yield Trace(_("Protection plans"), str(plan.get_part_display()), text, plan.asked_on)
