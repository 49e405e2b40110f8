"""Two pumps, one label: a near miss from speaking up to a verified lesson."""

from __future__ import annotations

from datetime import UTC, datetime, time

from demo.telling import House
from goodcatch.actions import services as actions
from goodcatch.actions.models import Action
from goodcatch.actions.terms import Kind as Change
from goodcatch.actions.terms import Mechanism, Verdict
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case, Question, Statement
from goodcatch.cases.services import FullStatement
from goodcatch.cases.terms import Kind, Response
from goodcatch.kernel.fields import Precision
from goodcatch.lessons import services as lessons
from goodcatch.recognition import services as recognition
from goodcatch.reports import services as reports
from goodcatch.reports.terms import Kind as Told
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Review
from goodcatch.reviews.services import EntryDraft, When
from goodcatch.reviews.terms import FindingKind, Form, Mark, Support

HAPPENED_AGO = 48


def two_pumps(house: House) -> None:
    """Tell the whole way: spoken up without a name, owned the same day, reviewed, changed, learned, thanked."""
    case = _spoken_up(house)
    _owned(house, case)
    review = _reviewed(house, case)
    _changed(house, case, review)
    _learned(house, case, review)


def _spoken_up(house: House) -> Case:
    with house.on(HAPPENED_AGO, "04:10"):
        report = house.told(
            Told.CLOSE_CALL,
            "The night-shift valve list had the old pump number on it. I opened 12 instead of 21 and saw the pressure "
            "drop before anyone was affected. The labels on the two panels look the same in the dark.",
            place="Panel B",
        )
    with house.on(HAPPENED_AGO, "06:20"):
        case = house.opened(
            "Two pumps, one label: pressure drop on the night shift",
            Kind.NEAR_MISS,
            house.cast.units.night_shift,
            "During a planned switch-over, pump 12 was opened in place of pump 21. Line pressure fell by 0.8 bar for "
            "four minutes. The operator saw it on the gauge, reversed the step, and told the control room at once. No "
            "customer was affected.",
            report,
        )
        reports.write_to_reporter(
            by=house.cast.handler,
            report=report,
            text="Thank you for turning back and telling us. Was the lamp at panel B lit when you read the label?",
        )
        house.weigh(
            case, impact=2, potential=4, why="Nobody was affected; at the morning peak the same step empties the line."
        )
        cases.make_safe(
            by=house.cast.handler,
            case=case,
            note="Pumps 12 and 21 are switched by two people, with a read-back, until the labels are changed.",
        )
    return case


def _owned(house: House, case: Case) -> None:
    tomas = house.cast.leader
    with house.on(HAPPENED_AGO, "09:30"):
        statement = cases.own(
            by=tomas,
            case=case,
            short="We sent people out at night with a list we knew to be out of date. I answer for that, and nobody "
            "switches these two alone until it is changed.",
            next_word_on=house.day(-HAPPENED_AGO + 4),
        )
        cases.choose_response(
            by=house.cast.handler, case=case, response=Response.FULL_REVIEW, due=house.day(-HAPPENED_AGO + 21)
        )
        question = cases.ask_question(
            by=house.cast.colleague, case=case, text="Does this hold for the pumps at Holm too?", with_name=False
        )
    with house.on(HAPPENED_AGO - 1, "15:00"):
        cases.own_in_full(
            by=tomas,
            statement=Statement.objects.get(pk=statement.pk),
            full=FullStatement(
                happened="A switch-over at night went to the wrong pump, and was turned back within four minutes.",
                to_whom="To the operator, who was left with a wrong list in the dark.",
                known="The list is printed from a copy that is two years old. The labels differ in one digit.",
                not_known="How many other lists are printed from the same copy.",
                decision="I moved the relabelling to next year's budget. That was my decision.",
                next_steps="A review with the night shift and the control room; the labels are ordered.",
            ),
            next_word_on=house.day(-HAPPENED_AGO + 12),
        )
        cases.answer_question(
            by=tomas,
            question=Question.objects.get(pk=question.pk),
            answer="Yes: the list for Holm comes from the same copy. It is checked by hand until the new one is there.",
        )


def _minute(house: House, at: str, night: int = HAPPENED_AGO) -> When:
    hour, minute = map(int, at.split(":"))
    instant = datetime.combine(house.day(-night), time(hour, minute), UTC)
    return When(at=instant, zone="Europe/Oslo", precision=Precision.MINUTE)


