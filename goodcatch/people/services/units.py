"""Verbs of units: the tree of the organisation, one root, nothing ever deleted."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Grant, Membership, Unit
from goodcatch.people.queries import holders, in_force
from goodcatch.people.rules import demand_house, moving_widens
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer

DEEPEST = 12


@transaction.atomic
def add_unit(*, by: Actor, name: str, parent: Unit | None, zone: str = "", jurisdiction: str = "") -> Unit:
    """Add a unit below `parent`; None makes the root, once.

    `zone` is a time zone, `jurisdiction` a two-letter country; empty means as the unit above. Raises RuleBroken.
    """
    demand_house(by)
    _hold_tree()
    parent = Unit.objects.get(pk=parent.pk) if parent else None
    if parent is None and Unit.objects.filter(parent=None).exists():
        raise RuleBroken(
            _("The organisation has its first unit already. Add this one below another."),
            field="parent",
        )
    if parent and parent.closed_at:
        raise RuleBroken(_("That unit is closed. Choose one that is open."), field="parent")
    if parent and len(parent.ancestor_ids) >= DEEPEST:
        raise RuleBroken(
            _("Units go at most twelve levels deep. Add this one higher up."),
            field="parent",
        )
    unit = Unit(
        name=_named(name),
        parent=parent,
        zone=known_zone(zone),
        jurisdiction=_country(jurisdiction),
    )
    _save_unit(unit)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    record.write(
        by=by,
        verb="people.add_unit",
        thing=unit.ref,
        within=parent.ref if parent else None,
    )
    return unit


@transaction.atomic
def describe_unit(
    *,
    by: Actor,
    unit: Unit,
    name: str,
    zone: str = "",
    jurisdiction: str = "",
    version: int | None = None,
) -> Unit:
    """Give the unit another name, zone or jurisdiction. Raises RuleBroken, and ChangedMeanwhile."""
    demand_house(by)
    current = Unit.objects.select_for_update().get(pk=unit.pk)
    if version is not None and current.version != version:
        theirs = {
            "name": current.name,
            "zone": current.zone,
            "jurisdiction": current.jurisdiction,
        }
        raise ChangedMeanwhile(
            _("Somebody saved this unit while you were writing. Both texts stand here; send yours again to keep it."),
            theirs=theirs,
            version=current.version,
        )
    current.name, current.zone, current.jurisdiction = (
        _named(name),
        known_zone(zone),
        _country(jurisdiction),
    )
    current.version += 1
    _save_unit(current)
    record.write(by=by, verb="people.describe_unit", thing=current.ref)
    return current


@transaction.atomic
def move_unit(*, by: Actor, unit: Unit, parent: Unit) -> Unit:
    """Move the unit, with all below it, under another; the leaders of the units concerned are told.

    Raises RuleBroken where the tree would bite its tail, or the mover would read more by it.
    """
    demand_house(by)
    _hold_tree()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    parent = Unit.objects.select_for_update().get(pk=parent.pk)
    if unit.parent_id is None:
        raise RuleBroken(_("The first unit holds all others and stays where it is."), field="parent")
    if parent.path.startswith(unit.path):
        raise RuleBroken(_("A unit cannot go below itself. Choose one outside it."), field="parent")
    if parent.closed_at:
        raise RuleBroken(_("That unit is closed. Choose one that is open."), field="parent")
    if moving_widens(by, unit, parent):
        raise RuleBroken(
            _("You would read more by this move. Ask another administrator to make it."),
            field="parent",
        )
    depth = max(len(row.ancestor_ids) for row in Unit.objects.filter(path__startswith=unit.path))
    if depth - len(unit.ancestor_ids) + 1 + len(parent.ancestor_ids) > DEEPEST:
        raise RuleBroken(
            _("Units go at most twelve levels deep. Move this one higher up."),
            field="parent",
        )
    told = {person.public_id for at in (unit, parent) for person in holders(Role.LEADER, at)}
    old, unit.parent = unit.path, parent
    unit.version += 1
    _save_unit(unit)
    moved = f"{parent.path}{unit.pk}/"
    Unit.objects.filter(path__startswith=old).update(path=Concat(Value(moved), Substr(F("path"), len(old) + 1)))
    unit.refresh_from_db()
    hearers = [Hearer(person, "leader") for person in sorted(told)]
    record.write(
        by=by,
        verb="people.move_unit",
        thing=unit.ref,
        within=parent.ref,
        hearers=hearers,
    )
    return unit


@transaction.atomic
def close_unit(*, by: Actor, unit: Unit) -> Unit:
    """Close a unit in which nobody is left; what was written there stays. Raises RuleBroken."""
    demand_house(by)
    _hold_tree()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.closed_at:
        raise RuleBroken(_("This unit is closed already."))
    if unit.parent_id is None:
        raise RuleBroken(_("The first unit holds all others and stays open."))
    if Unit.objects.filter(parent=unit, closed_at=None).exists():
        raise RuleBroken(_("There are open units below this one. Close or move them first."))
    if Membership.objects.filter(in_force(), unit=unit, person__left_at=None).exists():
        raise RuleBroken(_("People still belong to this unit. Place them elsewhere first."))
    if Grant.objects.filter(in_force(), unit=unit, person__left_at=None).exists():
        raise RuleBroken(_("Somebody still holds a role in this unit. End it first."))
    unit.closed_at = clock.now()
    unit.version += 1
    unit.save(update_fields=["closed_at", "version"])
    record.write(by=by, verb="people.close_unit", thing=unit.ref)
    return unit


def _hold_tree() -> None:
    """Hold the first unit: the tree changes one deed at a time, so that no path is made from an old one."""
    list(Unit.objects.select_for_update(no_key=True).filter(parent=None).values_list("pk"))


def known_zone(zone: str) -> str:
    """Give the zone back if it is one. Raises RuleBroken."""
    if zone and zone not in clock.zones():
        raise RuleBroken(_("That is no time zone we know. Europe/Oslo would be one."), field="zone")
    return zone


def zone_of(unit: Unit | None) -> str:
    """Give the time zone of the unit, or of the nearest one above that has one; empty where none has."""
    if unit is None:
        return ""
    zones = dict(Unit.objects.filter(pk__in=unit.ancestor_ids).exclude(zone="").values_list("pk", "zone"))
    return next((zones[pk] for pk in reversed(unit.ancestor_ids) if pk in zones), "")


def _named(name: str) -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > 120:
        raise RuleBroken(_("A unit needs a name of at most 120 characters."), field="name")
    return plain


def _country(code: str) -> str:
    plain = code.strip().upper()
    if plain and not (len(plain) == 2 and plain.isascii() and plain.isalpha()):
        raise RuleBroken(_("A country is two letters, such as NO."), field="jurisdiction")
    return plain


def _save_unit(unit: Unit) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as clash:
        sentence = _("There is a unit of this name here already. Choose another name.")
        raise RuleBroken(sentence, field="name") from clash
