"""Verbs of places and things: one tree, nothing ever deleted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Unit
from goodcatch.places.models import Place
from goodcatch.places.rules import demand_keeper
from goodcatch.record import services as record

DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Description:
    """What is kept of a place: its name, whose it is, its id in another system, whom to call there in danger."""

    name: str
    unit: Unit
    outside_id: str = ""
    emergency: str = ""


@transaction.atomic
def add_place(*, by: Actor, description: Description, parent: Place | None = None) -> Place:
    """Add a place or thing, inside `parent` or at the top. Raises RuleBroken."""
    demand_keeper(by)
    if parent and parent.closed_at:
        raise RuleBroken(_("That place is closed. Choose one that is open."), field="parent")
    if parent and _depth(parent) >= DEEPEST:
        raise RuleBroken(_("Places go at most twelve levels deep. Add this one higher up."), field="parent")
    place = Place(parent=parent)
    _write_down(place, description)
    place.path = f"{parent.path if parent else '/'}{place.pk}/"
    place.save(update_fields=["path"])
    record.write(by=by, verb="places.add_place", thing=place.ref, within=parent.ref if parent else None)
    return place


@transaction.atomic
def describe_place(*, by: Actor, place: Place, description: Description, version: int | None = None) -> Place:
    """Give a place another name, unit, outside id or number. Raises RuleBroken, and ChangedMeanwhile."""
    demand_keeper(by)
    current = Place.objects.select_for_update().get(pk=place.pk)
    if version is not None and current.version != version:
        theirs = {"name": current.name, "outside_id": current.outside_id, "emergency": current.emergency}
        raise ChangedMeanwhile(
            _("Somebody saved this place while you were writing. Both texts stand here; send yours again to keep it."),
            theirs=theirs,
            version=current.version,
        )
    current.version += 1
    _write_down(current, description)
    record.write(by=by, verb="places.describe_place", thing=current.ref)
    return current


@transaction.atomic
def move_place(*, by: Actor, place: Place, parent: Place | None) -> Place:
    """Move a place, with all in it, into another, or to the top. Raises RuleBroken."""
    demand_keeper(by)
    place = Place.objects.select_for_update().get(pk=place.pk)
    if parent and parent.path.startswith(place.path):
        raise RuleBroken(_("A place cannot lie inside itself. Choose one outside it."), field="parent")
    if parent and parent.closed_at:
        raise RuleBroken(_("That place is closed. Choose one that is open."), field="parent")
    inside = Place.objects.filter(path__startswith=place.path)
    height = max(_depth(each) for each in inside) - _depth(place)
    if parent and _depth(parent) + 1 + height > DEEPEST:
        raise RuleBroken(_("Places go at most twelve levels deep. Move this one higher up."), field="parent")
    old, place.parent = place.path, parent
    place.version += 1
    _save(place)
    moved = f"{parent.path if parent else '/'}{place.pk}/"
    Place.objects.filter(path__startswith=old).update(path=Concat(Value(moved), Substr(F("path"), len(old) + 1)))
    place.refresh_from_db()
    record.write(by=by, verb="places.move_place", thing=place.ref, within=parent.ref if parent else None)
    return place


@transaction.atomic
def close_place(*, by: Actor, place: Place) -> Place:
    """Close a place in which nothing open lies; what points to it stays. Raises RuleBroken."""
    demand_keeper(by)
    place = Place.objects.select_for_update().get(pk=place.pk)
    if place.closed_at:
        raise RuleBroken(_("This place is closed already."))
    if Place.objects.filter(parent=place, closed_at=None).exists():
        raise RuleBroken(_("There are open places inside this one. Close or move them first."))
    place.closed_at = clock.now()
    place.version += 1
    place.save(update_fields=["closed_at", "version"])
    record.write(by=by, verb="places.close_place", thing=place.ref)
    return place


def _depth(place: Place) -> int:
    return place.path.count("/") - 1


def _write_down(place: Place, description: Description) -> None:
    name = " ".join(description.name.split())
    if not name or len(name) > 120:
        raise RuleBroken(_("A place needs a name of at most 120 characters."), field="name")
    if description.unit.closed_at:
        raise RuleBroken(_("That unit is closed. Choose one that is open."), field="unit")
    outside = description.outside_id.strip()
    if len(outside) > 64:
        raise RuleBroken(_("An id in another system has at most 64 characters."), field="outside_id")
    if outside and Place.objects.exclude(pk=place.pk).filter(outside_id=outside).exists():
        raise RuleBroken(_("Another place bears this id already."), field="outside_id")
    emergency = description.emergency.strip()
    if len(emergency) > 120:
        raise RuleBroken(_("Whom to call should fit in 120 characters."), field="emergency")
    place.name, place.unit, place.outside_id, place.emergency = name, description.unit, outside, emergency
    _save(place)


def _save(place: Place) -> None:
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError as clash:
        raise RuleBroken(_("There is a place of this name or id already. Choose another."), field="name") from clash