def _reviewed(house: House, case: Case) -> Review:
    aiko = house.cast.facilitator
    with house.on(HAPPENED_AGO - 5, "10:00"):
        review = house.reviewed(
            case,
            Form.FULL,
            expected="Pump 21 is opened, pump 12 stays shut; the switch-over takes a minute.",
            happened="The list named pump 12. It was opened, pressure fell by 0.8 bar, and the step was reversed after "
            "four minutes.",
            why_different="The list, the panel and the training each made sense on their own. Together they "
            "made 12 and "
            "21 the same thing in the dark. Three crews had noticed, and had each found their own way around it.",
            keep_or_change="The read-back by radio that one crew had begun by itself. A list that is printed on "
            "the day.",
        )
        timeline = [
            ("20:05", "The day shift prints the valve list from the saved copy.", "print log", False),
            ("22:00", "The night shift begins; the list is handed over.", "shift log", False),
            ("23:10", "The lamp at panel B fails.", "maintenance ticket", False),
            (
                "02:36",
                "The operator opens the pump that the list names, alone; the radio is taken up at Holm.",
                "",
                True,
            ),
            ("02:38", "Line pressure falls by 0.8 bar; the operator sees it on the gauge.", "control-room log", False),
            ("02:40", "The step is reversed, and the control room is told.", "control-room log", False),
        ]
        for at, text, source, decision in timeline:
            night = HAPPENED_AGO + 1 if at > "12:00" else HAPPENED_AGO
            draft = EntryDraft(
                text=text,
                when=_minute(house, at, night),
                mark=Mark.FACT,
                support=Support.CORROBORATED if source else Support.ONE_SOURCE,
                source=source,
                decision_point=decision,
            )
            reviews.add_entry(by=aiko, review=review, entry=draft)
        for code, text in (
            ("equipment", "The labels of pumps 12 and 21 differ in one digit, in the same colour and place."),
            ("communication", "The list is printed from a saved copy; nobody is told when the register changes."),
            ("surroundings", "Panel B has a single lamp, and it had failed."),
            ("culture", "Three crews knew of the mix-up and worked around it; there was no place to say so."),
        ):
            reviews.add_factor(by=aiko, review=review, text=text, code=code)
        found = reviews.add_finding
        found(
            by=aiko,
            review=review,
            kind=FindingKind.WENT_WELL,
            text="The gauge was watched, and the step was reversed at once.",
        )
        found(by=aiko, review=review, kind=FindingKind.LUCKY, text="It was the hour of least demand.")
        found(
            by=aiko,
            review=review,
            kind=FindingKind.SURPRISED,
            text="Each crew thought that it was the only one with a workaround.",
        )
        reviews.name_told(by=aiko, review=review, person=house.cast.leader)
        reviews.show_draft(by=aiko, review=Review.objects.get(pk=review.pk))
    with house.on(HAPPENED_AGO - 7, "08:30"):
        reviews.see_draft(by=house.cast.leader, review=Review.objects.get(pk=review.pk))
    with house.on(HAPPENED_AGO - 9, "13:00"):
        agreed = house.agreed_by_peer(review, house.cast.peer, "I would have taken 12 as well.")
        reviews.publish(by=aiko, review=Review.objects.get(pk=agreed.pk))
    return Review.objects.get(pk=review.pk)


def _changed(house: House, case: Case, review: Review) -> None:
    cast = house.cast
    with house.on(HAPPENED_AGO - 10, "09:00"):
        handles = house.proposed(
            case,
            "Shape-coded handles on pumps 12 and 21",
            cast.leader,
            Mechanism.FORCE,
            kind=Change.DESIGN,
            review=review,
            done_when="The two handles cannot be taken for each other by hand, in the dark.",
        )
        printed = house.proposed(
            case,
            "Valve list printed from the asset register on the day",
            cast.administrator,
            Mechanism.AUTOMATE,
            kind=Change.TOOL,
            review=review,
            done_when="The saved copy is gone, and the list bears the day's date.",
        )
        lamp = house.proposed(case, "Second lamp at panel B", cast.colleague, Mechanism.REDUNDANCY, kind=Change.DESIGN)
    with house.on(HAPPENED_AGO - 11, "11:00"):
        actions.agree_action(by=cast.leader, action=handles, due_on=house.day(-20))
        actions.agree_action(by=cast.administrator, action=printed, due_on=house.day(8))
        actions.agree_action(by=cast.colleague, action=lamp, due_on=house.day(-3))
    with house.on(22, "12:00"):
        fresh = Action.objects.get(pk=handles.pk)
        actions.put_in_place(by=cast.leader, action=fresh, watch_until=house.day(-4), evidence="Fitted on both pumps.")
    with house.on(9, "10:00"):
        stuck = Action.objects.get(pk=lamp.pk)
        text = "The fitting is on order; the supplier has none before the end of the month."
        actions.note_progress(by=cast.colleague, action=stuck, text=text, stuck=True)
    with house.on(3, "14:00"):
        actions.verify_effect(
            by=cast.peer,
            action=Action.objects.get(pk=handles.pk),
            verdict=Verdict.EFFECTIVE,
            evidence="Forty switch-overs in the dark by six people: nobody took the wrong handle.",
        )


def _learned(house: House, case: Case, review: Review) -> None:
    cast = house.cast
    with house.on(HAPPENED_AGO - 12, "16:00"):
        lesson = lessons.write_lesson(
            by=cast.curator,
            case=Case.objects.get(pk=case.pk),
            review=review,
            draft=lessons.Draft(
                title="When three crews invent the same workaround, the workaround is the report",
                text="People who work around something every night have found a hazard and told nobody, because it "
                "works. Ask crews for their workarounds as one asks for near misses, and thank them the same way.",
                before="Workarounds were passed on at hand-over, by word of mouth.",
                after="Each hand-over asks: what did you have to work around?",
                applies_where="Wherever several crews do the same work apart from each other.",
                tags=("hand-over", "labels", "night work"),
            ),
        )
        lessons.publish_lesson(by=cast.curator, lesson=lesson)
        thanks = recognition.recognise(
            by=cast.director,
            case=Case.objects.get(pk=case.pk),
            text="You stopped, turned back, and told us within a minute. Because of you the handles are different now.",
            team=cast.units.night_shift,
            reporter=True,
        )
        recognition.accept_thanks(by=cast.colleague, recognition=thanks)
    with house.on(2, "09:00"):
        handles = Action.objects.get(title="Shape-coded handles on pumps 12 and 21")
        lesson.refresh_from_db()
        lessons.stand_behind(by=cast.curator, lesson=lesson, action=handles)
        lesson.refresh_from_db()
        lessons.call_verified(by=cast.curator, lesson=lesson)
        lesson.refresh_from_db()
        lessons.publish_to_everybody(by=cast.curator, lesson=lesson)
