"""Who may read, write and publish a lesson."""

from __future__ import annotations

from django.db.models import Q

from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.kernel.refs import Actor, System
from goodcatch.lessons.models import Lesson, LessonText, Origin
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, in_audience, standing
from goodcatch.people.terms import Role

_WRITERS = (Role.CURATOR, Role.FACILITATOR, Role.TRIAGER, Role.LEADER)


def visible_to(viewer: Viewer) -> Q:
    """Give the condition on Lesson under which the viewer may read it: published, to its audience from that moment; a
    draft, to those who wrote it and to curators."""
    if isinstance(viewer, System):
        return Q()
    if not isinstance(viewer, Person) or not viewer.is_active:
        return Q(pk__in=[])
    draft = Q(written_by=viewer)
    if standing(viewer).holds_anywhere(Role.CURATOR):
        draft |= _in_units_of(viewer, Role.CURATOR)
    return in_audience(viewer) & (Q(published_at__lte=clock.now()) | Q(published_at__isnull=True) & draft)


def may_see(viewer: Viewer | Actor, lesson: Lesson) -> bool:
    """Tell whether the viewer may read this lesson as it stands now."""
    if isinstance(viewer, System):
        return True
    return isinstance(viewer, Person) and Lesson.objects.filter(visible_to(viewer), pk=lesson.pk).exists()


def _in_units_of(viewer: Person, role: Role) -> Q:
    found = Q(pk__in=[])
    for held, unit in standing(viewer).grants:
        if held == role:
            found |= Q(unit__path__startswith=unit.path) if unit else Q(pk__isnull=False)
    return found


def may_write_from(viewer: Viewer | Actor, case: Case) -> bool:
    """Tell whether the viewer may write a lesson from this case: curators, facilitators, triagers, leaders of its
    unit, and those who look after it, if they may read it."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person) or not case_rules.may_see(viewer, case):
        return False
    return any(standing(viewer).holds(role, case.unit) for role in _WRITERS) or case_rules.handles(viewer, case)


def may_write(viewer: Viewer | Actor, lesson: Lesson) -> bool:
    """Tell whether the viewer, who may read it, may change this lesson: who wrote it, and curators of its unit."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person) or not may_see(viewer, lesson):
        return False
    return lesson.written_by_id == viewer.pk or standing(viewer).holds(Role.CURATOR, lesson.unit)


def may_keep(viewer: Viewer | Actor, lesson: Lesson) -> bool:
    """Tell whether the viewer, who may read it, keeps the library here: curators publish to everybody, call verified,
    retire."""
    if isinstance(viewer, System):
        return True
    if not isinstance(viewer, Person) or not may_see(viewer, lesson):
        return False
    return standing(viewer).holds(Role.CURATOR, lesson.unit)


def may_share(viewer: Viewer | Actor, lesson: Lesson) -> bool:
    """Tell whether the viewer, who may read it, decides what others read of it: curators, and those who look after a
    matter that it comes from."""
    if not isinstance(viewer, Person) or not may_see(viewer, lesson):
        return False
    origins = Case.objects.filter(pk__in=Origin.objects.filter(lesson=lesson).values("case_id")).select_related("unit")
    return may_keep(viewer, lesson) or any(case_rules.may_handle(viewer, case) for case in origins)


def wrote_in(person: Person, lesson: Lesson) -> bool:
    """Tell whether somebody wrote the lesson, or changed it since: they do not see what it gives away."""
    return lesson.written_by_id == person.pk or LessonText.objects.filter(lesson=lesson, by=person).exists()
