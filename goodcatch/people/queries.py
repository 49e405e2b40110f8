"""Who stands where: memberships, grants, and the audiences a viewer holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import (
    BigAutoField,
    BigIntegerField,
    CharField,
    DateTimeField,
    Exists,
    Expression,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.utils.dates import WEEKDAYS
from django.utils.module_loading import import_string

from goodcatch.kernel import clock
from goodcatch.kernel.ready import Gap, Ready, one_of, these
from goodcatch.kernel.refs import Public, System
from goodcatch.kernel.working_days import WorkingDays
from goodcatch.people.models import Absence, AudienceClause, Grant, Membership, Person, Unit, UnitDays
from goodcatch.people.terms import READING_ROLES, Reporter, Role

Viewer = Person | Reporter | Public | System
"""Whoever looks. There is no None: a read without a viewer does not exist."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands now: units they belong to, and the roles they hold, in which units."""

    units: tuple[Unit, ...]
    grants: tuple[tuple[Role, Unit | None], ...]
    offices: frozenset[str] = frozenset()
    """What else they hold anywhere, by the names of `config.house.OFFICES`."""

    def holds(self, role: Role, unit: Unit | None = None) -> bool:
        """Tell whether the role is held over `unit` (through it or a unit above); None asks for the house."""
        above = set(unit.ancestor_ids) if unit else set()
        return any(r == role and (at is None or at.pk in above) for r, at in self.grants)

    def holds_anywhere(self, role: Role) -> bool:
        """Tell whether the role is held in any unit."""
        return any(r == role for r, _ in self.grants)

    @property
    def home(self) -> Unit | None:
        """The first unit this person belongs to."""
        return self.units[0] if self.units else None


_UNIT = tuple(field.attname for field in Unit._meta.concrete_fields)  # noqa: SLF001  # Django's own way to ask
NOWHERE = Standing(units=(), grants=())
_OFFICE = "office:"
"""Before the name of an office, where it stands among roles."""


def standing(viewer: Viewer) -> Standing:
    """Give where the viewer stands; read once for each request (the viewer object is made anew for each)."""
    if not isinstance(viewer, Person) or not viewer.is_active:
        return NOWHERE
    known: Standing | None = viewer.__dict__.get("_standing")
    if known is None:
        known = viewer.__dict__["_standing"] = _read_standing(viewer)
    return known


def in_force(now: datetime | Gap | None = None) -> Q:
    """Give the condition under which a membership or grant holds now."""
    now = now or clock.now()
    return Q(since__lte=now) & (Q(until__isnull=True) | Q(until__gt=now))


def _read_standing(person: Person) -> Standing:
    """Read memberships, grants and offices in one query: they are asked for on every signed-in page."""
    rows = sorted(_STANDS.ask(person=person.pk, now=clock.now()), key=lambda row: (row[1], row[2]))
    stands = [(str(row[0]), Unit.from_db(None, _UNIT, row[3:]) if row[3] else None) for row in rows]
    return Standing(
        units=tuple(unit for role, unit in stands if not role and unit),
        grants=tuple((Role(role), unit) for role, unit in stands if role and not role.startswith(_OFFICE)),
        offices=frozenset(role.removeprefix(_OFFICE) for role, _unit in stands if role.startswith(_OFFICE)),
    )


def _stands() -> QuerySet[Any, tuple[Any, ...]]:
    """Give the question where somebody stands: a role, since when, a key, and the columns of the unit."""
    person, now = Gap("person", BigAutoField()), Gap("now", DateTimeField())
    columns = ("as_role", "since", "pk", *(f"unit__{name}" for name in _UNIT))
    held = Grant.objects.filter(in_force(now), person=person).annotate(as_role=F("role"))
    belongs = Membership.objects.filter(in_force(now), person=person).annotate(as_role=Value("", CharField()))
    offices: dict[str, str] = import_string("config.house.OFFICES")
    further = [import_string(path)(person, _OFFICE + name, _UNIT) for name, path in offices.items()]
    return held.values_list(*columns).union(belongs.values_list(*columns), *further, all=True)


_STANDS = Ready(_stands)


