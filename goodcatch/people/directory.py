"""Reads for the pages of people: the tree of units, who holds which role, who belongs where, who has left.

Beside queries.py, which answers the one question of every room: who stands where.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.refs import Sight, System
from goodcatch.people.models import Absence, Grant, Membership, Person, Unit
from goodcatch.people.queries import Viewer, holders, in_force, standing
from goodcatch.people.rules import may_run_house, may_see_directory, may_see_person
from goodcatch.people.terms import ROLE_MEANS, Role


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit where it stands in the tree: how deep, and the names on the way to it."""

    unit: Unit
    trail: str

    @property
    def depth(self) -> int:
        """0 for the first unit."""
        return len(self.unit.ancestor_ids) - 1


@dataclass(frozen=True, slots=True)
class Office:
    """A role in a unit or the house, with those who hold it."""

    role: Role
    holders: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit with its offices."""

    branch: Branch
    offices: tuple[Office, ...]


def tree(viewer: Viewer, *, closed: bool = False) -> list[Branch]:
    """Give the units, each below its parent, by name; open ones unless `closed` ones are asked for too."""
    if not (may_see_directory(viewer) or isinstance(viewer, System)):
        return []
    below: dict[int | None, list[Unit]] = defaultdict(list)
    units = Unit.objects.order_by("name")
    for unit in units if closed else units.filter(closed_at=None):
        below[unit.parent_id].append(unit)
    found: list[Branch] = []
    waiting = [Branch(unit, unit.name) for unit in reversed(below[None])]
    while waiting:
        branch = waiting.pop()
        found.append(branch)
        waiting += [Branch(unit, f"{branch.trail} › {unit.name}") for unit in reversed(below[branch.unit.pk])]
    return found


def unit_seen(viewer: Viewer, public_id: str) -> Unit | None:
    """Give the unit with this id to whoever may see the directory."""
    return Unit.objects.filter(public_id=public_id).first() if may_see_directory(viewer) else None


def person_seen(viewer: Viewer, public_id: str) -> Person | None:
    """Give the person with this id to themself and to administrators."""
    person = Person.objects.filter(public_id=public_id).first()
    return person if person and may_see_person(viewer, person) else None


def house_offices(viewer: Viewer) -> tuple[Office, ...]:
    """Give who holds which role in the house as a whole."""
    return _offices(viewer).get(None, ())


def desks(viewer: Viewer) -> list[Desk]:
    """Give every open unit with whoever holds a role in it: whom to turn to."""
    offices = _offices(viewer)
    return [Desk(branch, offices.get(branch.unit.pk, ())) for branch in tree(viewer)]


def offices_of(viewer: Viewer, unit: Unit) -> tuple[Office, ...]:
    """Give who holds which role in this very unit."""
    return _offices(viewer).get(unit.pk, ())


def _offices(viewer: Viewer) -> dict[int | None, tuple[Office, ...]]:
    if not may_see_directory(viewer):
        return {}
    held: dict[int | None, dict[Role, list[Person]]] = defaultdict(lambda: defaultdict(list))
    rows = Grant.objects.filter(in_force(), person__left_at=None).select_related("person").order_by("person__name")
    for row in rows:
        held[row.unit_id][Role(row.role)].append(row.person)
    return {
        unit: tuple(Office(role, tuple(roles[role])) for role in Role if role in roles) for unit, roles in held.items()
    }


def accounts(viewer: Viewer, *, words: str = "", guests: bool = False, left: bool = False) -> list[Person]:
    """Give the accounts by name, those that bear `words` in name, title or sign-in name; to administrators alone."""
    if not may_run_house(viewer):
        return []
    found = Person.objects.filter(guest=guests) if not left else Person.objects.all()
    found = found.filter(left_at__isnull=not left, erased_at=None)
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word) | Q(title__icontains=word) | Q(email__icontains=word) | Q(username__icontains=word)
        )
    return list(found.order_by("name", "pk"))


def members_of(viewer: Viewer, unit: Unit) -> list[Person]:
    """Give the members of this very unit, to administrators alone (P-4: others see roles)."""
    if not may_run_house(viewer):
        return []
    belonging = Membership.objects.filter(in_force(), unit=unit).values("person_id")
    return list(Person.objects.filter(pk__in=belonging, left_at=None).order_by("name"))


def memberships_of(viewer: Viewer, person: Person) -> list[Membership]:
    """Give where a person belongs and belonged, newest first, to themself and administrators."""
    if not may_see_person(viewer, person):
        return []
    return list(Membership.objects.filter(person=person).select_related("unit").order_by("-since", "-pk"))


def grants_of(viewer: Viewer, person: Person) -> list[Grant]:
    """Give the roles a person holds, held and will hold, newest first, to themself and administrators."""
    if not may_see_person(viewer, person):
        return []
    return list(Grant.objects.filter(person=person).select_related("unit", "person").order_by("-since", "-pk"))


def unfilled_after(viewer: Viewer, leaver: Person) -> list[Grant]:
    """Give the roles that ended when somebody left and that nobody has held there since: to be handed over."""
    if not may_run_house(viewer) or leaver.left_at is None:
        return []
    ended = Grant.objects.filter(person=leaver, until=leaver.left_at).select_related("unit").order_by("pk")
    return [row for row in ended if not holders(Role(row.role), row.unit).exists()]


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody of the demo's cast: their unit, and what each of their roles may do."""

    person: Person
    unit: Unit | None
    offices: tuple[tuple[str, Unit | None, str | Promise], ...]


