"""Light matters: thanked, sorted, answered."""

from __future__ import annotations

from demo.telling import House
from goodcatch.actions import services as actions
from goodcatch.actions.terms import Mechanism
from goodcatch.cases import services as cases
from goodcatch.cases.terms import Kind, Response
from goodcatch.reports.terms import Kind as Told


def handrail(house: House) -> None:
    """A loose handrail: from thanks to closed in a minute, with two fields."""
    with house.on(12, "10:15"):
        report = house.told(
            Told.HAZARD,
            "The handrail on the stairs at the tank is loose at the third post.",
            place="Settling tank 2",
            by=house.cast.peer,
        )
    with house.on(12, "10:40"):
        answer = "Thank you. The fitter tightened it this morning, and has looked at the other posts too."
        cases.close_with_answer(by=house.cast.handler, reports=[report], answer=answer, outcome="put_right")


def checklist(house: House) -> None:
    """A proposal from the vans, taken up."""
    with house.on(20, "07:50"):
        report = house.told(
            Told.PROPOSAL,
            "Put the list of what belongs in the van on the inside of its door. We look for the wheel chocks "
            "each time.",
            place="Depot yard",
            by=house.cast.outsider,
        )
    with house.on(19, "09:00"):
        summary = "A driver proposes to fix the list of equipment to the door of each van."
        case = house.opened("A list on the door of each van", Kind.PROPOSAL, house.cast.units.fleet, summary, report)
        reason = "The proposal says all there is to know; it is tried in two vans."
        cases.choose_response(by=house.cast.handler, case=case, response=Response.NONE, reason=reason)
        action = house.proposed(case, "Fix the list to the door of two vans", house.cast.outsider, Mechanism.AID)
    with house.on(18, "12:00"):
        actions.agree_action(by=house.cast.outsider, action=action, due_on=house.day(10))
        action.refresh_from_db()
        actions.start_action(by=house.cast.outsider, action=action)
