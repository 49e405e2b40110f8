"""Matters of the fleet: a near miss in the yard, and two at one crossing that are looked at together."""

from __future__ import annotations

from demo.telling import House
from goodcatch.actions import services as actions
from goodcatch.actions.models import Action
from goodcatch.actions.terms import Kind as Change
from goodcatch.actions.terms import Mechanism
from goodcatch.cases import services as cases
from goodcatch.cases.terms import Kind, Response
from goodcatch.reports.terms import Kind as Told
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Review
from goodcatch.reviews.terms import Form


def reversing(house: House) -> None:
    """A van reversed towards a colleague; the change is in place and being watched."""
    cast = house.cast
    with house.on(40, "06:50"):
        report = house.told(
            Told.CLOSE_CALL,
            "I reversed out of bay 4 and did not see the colleague behind the skip. He knocked on the side and "
            "I stopped.",
            place="Depot yard",
            by=cast.outsider,
        )
    with house.on(40, "08:10"):
        case = house.opened(
            "Reversing out of bay 4 towards somebody on foot",
            Kind.NEAR_MISS,
            cast.units.fleet,
            "A van reversed out of bay 4 while a colleague walked behind a skip. He knocked, and the driver stopped.",
            report,
        )
        house.weigh(case, impact=1, potential=4, why="Nobody was touched; at walking pace a van can still break a leg.")
        cases.make_safe(by=cast.handler, case=case, note="The skip is moved; bay 4 is closed for reversing.")
        cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF, due=house.day(-28))
    with house.on(36, "10:00"):
        review = house.reviewed(
            case,
            Form.BRIEF,
            expected="Who reverses sees the path behind, or has somebody who does.",
            happened="The skip hid the path. The colleague walked where people always walk, along the wall.",
            why_different="The skip was put there for a week, two months ago. The foot path was drawn before "
            "the bays were.",
            keep_or_change="The knock: people on foot know what to do. The path could run where no van reverses.",
        )
        reviews.add_factor(
            by=cast.facilitator, review=review, text="The foot path crosses behind the bays.", code="surroundings"
        )
        agreed = house.agreed_by_peer(review, cast.peer)
        reviews.publish(by=cast.facilitator, review=Review.objects.get(pk=agreed.pk))
        path = house.proposed(
            case,
            "Move the foot path to the side without bays",
            cast.outsider,
            Mechanism.ELIMINATE,
            kind=Change.DESIGN,
            review=Review.objects.get(pk=review.pk),
        )
        actions.agree_action(by=cast.outsider, action=path, due_on=house.day(-12))
    with house.on(14, "15:00"):
        actions.put_in_place(
            by=cast.outsider,
            action=Action.objects.get(pk=path.pk),
            watch_until=house.day(60),
            evidence="Painted and fenced.",
        )


def crossing(house: House) -> None:
    """Two close calls at the Holm crossing, from two people, joined to one theme."""
    cast = house.cast
    with house.on(26, "15:10"):
        first = house.told(
            Told.CLOSE_CALL, "A lorry cut the corner at the crossing and I went onto the verge.", place="Holm crossing"
        )
    with house.on(11, "07:20"):
        second = house.told(
            Told.CLOSE_CALL,
            "Low sun at the crossing: I saw the cyclist only when she waved.",
            place="Holm crossing",
            by=cast.outsider,
        )
    with house.on(10, "10:00"):
        theme = cases.open_theme(
            by=cast.handler, title="The Holm crossing", unit=cast.units.fleet, audience=house.inside
        )
        for report, title, summary in (
            (
                first,
                "Pushed onto the verge at the Holm crossing",
                "A lorry cut the corner; our van went onto the verge.",
            ),
            (second, "A cyclist seen late at the Holm crossing", "Low sun hid a cyclist until she waved."),
        ):
            case = house.opened(title, Kind.NEAR_MISS, cast.units.fleet, summary, report)
            house.weigh(case, impact=1, potential=4, why="Speed and weight at this crossing leave little room.")
            cases.join_matter(
                by=cast.handler, case=case, to=theme, reason="Same place, and likely the same sight lines."
            )
