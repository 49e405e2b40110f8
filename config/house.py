"""The one file that knows all rooms: addresses, navigation, slots, readers of the feed, job handlers, sights.

Everything is named by dotted path and loaded when first needed, so that lower rooms reach upper ones through
this table alone (architecture.md, rule 1).
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Room:
    """A room with pages: its package, the address it serves, and its word in the navigation, if any."""

    name: str
    address: str = ""
    word: str | Promise = ""
    page: str = ""


ROOMS = [
    "goodcatch.kernel",
    "goodcatch.ui",
    "goodcatch.record",
    "goodcatch.jobs",
    "goodcatch.people",
    "goodcatch.places",
    "goodcatch.reports",
]
"""Installed rooms, from the ground floor up."""

ADDRESSES: list[tuple[str, str]] = [
    ("in/account/", "goodcatch.people.urls.account"),
    ("in/", "goodcatch.people.urls"),
]
"""Address → the urls module that serves it; most exact first."""

NAVIGATION: list[tuple[str | Promise, str]] = []
"""Word → url name, in the order of the story; shown to members."""

FACTS: dict[str, str] = {
    "house_name": "goodcatch.people.slots.house_name",
}
"""Fact of the house that any page may name (house_name) → the function `() -> object` of the room that knows it."""

SLOTS: dict[str, list[str]] = {
    "person_menu": ["goodcatch.people.slots.menu"],
}
"""Slot named by a lower template → functions `(viewer, thing, request) -> str` of upper rooms that fill it."""

JOBS: dict[str, str] = {
    "people.send_password_link": "goodcatch.people.tasks.send_password_link",
}
"""Kind of job → its handler `(payload) -> None`."""

READERS: dict[str, str] = {}
"""Name of a feed reader → its function `(entries) -> None`."""

SIGHTS: dict[str, str] = {}
"""Kind of thing → `(viewer, public_id) -> Sight | None`: its title and address for whoever may see it."""
