"""Read thanks, for a viewer. Names of those who have not accepted are shown to nobody but themselves and the giver."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, people_in
from goodcatch.recognition import rules
from goodcatch.recognition.models import Recognised, Recognition


@dataclass(frozen=True, slots=True)
class Thanks:
    """Thanks as this viewer sees them: the names of those who accepted, and whether they wait for the viewer."""

    recognition: Recognition
    names: tuple[str, ...]
    waits: bool
    may_withdraw: bool


def recognitions(*, viewer: Viewer) -> QuerySet[Recognition]:
    """Give the thanks that the viewer may see, newest first."""
    found = Recognition.objects.filter(rules.visible_to(viewer))
    return found.select_related("case", "team", "by").order_by("-at", "-pk")


def recognition_for(*, viewer: Viewer, public_id: str) -> Recognition | None:
    """Give the thanks with this public id, if the viewer may see them."""
    return recognitions(viewer=viewer).filter(public_id=public_id).first()


def thanks_of_case(*, viewer: Viewer, case: Case) -> list[Thanks]:
    """Give the thanks of a case as the viewer sees them, in two queries."""
    return _seen(viewer, list(recognitions(viewer=viewer).filter(case=case)))


def thanks_for(*, viewer: Viewer) -> list[Thanks]:
    """Give the thanks that are offered to the viewer and wait for an answer."""
    if not isinstance(viewer, Person):
        return []
    waiting = Recognised.objects.filter(person=viewer, accepted_at__isnull=True, declined_at__isnull=True)
    rows = list(recognitions(viewer=viewer).filter(pk__in=waiting.values("recognition_id"))[:10])
    return _seen(viewer, rows)


def thanks_seen(*, viewer: Viewer, recognition: Recognition) -> Thanks:
    """Give these thanks, which the viewer may see, as they see them."""
    return _seen(viewer, [recognition])[0]


def _seen(viewer: Viewer, rows: list[Recognition]) -> list[Thanks]:
    people = Recognised.objects.filter(recognition__in=[r.pk for r in rows]).select_related("person").order_by("pk")
    named: dict[int, list[Recognised]] = {}
    for row in people:
        named.setdefault(row.recognition_id, []).append(row)
    return [_thanks(viewer, recognition, named.get(recognition.pk, [])) for recognition in rows]


def _thanks(viewer: Viewer, recognition: Recognition, named: list[Recognised]) -> Thanks:
    own = [row for row in named if row.person == viewer]
    return Thanks(
        recognition=recognition,
        names=tuple(row.person.name for row in named if row.accepted_at),
        waits=any(row.accepted_at is None and row.declined_at is None for row in own),
        may_withdraw=recognition.by == viewer or bool(own),
    )


def people_to_thank(*, viewer: Viewer, case: Case) -> QuerySet[Person]:
    """Give those who may be thanked for a case: those who may read it, but for the viewer."""
    if not isinstance(viewer, Person) or not case_rules.may_see(viewer, case):
        return Person.objects.none()
    return people_in(case.audience_id).exclude(pk=viewer.pk).order_by("name")
