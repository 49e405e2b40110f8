"""Matters of treatment: an old one that has moved on, a success, an alarm, a hazard, and a concern kept narrow."""

from __future__ import annotations

from demo.telling import House
from goodcatch.actions import services as actions
from goodcatch.actions.models import Action
from goodcatch.actions.terms import Kind as Change
from goodcatch.actions.terms import Mechanism, Verdict
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.terms import Kind, Response
from goodcatch.kernel.refs import PUBLIC
from goodcatch.lessons import services as lessons
from goodcatch.people import services as people
from goodcatch.recognition import services as recognition
from goodcatch.reports import services as reports
from goodcatch.reports.terms import Kind as Told
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Review
from goodcatch.reviews.terms import FindingKind, Form


def overflow(house: House) -> None:
    """The tank ran over in summer; changed, seen, learned, moved on."""
    cast = house.cast
    with house.on(120, "18:30"):
        report = house.told(
            Told.WENT_WRONG, "Settling tank 2 ran over into the yard for about twenty minutes.", place="Settling tank 2"
        )
    with house.on(119, "08:00"):
        case = house.opened(
            "Settling tank 2 ran over",
            Kind.INCIDENT,
            cast.units.treatment,
            "The tank ran over for twenty minutes in heavy rain. The water was clean, and stayed on our ground.",
            report,
        )
        house.weigh(
            case, impact=2, potential=3, why="Clean water on our own ground; with sludge it would be the river."
        )
        cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF, due=house.day(-105))
    with house.on(112, "10:00"):
        review = house.reviewed(
            case,
            Form.BRIEF,
            expected="The overflow valve opens by itself at the upper mark.",
            happened="The float was caught on a cable tie. The valve stayed shut.",
            why_different="The cable was tied there during last year's repair; the float is tested only when dry.",
            keep_or_change="Test the float in water. The quick walk-round found it within ten minutes.",
        )
        agreed = house.agreed_by_peer(review, cast.peer)
        reviews.publish(by=cast.facilitator, review=Review.objects.get(pk=agreed.pk))
        test = house.proposed(case, "Test the float in water, each quarter", cast.peer, Mechanism.SIMPLIFY)
        actions.agree_action(by=cast.peer, action=test, due_on=house.day(-95))
    with house.on(96, "14:00"):
        actions.put_in_place(by=cast.peer, action=Action.objects.get(pk=test.pk))
    with house.on(92, "09:30"):
        actions.verify_effect(
            by=cast.curator,
            action=Action.objects.get(pk=test.pk),
            verdict=Verdict.SEEN_IN_PLACE,
            evidence="Watched the test at tank 2; it is in the plan of the quarter.",
        )
        lesson = lessons.write_lesson(
            by=cast.curator,
            case=Case.objects.get(pk=case.pk),
            review=Review.objects.get(pk=review.pk),
            draft=lessons.Draft(
                title="Test a safeguard under the conditions in which it has to work",
                text="A float that moves freely in a dry tank may still be caught in a full one.",
                applies_where="Floats, alarms, emergency stops.",
                tags=("safeguards", "testing"),
            ),
        )
        lessons.publish_lesson(by=cast.curator, lesson=lesson)
        cases.say_supported(by=cast.handler, case=case, note="Nobody was hurt; the crew was asked.")
        cases.move_on(
            by=cast.handler,
            case=Case.objects.get(pk=case.pk),
            answer="The float was caught on a cable. It is tested in water from now on. Thank you for telling us.",
            outcome="put_right",
        )


def isolation(house: House) -> None:
    """It went well: the Holm main was shut off in six minutes, and it is asked why."""
    cast = house.cast
    with house.on(30, "11:40"):
        report = house.told(
            Told.WENT_WELL,
            "The main at Holm was shut off within six minutes of the burst. The new map with the colours made it easy.",
            by=cast.colleague,
        )
    with house.on(29, "09:00"):
        case = house.opened(
            "A burst main shut off in six minutes",
            Kind.SUCCESS,
            cast.units.operations,
            "The crew shut off a burst main at Holm in six minutes; last year the same took forty.",
            report,
        )
        cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF, due=house.day(-15))
    with house.on(24, "13:00"):
        review = house.reviewed(
            case,
            Form.BRIEF,
            expected="About half an hour, going by last year.",
            happened="Six minutes from the call to the last valve.",
            why_different="The map in the van shows valves in the colours of the zones. Two people had walked "
            "it in spring.",
            keep_or_change="Keep the coloured map. The other zones could have one too.",
        )
        text = "The map was drawn by the crew that uses it."
        reviews.add_finding(by=cast.facilitator, review=review, kind=FindingKind.WENT_WELL, text=text)
        agreed = house.agreed_by_peer(review, cast.curator)
        reviews.publish(by=cast.facilitator, review=Review.objects.get(pk=agreed.pk))
        recognition.recognise(
            by=cast.leader,
            case=Case.objects.get(pk=case.pk),
            text="You drew the map that you would have needed last year, and walked it before it counted.",
            people=[cast.colleague],
        )


