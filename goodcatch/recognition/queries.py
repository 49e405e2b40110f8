"""Read thanks, for a viewer. Names of those who have not accepted are shown to nobody but themselves and the giver."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import OuterRef, Q, QuerySet, Subquery

from goodcatch.actions import queries as action_queries
from goodcatch.actions.models import Action
from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer, people_in, standing
from goodcatch.people.rules import may_see_directory
from goodcatch.people.terms import Role
from goodcatch.recognition import rules
from goodcatch.recognition.models import Recognised, Recognition


@dataclass(frozen=True, slots=True)
class Thanks:
    """Thanks as this viewer sees them: the names of people and the team who accepted, and
    whether they wait for the viewer."""

    recognition: Recognition
    names: tuple[str, ...]
    change: str
    waits: bool
    waits_for_team: bool
    may_withdraw: bool


def recognitions(*, viewer: Viewer) -> QuerySet[Recognition]:
    """Give the thanks that the viewer may see, newest first."""
    change = action_queries.actions(viewer=viewer).filter(pk=OuterRef("action_id")).order_by().values("title")[:1]
    found = Recognition.objects.filter(rules.visible_to(viewer)).annotate(change=Subquery(change))
    return found.select_related("case", "team", "by").order_by("-at", "-pk")


def recognition_for(*, viewer: Viewer, public_id: str) -> Recognition | None:
    """Give the thanks with this public id, if the viewer may see them."""
    return recognitions(viewer=viewer).filter(public_id=public_id).first()


def thanks_of_case(*, viewer: Viewer, case: Case) -> list[Thanks]:
    """Give the thanks of a case as the viewer sees them, in two queries."""
    rows = recognitions(viewer=viewer).filter(case=case).order_by().select_related(None).select_related("team")
    return _seen(viewer, sorted(rows, key=attrgetter("at", "pk"), reverse=True))


def thanks_for(*, viewer: Viewer) -> list[Thanks]:
    """Give the thanks that are offered to the viewer or their team, and wait for an answer."""
    if not isinstance(viewer, Person):
        return []
    own = Recognised.objects.filter(person=viewer, accepted_at__isnull=True, declined_at__isnull=True)
    team = Q(team__isnull=False, team_accepted_at__isnull=True, team_declined_at__isnull=True)
    asked = Q(pk__in=own.values("recognition_id")) | team & rules.in_team(viewer) & ~Q(by=viewer)
    return _seen(viewer, recognitions(viewer=viewer).filter(asked)[:10])


def thanks_seen(*, viewer: Viewer, recognition: Recognition) -> Thanks:
    """Give these thanks, which the viewer may see, as they see them."""
    return _seen(viewer, [recognition])[0]


def _seen(viewer: Viewer, rows: Iterable[Recognition]) -> list[Thanks]:
    """The thanks as the viewer sees them, in two queries however many there are."""
    listed = list(rows)
    named: dict[int, list[Recognised]] = {}
    found = (
        Recognised.objects.filter(recognition__in=[row.pk for row in listed]) if listed else Recognised.objects.none()
    )
    for row in found.select_related("person").order_by("pk"):
        named.setdefault(row.recognition_id, []).append(row)
    return [_thanks(viewer, each, named.get(each.pk, [])) for each in listed]


def _thanks(viewer: Viewer, recognition: Recognition, named: list[Recognised]) -> Thanks:
    own = [row for row in named if row.person == viewer and not row.declined_at]
    team = recognition.team if recognition.team_accepted_at else None
    to = (*(str(row.person) for row in named if row.accepted_at), *([team.name] if team else []))
    by_viewer = isinstance(viewer, Person) and recognition.by_id == viewer.pk
    leads = isinstance(viewer, Person) and recognition.team and standing(viewer).holds(Role.LEADER, recognition.team)
    return Thanks(
        recognition=recognition,
        names=to,
        change=getattr(recognition, "change", None) or "",
        waits=any(row.accepted_at is None for row in own),
        waits_for_team=rules.team_is_asked(viewer, recognition),
        may_withdraw=by_viewer or bool(own) or bool(leads),
    )


def people_to_thank(*, viewer: Viewer, case: Case) -> QuerySet[Person]:
    """Give those who may be thanked for a case: those who may read it, but for the viewer."""
    if not isinstance(viewer, Person) or not case_rules.may_see(viewer, case):
        return Person.objects.none()
    return people_in(case.audience_id).exclude(pk=viewer.pk).order_by("name", "pk")


def changes_to_thank_for(*, viewer: Viewer, case: Case) -> QuerySet[Action]:
    """Give the verified changes of a case for which somebody may be thanked, to whoever may read them."""
    found = [a.pk for a in action_queries.actions_of_case(viewer=viewer, case=case) if a.verified_at]
    return Action.objects.filter(pk__in=found).order_by("verified_at", "pk")


def may_be_thanked(*, viewer: Viewer, case: Case) -> QuerySet[Unit]:
    """Give the units of the house of which the viewer may thank a team, where they may read the case; to a guest
    none, who does not see the house."""
    if not may_see_directory(viewer) or not case_rules.may_see(viewer, case):
        return Unit.objects.none()
    return Unit.objects.filter(closed_at__isnull=True).order_by("name", "pk")