def audiences_held(viewer: Viewer) -> QuerySet[AudienceClause, int]:
    """Give the ids of the audiences that the viewer is in."""
    if not isinstance(viewer, Person) or not viewer.is_active:
        return AudienceClause.objects.none().values_list("audience_id", flat=True)
    place = standing(viewer)
    own_and_above = {pk for unit in place.units for pk in unit.ancestor_ids}
    open_to = Q(pk__in=[])
    if not viewer.guest:
        open_to |= Q(inside=True) | Q(unit_id__in=own_and_above, role="")
    for role, unit in place.grants:
        if role in READING_ROLES:
            open_to |= _through_role(role, unit)
    # Nearly all clauses name a person; no other names one: said so, an index finds both, however many there are.
    clause = Q(person=viewer) | (Q(person__isnull=True) & open_to)
    return AudienceClause.objects.filter(clause).values_list("audience_id", flat=True)


class _Once(Expression):
    """A subquery whose text is made once in a request: it stands in a dozen of the queries of a page."""

    def __init__(self, sql: str, params: Sequence[object]) -> None:
        super().__init__(output_field=BigIntegerField())
        self.sql = f"({sql})"
        self.params = tuple(params)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Give the text as it was made."""
        return self.sql, self.params


def in_audience(viewer: Viewer, through: str = "") -> Q:
    """Give the condition under which a row is for an audience that the viewer is in.

    `through` leads to the row that bears the audience, as in `case__`.
    """
    if not isinstance(viewer, Person) or not viewer.is_active:
        return Q(pk__in=[])
    place = standing(viewer)
    known: tuple[Standing, _Once] | None = viewer.__dict__.get("_audiences")
    if known is None or known[0] is not place:
        held = audiences_held(viewer)
        known = viewer.__dict__["_audiences"] = place, _Once(*held.query.get_compiler(held.db).as_sql())
    return Q(**{f"{through}audience_id__in": known[1]})


def names_nobody(through: str = "") -> Q:
    """Give the condition under which a row's audience is not an allow-list of persons: nobody was chosen one by one.

    The house looks in no others when somebody asks what is kept about them.
    """
    listed = AudienceClause.objects.filter(audience=OuterRef(f"{through}audience"), person__isnull=False)
    return ~Q(Exists(listed))


def _through_role(role: Role, unit: Unit | None) -> Q:
    """Audiences that the role opens: those naming it in this unit or below, and for leaders the units themselves."""
    if unit is None:
        named = Q(role=role)
        return named | Q(unit__isnull=False, role="") if role == Role.LEADER else named
    below = Q(unit__path__startswith=unit.path)
    named = below & Q(role=role)
    return named | (below & Q(role="")) if role == Role.LEADER else named


def people_in(audience_id: int) -> QuerySet[Person]:
    """Give the living accounts that hold this audience now; the other direction of `audiences_held`."""
    found = Q(pk__in=[])
    for clause in AudienceClause.objects.filter(audience_id=audience_id).select_related("unit"):
        found |= _people_of(clause)
    return Person.objects.filter(found, left_at__isnull=True)


def members_below(viewer: Viewer, unit: Unit) -> int:  # noqa: ARG001  # every member may know
    """Count the living accounts that belong to this unit now, or to one below it."""
    members = Membership.objects.filter(in_force(), unit__path__startswith=unit.path, person__left_at__isnull=True)
    return members.values("person_id").distinct().count()


def _people_of(clause: AudienceClause) -> Q:
    if clause.inside:
        return Q(guest=False)
    if clause.person_id:
        return Q(pk=clause.person_id)
    if clause.role and clause.role not in READING_ROLES:
        return Q(pk__in=[])
    if clause.unit is None:
        return Q(pk__in=Grant.objects.filter(in_force(), unit=None, role=clause.role).values("person_id"))
    over = Q(unit_id__in=clause.unit.ancestor_ids) | Q(unit__isnull=True)
    role = clause.role or Role.LEADER
    holders = Q(pk__in=Grant.objects.filter(in_force(), over, role=role).values("person_id"))
    if clause.role:
        return holders
    members = Membership.objects.filter(in_force(), unit__path__startswith=clause.unit.path)
    return holders | Q(guest=False, pk__in=members.values("person_id"))


def holder_ids(role: Role, unit: Unit | None) -> set[str]:
    """Give the public ids of `holders`; a plain join, for it is asked with every report."""
    above = unit.ancestor_ids if unit else []
    return set(_holder_ids(len(above)).ask(role=role, now=clock.now(), **these("unit", above)))


@cache
def _holder_ids(depth: int) -> Ready[str]:
    granted = _granted(depth).filter(person__left_at__isnull=True)
    return Ready(lambda: granted.values_list("person__public_id", flat=True))


def _granted(depth: int) -> QuerySet[Grant]:
    """Give the grants that are in force over one of so many units, or the house; with gaps for all that differs."""
    over = Q(unit__isnull=True) | one_of("unit", depth)
    return Grant.objects.filter(in_force(Gap("now", DateTimeField())), over, role=Gap("role", CharField()))


def first_holders(role: Role, unit: Unit, most: int) -> list[Person]:
    """Give the first of `holders`, so many at most; asked whenever somebody is about to speak up."""
    above = unit.ancestor_ids
    return _first_holders(len(above), most).ask(role=role, now=clock.now(), **these("unit", above))


@cache
def _first_holders(depth: int, most: int) -> Ready[Person]:
    return Ready(lambda: _living(_granted(depth).values("person_id"))[:most])


def _over(unit: Unit | None) -> Q:
    return Q(unit__isnull=True) | Q(unit_id__in=unit.ancestor_ids) if unit else Q(unit__isnull=True)


def holders(role: Role, unit: Unit | None) -> QuerySet[Person]:
    """Give the living accounts that hold the role over this unit (through it, a unit above, or the house)."""
    return _living(Grant.objects.filter(in_force(), _over(unit), role=role).values("person_id"))


def _living(people: QuerySet[Grant, Any]) -> QuerySet[Person]:
    return Person.objects.filter(left_at__isnull=True, pk__in=people).order_by("pk")


def away_now(viewer: Viewer) -> dict[int, int | None]:  # noqa: ARG001  # for verbs that hand on what somebody owes
    """Give who is away today, by the key of each, with the key of whoever stands in."""
    return dict(_away().values_list("person_id", "stand_in_id"))


def stand_ins(viewer: Viewer, absent: Collection[int]) -> dict[int, Person]:  # noqa: ARG001  # for what the house tells
    """Give who stands in today for those of these people who are away, by their keys."""
    rows = _away().filter(person__in=absent, stand_in__left_at=None).select_related("stand_in")
    return {row.person_id: row.stand_in for row in rows if row.stand_in}


def stood_in_for(viewer: Viewer) -> QuerySet[Person]:
    """Give those who are away today, and named the viewer to stand in; nothing more is theirs to read by it."""
    if not isinstance(viewer, Person) or not viewer.is_active:
        return Person.objects.none()
    return left_to(viewer, clock.today())


def left_to(viewer: Person | Gap, today: date | Gap) -> QuerySet[Person]:
    """Give those who are away on this day, and named the viewer to stand in; with gaps, for what is asked often."""
    return Person.objects.filter(left_at=None, pk__in=_away(today).filter(stand_in=viewer).values("person_id"))


def _away(today: date | Gap | None = None) -> QuerySet[Absence]:
    today = today or clock.today()
    return Absence.objects.filter(first_day__lte=today, last_day__gte=today)


def absences_of(viewer: Viewer) -> list[Absence]:
    """Give the viewer's own absence, and those in which they stand in, as far as they are not over."""
    if not isinstance(viewer, Person):
        return []
    mine = Q(person=viewer) | Q(stand_in=viewer, person__left_at__isnull=True)
    rows = Absence.objects.filter(mine, last_day__gte=clock.today()).select_related("person", "stand_in")
    return list(rows.order_by("first_day", "pk"))


def working_days(unit: Unit | None) -> WorkingDays:
    """Give on which days people work in a unit, as it says itself or the nearest above that does. Anybody may know."""
    if unit is None:
        return WorkingDays()
    rows = {row.unit_id: row for row in UnitDays.objects.filter(unit__in=unit.ancestor_ids, own=True)}
    said = next((rows[pk] for pk in reversed(unit.ancestor_ids) if pk in rows), None)
    if said is None:
        return WorkingDays()
    holidays = frozenset(date.fromisoformat(line.partition(" ")[0]) for line in said.holidays.splitlines())
    return WorkingDays(frozenset(int(day) for day in said.days_off), holidays)


def unit_days_said(viewer: Viewer, unit: Unit) -> dict[str, object]:  # noqa: ARG001  # every member
    """Give what a unit says of its days off, as its form asks for it. Every member may know."""
    said = UnitDays.objects.filter(unit=unit).first()
    if said is None or not said.own:
        return {"version": said.version if said else 0, "own": "no"}
    week = [int(day) for day in said.days_off]
    names = [WEEKDAYS[day - 1] for day in week]
    return {"version": said.version, "own": "yes", "days_off": week, "holidays": said.holidays, "names": names}
