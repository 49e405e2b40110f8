"""The one file that knows all rooms: addresses, navigation, slots, readers of the feed, job handlers, sights.

Everything is named by dotted path and loaded when first needed, so that lower rooms reach upper ones through
this table alone (architecture.md, rule 1).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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
    "goodcatch.cases",
]
"""Installed rooms, from the ground floor up."""

ADDRESSES: list[tuple[str, str]] = [
    ("in/account/", "goodcatch.people.urls.account"),
    ("in/", "goodcatch.reports.urls.inside"),
    ("in/", "goodcatch.people.urls"),
    ("", "goodcatch.reports.urls.outside"),
]
"""Address → the urls module that serves it; most exact first."""

NAVIGATION: list[tuple[str | Promise, str]] = []
"""Word → url name, in the order of the story; shown to members."""

FACTS: dict[str, str] = {
    "house_name": "goodcatch.people.slots.house_name",
}
"""Fact of the house that any page may name (house_name) → the function `() -> object` of the room that knows it."""

SLOTS: dict[str, list[str]] = {
    "person_menu": ["goodcatch.reports.slots.menu", "goodcatch.people.slots.menu"],
}
"""Slot named by a lower template → functions `(viewer, thing, request) -> str` of upper rooms that fill it."""

JOBS: dict[str, str] = {
    "people.send_password_link": "goodcatch.people.tasks.send_password_link",
}
"""Kind of job → its handler `(payload) -> None`."""

READERS: dict[str, str] = {}
"""Name of a feed reader → its function `(entries) -> None`."""

SIGHTS: dict[str, str] = {
    "case": "goodcatch.cases.queries.case_sight",
    "theme": "goodcatch.cases.queries.theme_sight",
}
"""Kind of thing → `(viewer, public_id) -> Sight | None`: its title and address for whoever may see it."""

NARROWED: list[str] = []
"""Verbs `(*, case, by) -> None` of upper rooms that let what hangs on a case follow a change of who may read it."""

EARLIER_DEED = "goodcatch.record.services.earlier_deed"
"""The function `(nonce) -> Ref | None` that tells whether a form was sent before, and to what its deed was done."""

NOTICE_WORDS: dict[str, str | Promise] = {
    "cases.open_case": _("A matter was opened: {title}"),
    "cases.join_report": _("Another report belongs to {title}"),
    "cases.weigh": _("It was weighed: {title}"),
    "cases.choose_response": _("How we learn from it, and by when, is settled: {title}"),
    "cases.make_safe": _("It was made safe: {title}"),
    "cases.own": _("A leader answers for it: {title}"),
    "cases.own_in_full": _("The full statement is there: {title}"),
    "cases.correct": _("Title or summary was corrected: {title}"),
    "cases.post_update": _("There is an update: {title}"),
    "cases.ask_question": _("Somebody asked about {title}"),
    "cases.answer_question": _("A question was answered: {title}"),
    "cases.take_part": _("Somebody was given a part in {title}"),
    "cases.end_part": _("Somebody laid down their part in {title}"),
    "cases.change_audience": _("Other people read it from now on: {title}"),
    "cases.note_improving": _("The first change is agreed: {title}"),
    "cases.note_shared": _("The first lesson is published: {title}"),
    "cases.move_on": _("It has moved on: {title}"),
}
"""Verb → what its hearers are told, with the title of the thing as they see it."""
