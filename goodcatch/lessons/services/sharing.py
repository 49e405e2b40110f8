"""Share what a matter of named people taught with others: a copy that appears with the next quarter.

Nobody who reads the copy can tell from it which matter it comes from, or on which day somebody spoke up: it bears an id
of its own, the day on which its quarter begins, and nobody's name; the one row that ties it to the lesson is shown to
those who read the matter. This holds for every matter of named people, so that no row tells which of them stems from
a sealed report (protection.md 8; docs/decisions/0016).
"""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases.rules import demand_wide
from goodcatch.cases.services import unit_audience
from goodcatch.kernel import clock, ids
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.kernel.texts import names_in
from goodcatch.lessons import queries, rules
from goodcatch.lessons.models import Copy, Lesson, Tagged
from goodcatch.lessons.services.holding import locked
from goodcatch.lessons.services.writing import WRITTEN
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.people.queries import people_in
from goodcatch.people.services import everyone_inside, nobody
from goodcatch.people.terms import AudienceKind
from goodcatch.record import services as record
from goodcatch.reports.terms import next_quarter

NOON = time(12, tzinfo=UTC)
"""When a copy appears on the first day of a quarter: that day has the same name in nearly every zone."""


@transaction.atomic
def share_copy(*, lesson: Lesson, unit: Unit, by: Person, read_version: int) -> Lesson:
    """Share a copy of a lesson with a unit, or with everyone inside, from the beginning of the next quarter on.

    Two people look: whoever shares it has not written in it, and `read_version` is what they read. The unit is one to
    which the lesson belongs, so wide that the copy does not point at few. Gives the copy. Raises RuleBroken.
    """
    row = locked(lesson)
    _demand_sharer(by, row)
    if not row.published_at or row.retired_at:
        raise RuleBroken(_("Only a lesson that is published, and still holds, is shared."))
    if rules.wrote_in(by, row):
        raise RuleBroken(
            _("Somebody else shares it: whoever wrote in it does not see what it gives away. Name a second person.")
        )
    if row.version != read_version:
        raise RuleBroken(_("It was changed since you opened it. Please read it once more, then share it."))
    if queries.copy_of(viewer=by, lesson=row):
        raise RuleBroken(_("A copy is shared already. Take it off first; this text then appears with a new quarter."))
    if not row.unit.path.startswith(unit.path):
        raise RuleBroken(_("Choose the unit of the lesson, or one above it."), field="unit")
    demand_wide(by, unit, besides=queries.origins_of(viewer=by, lesson=row))
    _refuse_names(by, row)
    copy = _copied(row, unit)
    Copy.objects.create(lesson=row, copy=copy, at=clock.now(), by=by)
    record.write(by=by, verb="lessons.share_copy", thing=row.ref)
    return copy


@transaction.atomic
def take_off_copy(*, lesson: Lesson, by: Person) -> Lesson:
    """Take off the copy of a lesson; nobody reads it any more. Raises RuleBroken, AlreadyDone."""
    row = locked(lesson)
    _demand_sharer(by, row)
    if not take_off_copies(row):
        raise AlreadyDone(row.ref)
    record.write(by=by, verb="lessons.take_off_copy", thing=row.ref)
    return row


def take_off_copies(lesson: Lesson) -> bool:
    """Let nobody read the copy of a lesson any more; tell whether there was one."""
    link = Copy.objects.filter(lesson=lesson, taken_off_at=None).first()
    if link is None:
        return False
    Lesson.objects.filter(pk=link.copy_id).update(audience=nobody())
    Copy.objects.filter(pk=link.pk).update(taken_off_at=clock.now())
    return True


def _copied(lesson: Lesson, unit: Unit) -> Lesson:
    appears = datetime.combine(next_quarter(clock.today()), NOON)
    copy = Lesson.objects.create(
        **{name: getattr(lesson, name) for name in WRITTEN},
        maturity=lesson.maturity,
        unit=unit,
        audience=_readers(unit),
        written_at=appears,
        published_at=appears,
    )
    tags = Tagged.objects.filter(lesson=lesson).order_by("tag__word").values_list("tag_id", flat=True)
    Tagged.objects.bulk_create(Tagged(lesson=copy, tag_id=tag) for tag in tags)
    return copy


def _readers(unit: Unit) -> Audience:
    return unit_audience(unit) if unit.parent_id else everyone_inside()


def _demand_sharer(by: Person, lesson: Lesson) -> None:
    if not rules.may_share(by, lesson):
        raise RuleBroken(_("This is done by those who read the matter and look after it, or keep the library there."))
    if lesson.audience.kind != AudienceKind.NAMED:
        raise RuleBroken(_("This lesson is read by more than named people already: it needs no copy."))


def _refuse_names(by: Person, lesson: Lesson) -> None:
    """Refuse a text in which the name of somebody who reads the matter stands, or an id. It helps; it does not do the
    looking."""
    text = "\n".join(getattr(lesson, name) for name in WRITTEN)
    found = names_in(text, people_in(lesson.audience_id).values_list("name", flat=True))
    known = [lesson.public_id, *(case.public_id for case in queries.origins_of(viewer=by, lesson=lesson))]
    own = {form for each in known for form in (each, ids.shown(each))}
    found |= {each for each in own if each in text}
    if found:
        told = ", ".join(sorted(found))
        raise RuleBroken(
            _("What could lead to the matter stands in it: %(found)s. Say it without, then share it.") % {"found": told}
        )
