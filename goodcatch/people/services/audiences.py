"""Audiences are found by their content: the same clauses give the same row, made at the first call."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.db.models import CharField

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.ready import Gap, Ready
from goodcatch.people.models import Audience, AudienceClause, Person, Unit
from goodcatch.people.terms import AudienceKind, Role


def audience_of(
    *,
    inside: bool = False,
    units: Iterable[Unit] = (),
    people: Iterable[Person] = (),
    roles: Iterable[tuple[Role, Unit | None]] = (),
) -> Audience:
    """Give the one audience with this content. Raises RuleBroken where nobody at all would be in it."""
    clauses = _clauses(inside, units, people, roles)
    if not clauses:
        raise RuleBroken("An audience with nobody in it cannot be kept: name at least one person, unit or role.")
    digest = hashlib.sha256("\n".join(sorted(clauses)).encode()).hexdigest()
    return _KNOWN.first(digest=digest) or _make(digest, clauses)


_KNOWN = Ready(lambda: Audience.objects.filter(digest=Gap("digest", CharField())))


@transaction.atomic
def _make(digest: str, clauses: dict[str, AudienceClause]) -> Audience:
    """Make the audience; another deed may make the same one at this instant, and then it is that one."""
    kind = AudienceKind.NAMED
    if any(c.unit and not c.role for c in clauses.values()):
        kind = AudienceKind.UNITS
    if any(c.inside for c in clauses.values()):
        kind = AudienceKind.INSIDE
    audience, made = Audience.objects.get_or_create(digest=digest, defaults={"kind": kind})
    if made:
        for clause in clauses.values():
            clause.audience = audience
        AudienceClause.objects.bulk_create(clauses.values())
    return audience


def everyone_inside() -> Audience:
    """Give the audience of every member."""
    return audience_of(inside=True)


def units_named(*units: Unit) -> Audience:
    """Give the audience of these units: members of them and of those below, leaders above."""
    return audience_of(units=units)


def named_people(*people: Person, roles: Iterable[tuple[Role, Unit | None]] = ()) -> Audience:
    """Give the audience of the people and roles listed, and nobody else."""
    return audience_of(people=people, roles=roles)


def nobody() -> Audience:
    """Give the audience in which nobody is: for what hangs on several matters that nobody may read all of."""
    empty = hashlib.sha256(b"").hexdigest()
    return Audience.objects.get_or_create(digest=empty, defaults={"kind": AudienceKind.NAMED})[0]


def _clauses(
    inside: bool,
    units: Iterable[Unit],
    people: Iterable[Person],
    roles: Iterable[tuple[Role, Unit | None]],
) -> dict[str, AudienceClause]:
    found: dict[str, AudienceClause] = {"inside": AudienceClause(inside=True)} if inside else {}
    found.update({f"unit {unit.pk}": AudienceClause(unit=unit) for unit in units})
    found.update({f"person {person.pk}": AudienceClause(person=person) for person in people})
    for role, unit in roles:
        found[f"role {role.value} {unit.pk if unit else ''}"] = AudienceClause(role=role, unit=unit)
    return found
