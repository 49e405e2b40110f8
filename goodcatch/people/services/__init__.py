"""Verbs of people: accounts, units, grants, audiences."""

from goodcatch.people.services.audiences import (
    audience_of,
    everyone_inside,
    named_people,
    units_named,
)

__all__ = ["audience_of", "everyone_inside", "named_people", "units_named"]