def cast_of_demo(viewer: System) -> list[Player]:
    """Give everybody with an account, those who hold roles first; to the demo's own door."""
    if viewer != System("demo"):
        return []
    players = []
    for person in Person.objects.filter(left_at=None).order_by("name"):
        place = standing(person)
        offices = tuple((str(role.label), unit, ROLE_MEANS[role]) for role, unit in place.grants)
        players.append(Player(person, place.home, offices))
    return sorted(players, key=lambda player: not player.offices)


def person_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Give a person's name to themself, to administrators, and to those who lead a unit of theirs or led it.

    Also to whom they named to stand in for them, until they are back; it costs no query more.
    """
    standing_in = Absence.objects.filter(person=OuterRef("pk"), last_day__gte=clock.today())
    stands_in = Exists(standing_in.filter(stand_in=viewer)) if isinstance(viewer, Person) else Value(value=False)
    person = Person.objects.filter(public_id=public_id).annotate(stands_in=stands_in).first()
    if person is None:
        return None
    if may_see_person(viewer, person):
        return Sight(str(person), f"/in/people/{person.public_id}/")
    if person.stands_in:
        return Sight(str(person), "/in/account/away/")
    units = [row.unit for row in Membership.objects.filter(person=person).select_related("unit")]
    leads = any(standing(viewer).holds(Role.LEADER, unit) for unit in units)
    return Sight(str(person), "/in/people/") if leads else None


def unit_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Give a unit's name to whoever may see the directory."""
    unit = unit_seen(viewer, public_id)
    return Sight(unit.name, f"/in/units/{unit.public_id}/") if unit else None


def grant_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Give role, place and name to whoever holds or held the grant, holds the same role there, or administers."""
    row = Grant.objects.filter(public_id=public_id).select_related("person", "unit").first()
    if row is None:
        return None
    sees = may_see_person(viewer, row.person)
    if not sees and not standing(viewer).holds(Role(row.role), row.unit):
        return None
    where = row.unit.name if row.unit else _("the whole house")
    title = f"{Role(row.role).label}, {where}: {row.person}"
    return Sight(title, f"/in/people/{row.person.public_id}/" if sees else "/in/people/")


def could_stand_in(viewer: Person) -> QuerySet[Person]:
    """Give those who could stand in for the viewer: the members of the house who are here; nobody to a guest."""
    if not may_see_directory(viewer):
        return Person.objects.none()
    return Person.objects.filter(left_at__isnull=True, guest=False).exclude(pk=viewer.pk).order_by("name", "pk")
