"""Verbs of people: accounts, units, grants, passwords, audiences."""

from goodcatch.people.services.absences import say_away
from goodcatch.people.services.accounts import (
    change_own_details,
    describe_person,
    erase,
    invite_guest,
    join,
    leave,
    place_in_unit,
    take_out_of_unit,
)
from goodcatch.people.services.audiences import (
    audience_of,
    everyone_inside,
    named_people,
    nobody,
    units_named,
)
from goodcatch.people.services.grants import end_grant, grant
from goodcatch.people.services.passwords import (
    PasswordLink,
    ask_for_password,
    change_password,
    choose_password,
    link_for,
    link_holds,
    offer_password,
)
from goodcatch.people.services.unit_days import set_unit_days
from goodcatch.people.services.units import (
    add_unit,
    close_unit,
    describe_unit,
    move_unit,
)

__all__ = [
    "PasswordLink",
    "add_unit",
    "ask_for_password",
    "audience_of",
    "change_own_details",
    "change_password",
    "choose_password",
    "close_unit",
    "describe_person",
    "describe_unit",
    "end_grant",
    "erase",
    "everyone_inside",
    "grant",
    "invite_guest",
    "join",
    "leave",
    "link_for",
    "link_holds",
    "move_unit",
    "named_people",
    "nobody",
    "offer_password",
    "place_in_unit",
    "say_away",
    "set_unit_days",
    "take_out_of_unit",
    "units_named",
]
