"""Read by few, learned from by everybody: a lesson shared as a copy, which appeared with its quarter."""

from __future__ import annotations

from demo.telling import House
from goodcatch.cases import services as cases
from goodcatch.cases.terms import Kind, Response
from goodcatch.lessons import services as lessons
from goodcatch.people import services as people

BEGUN = 118
"""How many days ago: longer than a quarter, so that the copy has appeared whenever the demo is loaded."""


def code(house: House) -> None:
    """Lena opens a matter for three people and writes what it taught; Maya looks, and shares it."""
    lena, maya = house.cast.handler, house.cast.curator
    with house.on(BEGUN, "09:30"):
        case = cases.open_case(
            by=lena,
            title="A code beside the lock that it opens",
            kind=Kind.HAZARD,
            unit=house.cast.units.treatment,
            summary="For two weeks the code of the chlorine store stood on the frame of its door. Nobody went in.",
            audience=people.named_people(lena, maya, house.cast.director),
        )
        case = cases.make_safe(by=lena, case=case, note="The code is changed, and the frame is painted.")
        reason = "What made it likely is known: the list with the codes hung in a room that is locked at night."
        case = cases.choose_response(by=lena, case=case, response=Response.NONE, reason=reason)
    with house.on(BEGUN - 6, "15:00"):
        draft = lessons.Draft(
            title="A code that nobody can look up is written beside its lock",
            text="People who are called at night need the code at night. Where the list is kept in a locked office, "
            "somebody writes the code where it is needed, and means well. Ask who opens it, when, and where they look.",
            before="Codes on a list in an office, changed once a year.",
            after="Codes in the phone that is handed over with the shift, changed when somebody leaves.",
            applies_where="Stores, cabinets and gates that are opened outside office hours.",
            tags=("access", "night work"),
        )
        lesson = lessons.publish_lesson(by=lena, lesson=lessons.write_lesson(by=lena, case=case, draft=draft))
        cases.move_on(by=lena, case=case)
    with house.on(BEGUN - 10, "10:20"):
        unit = house.cast.units.northfield
        lessons.share_copy(by=maya, lesson=lesson, unit=unit, read_version=lesson.version)