def alarm(house: House) -> None:
    """The dosing alarm was muted for a night; under way."""
    cast = house.cast
    with house.on(6, "07:15"):
        report = house.told(
            Told.WENT_WRONG,
            "The dosing alarm was muted all night. The dose was right, but nobody would have heard it otherwise.",
            place="Dosing room",
            danger=True,
        )
    with house.on(6, "08:00"):
        case = house.opened(
            "The dosing alarm was muted for a night",
            Kind.INCIDENT,
            cast.units.treatment,
            "The alarm of the dosing pumps was muted from 21:00 to 07:00. The dose stayed within its limits.",
            report,
        )
        house.weigh(case, impact=2, potential=5, why="A wrong dose at night would have reached the town by morning.")
        note = "The alarm is on; each shift says so at hand-over until it can no longer be muted for hours."
        cases.make_safe(by=cast.handler, case=case, note=note)
        cases.own(
            by=cast.director,
            case=case,
            short="An alarm that can be silenced for a night is our design, and I answer for it. You hear from "
            "me on the "
            "day below.",
            next_word_on=house.day(2),
        )
        cases.choose_response(by=cast.handler, case=case, response=Response.FULL_REVIEW, due=house.day(24))
        question = "Who else has alarms that can be muted without an end?"
        cases.ask_question(by=cast.peer, case=case, text=question, with_name=True)
    with house.on(4, "10:00"):
        house.reviewed(case, Form.FULL, happened="The alarm rang every four minutes from 20:10 and was muted at 21:00.")


def detector(house: House) -> None:
    """A gas detector past its date: an action is agreed."""
    cast = house.cast
    with house.on(17, "13:20"):
        report = house.told(
            Told.HAZARD,
            "The gas detector at the door of the dosing room is past its date.",
            place="Dosing room",
            by=cast.peer,
        )
    with house.on(16, "09:10"):
        case = house.opened(
            "A gas detector past its date",
            Kind.HAZARD,
            cast.units.treatment,
            "The detector at the dosing room should have been calibrated in June. A second one inside is in order.",
            report,
        )
        house.weigh(case, impact=1, potential=3, why="The second detector would have rung.")
        cases.choose_response(
            by=cast.handler,
            case=case,
            response=Response.NONE,
            reason="What is missing is a date in a plan; that is the action.",
        )
        action = house.proposed(
            case, "Detectors in the maintenance plan, with their dates", cast.peer, Mechanism.AUTOMATE, kind=Change.TOOL
        )
        actions.agree_action(by=cast.peer, action=action, due_on=house.day(12))


def logbook(house: House) -> None:
    """It does not seem right: somebody was asked to sign a log afterwards. Read by a few."""
    cast = house.cast
    with house.on(5, "20:00"):
        report = reports.submit_report(
            by=PUBLIC,
            channel=house.channel,
            kind=Told.NOT_RIGHT,
            happened="I was asked to sign the round of Tuesday on Thursday, though nobody had walked it.",
            where="Treatment",
        )
    with house.on(4, "09:00"):
        few = people.named_people(cast.handler, cast.director, cast.facilitator)
        case = house.opened(
            "A round signed that was not walked",
            Kind.CONCERN,
            cast.units.treatment,
            "Somebody says that a round was to be signed two days later, without having been walked.",
            report,
            audience=few,
        )
        house.weigh(case, impact=2, potential=4, why="Rounds are how we find leaks of gas.")
        text = (
            "Thank you. Only three people read this. Is the round walked now, and has anybody spoken to you about it?"
        )
        reports.write_to_reporter(by=cast.handler, report=report, text=text)
