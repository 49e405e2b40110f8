"""Reads of places and things."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from goodcatch.kernel.refs import Sight
from goodcatch.people.queries import Viewer
from goodcatch.places.models import Place
from goodcatch.places.rules import may_see_places


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where it stands in the tree: the names on the way to it, and the number to call there."""

    place: Place
    trail: str
    emergency: str

    @property
    def depth(self) -> int:
        """0 at the top."""
        return self.place.path.count("/") - 2


def tree(*, viewer: Viewer, closed: bool = False) -> list[Spot]:
    """Give the places, each below the one it lies in, by name; open ones unless `closed` ones are asked for too.

    A place without a number of its own has that of the nearest one around it.
    """
    if not may_see_places(viewer):
        return []
    below: dict[int | None, list[Place]] = defaultdict(list)
    places = Place.objects.select_related("unit").order_by("name")
    for place in places if closed else places.filter(closed_at=None):
        below[place.parent_id].append(place)
    found: list[Spot] = []
    waiting = [Spot(place, place.name, place.emergency) for place in reversed(below[None])]
    while waiting:
        spot = waiting.pop()
        found.append(spot)
        waiting += [
            Spot(place, f"{spot.trail} › {place.name}", place.emergency or spot.emergency)
            for place in reversed(below[spot.place.pk])
        ]
    return found


def place_seen(*, viewer: Viewer, public_id: str) -> Place | None:
    """Give the place with this id to whoever may see places."""
    if not may_see_places(viewer):
        return None
    return Place.objects.filter(public_id=public_id).select_related("unit", "parent").first()


def place_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Give a place's name and page to whoever may see places."""
    place = place_seen(viewer=viewer, public_id=public_id)
    return Sight(place.name, f"/in/places/{place.public_id}/") if place else None
