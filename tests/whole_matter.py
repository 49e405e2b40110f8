"""One matter with everything that can hang on it, told to everybody inside or to a few: what walks and attacks look at.

On it hang a report with its dialogue, a theme, parts, a question, a published review and a draft, a verified action
and a proposed one, a published lesson and a draft, thanks accepted and thanks offered.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from demo.cast import SETUP, Cast
from goodcatch.actions import services as actions
from goodcatch.actions.models import Action
from goodcatch.actions.terms import Mechanism, Verdict
from goodcatch.cases import queries as case_queries
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case, Question, Theme
from goodcatch.cases.terms import Kind, Part, Response, ScaleKind
from goodcatch.files.services import Examined, examine, receive
from goodcatch.kernel import clock
from goodcatch.lessons import services as lessons
from goodcatch.lessons.models import Lesson
from goodcatch.people import services as people
from goodcatch.people.models import Audience, Person
from goodcatch.people.terms import Role
from goodcatch.recognition import services as recognition
from goodcatch.recognition.models import Recognition
from goodcatch.reports import queries as report_queries
from goodcatch.reports import services as reports
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.terms import Kind as Told
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Factor, Finding, Review, TimelineEntry
from goodcatch.reviews.services import EntryDraft, When
from goodcatch.reviews.terms import FindingKind, Form

WORD = "Kittiwake"
"""A word that stands in every text of the matter, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A review with one part of each kind."""

    review: Review
    entry: TimelineEntry
    factor: Factor
    finding: Finding


@dataclass(frozen=True, slots=True)
class Matter:
    """What was told, and of whom."""

    peer: Person
    report: Report
    theme: Theme
    case: Case
    question: Question
    looked: Looked
    looking: Looked
    asked: Review
    action: Action
    placed: Action
    proposed: Action
    lesson: Lesson
    draft: Lesson
    thanks: Recognition
    offered: Recognition


def few(cast: Cast) -> list[Person]:
    """Name those few who read the narrow matter, and triage in its unit: a curator, a leader, a peer."""
    return [cast.curator, cast.director, cast.peer]


def open_a_channel(cast: Cast) -> Channel:
    """Open a channel in Treatment that those few triage besides the triager of the house."""
    for person in few(cast):
        people.grant(by=SETUP, person=person, role=Role.TRIAGER, unit=cast.units.treatment)
    return reports.open_channel(by=SETUP, unit=cast.units.treatment, name="Treatment", slug="treatment")


def tell(cast: Cast, channel: Channel, *, narrow: bool, begun: datetime | None = None) -> Matter:
    """Tell the whole matter, a day after another; `narrow` leaves off everybody but a few, from the report on."""
    day = begun or datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    with clock.moved_to(day):
        report = _reported(cast, channel, narrow=narrow)
        audience = people.named_people(*few(cast)) if narrow else people.everyone_inside()
        theme, case, question = _taken_up(cast, report, audience)
    with clock.moved_to(day + timedelta(days=1)):
        looked, looking, asked = _looked(cast, case), _looking(cast, case), _asked(cast, case)
    with clock.moved_to(day + timedelta(days=2)):
        action, placed, proposed = _changed(cast, case, looked)
    with clock.moved_to(day + timedelta(days=3)):
        lesson, draft = _learned(cast, case, looked.review)
        thanks, offered = _thanked(cast, case)
    return Matter(
        peer=cast.peer,
        report=report,
        theme=theme,
        case=Case.objects.get(pk=case.pk),
        question=question,
        looked=looked,
        looking=looking,
        asked=asked,
        action=action,
        placed=placed,
        proposed=proposed,
        lesson=lesson,
        draft=draft,
        thanks=thanks,
        offered=offered,
    )


def _list(name: str) -> Examined:
    return examine(received=receive(name=name, pieces=[f"{WORD}: a list of rounds".encode()]))


def _reported(cast: Cast, channel: Channel, *, narrow: bool) -> Report:
    could_read = report_queries.could_read(cast.reporter, channel)
    left_off = [person for person in could_read if narrow and person not in few(cast)]
    report = reports.submit_report(
        by=cast.reporter,
        channel=channel,
        kind=Told.NOT_RIGHT,
        happened=f"{WORD}: a round was signed that nobody walked.",
        where=f"{WORD} street",
        danger=True,
        leave_off=left_off,
        files=[_list(name) for name in ("rounds.txt", "names.txt")],
    )
    reports.acknowledge(by=cast.curator, report=report)
    reports.write_to_reporter(by=cast.curator, report=report, text=f"{WORD}: thank you. Is it walked now?")
    reports.reporter_writes(by=cast.reporter, report=report, text=f"{WORD}: not on Tuesdays.")
    return Report.objects.get(pk=report.pk)


def _taken_up(cast: Cast, report: Report, audience: Audience) -> tuple[Theme, Case, Question]:
    unit = cast.units.treatment
    theme = cases.open_theme(by=cast.curator, title=f"{WORD} rounds", unit=unit, audience=audience)
    case = cases.open_case(
        by=cast.curator,
        title=f"{WORD}: a round signed that was not walked",
        kind=Kind.CONCERN,
        unit=unit,
        summary=f"{WORD}: a round was to be signed two days later.",
        audience=audience,
        reports=[report],
    )
    level = case_queries.levels_in_force(cast.curator, ScaleKind.POTENTIAL)[3]
    cases.weigh(by=cast.curator, case=case, level=level, reason=f"{WORD}: rounds are how leaks are found.")
    cases.make_safe(by=cast.curator, case=case, note=f"{WORD}: two people walk it.")
    in_two_weeks = clock.today() + timedelta(days=14)
    cases.own(by=cast.director, case=case, short=f"{WORD}: I answer for it.", next_word_on=in_two_weeks)
    cases.choose_response(by=cast.curator, case=case, response=Response.BRIEF, due=in_two_weeks)
    cases.take_part(by=cast.curator, case=case, person=cast.peer, part=Part.CONTRIBUTOR)
    cases.post_update(by=cast.curator, case=case, text=f"{WORD}: it is walked again.")
    question = cases.ask_question(by=cast.peer, case=case, text=f"{WORD}: at Holm too?", with_name=True)
    return theme, Case.objects.get(pk=case.pk), question


def _looking(cast: Cast, case: Case) -> Looked:
    review = reviews.open_review(
        by=cast.director, cases=[case], form=Form.BRIEF, title=f"{WORD} again", facilitator=cast.curator
    )
    review = reviews.write_brief(by=cast.curator, review=review, version=review.version, happened=f"{WORD} happened.")
    looked = _with_parts(cast, review)
    reviews.name_told(by=cast.curator, review=review, person=cast.peer)
    reviews.show_draft(by=cast.curator, review=Review.objects.get(pk=review.pk))
    reviews.object_to(by=cast.peer, review=Review.objects.get(pk=review.pk), objection=f"{WORD} saw it otherwise.")
    return looked


def _asked(cast: Cast, case: Case) -> Review:
    review = reviews.open_review(
        by=cast.director, cases=[case], form=Form.BRIEF, title=f"{WORD} third", facilitator=cast.curator
    )
    review = reviews.write_brief(by=cast.curator, review=review, version=review.version, happened=f"{WORD} happened.")
    return reviews.ask_peer(by=cast.curator, review=review, peer=cast.peer)


def _with_parts(cast: Cast, review: Review) -> Looked:
    by = cast.curator
    entry = EntryDraft(text=f"{WORD}: the round is signed.", when=When(on=clock.today()))
    return Looked(
        review=review,
        entry=reviews.add_entry(by=by, review=review, entry=entry),
        factor=reviews.add_factor(by=by, review=review, text=f"{WORD}: too few people.", code="culture"),
        finding=reviews.add_finding(by=by, review=review, kind=FindingKind.WENT_WELL, text=f"{WORD}: somebody asked."),
    )


def _looked(cast: Cast, case: Case) -> Looked:
    by = cast.curator
    review = reviews.open_review(by=cast.director, cases=[case], form=Form.BRIEF, title=f"{WORD} first", facilitator=by)
    review = reviews.write_brief(
        by=by,
        review=review,
        version=review.version,
        expected=f"{WORD}: the round is walked.",
        happened=f"{WORD}: it was not.",
        why_different=f"{WORD}: two were away.",
        keep_or_change=f"{WORD}: three to a round.",
    )
    looked = _with_parts(cast, review)
    reviews.ask_peer(by=by, review=Review.objects.get(pk=review.pk), peer=cast.peer)
    reviews.answer_as_peer(by=cast.peer, review=Review.objects.get(pk=review.pk), agreed=True, comment=f"{WORD}: yes.")
    reviews.publish(by=by, review=Review.objects.get(pk=review.pk))
    return Looked(Review.objects.get(pk=review.pk), looked.entry, looked.factor, looked.finding)


def _changed(cast: Cast, case: Case, looked: Looked) -> tuple[Action, Action, Action]:
    def proposed(title: str, owner: Person, *factors: Factor) -> Action:
        proposal = actions.Proposal(title=f"{WORD} {title}", text=f"{WORD} text.", mechanism=Mechanism.LEAD)
        return actions.propose_action(
            by=cast.curator, case=case, review=looked.review, proposal=proposal, owner=owner, factors=factors
        )

    def in_place(action: Action) -> Action:
        by = cast.director
        actions.agree_action(by=by, action=action, due_on=clock.today() + timedelta(days=9))
        actions.note_progress(by=by, action=Action.objects.get(pk=action.pk), text=f"{WORD}: under way.")
        return actions.put_in_place(by=by, action=Action.objects.get(pk=action.pk), evidence=f"{WORD}: in the plan.")

    verified = in_place(proposed("round of three", cast.director, looked.factor))
    actions.verify_effect(
        by=cast.peer,
        action=verified,
        verdict=Verdict.SEEN_IN_PLACE,
        evidence=f"{WORD}: walked it.",
    )
    return Action.objects.get(pk=verified.pk), in_place(proposed("list", cast.director)), proposed("lamp", cast.peer)


def _learned(cast: Cast, case: Case, review: Review) -> tuple[Lesson, Lesson]:
    def draft(title: str) -> lessons.Draft:
        return lessons.Draft(title=f"{WORD} {title}", text=f"{WORD} text.", tags=(f"{WORD} tag", "hand-over"))

    lesson = lessons.write_lesson(by=cast.curator, case=case, review=review, draft=draft("walks in threes"))
    lessons.publish_lesson(by=cast.curator, lesson=lesson)
    unfinished = lessons.write_lesson(by=cast.curator, case=case, draft=draft("draft"))
    return Lesson.objects.get(pk=lesson.pk), unfinished


def _thanked(cast: Cast, case: Case) -> tuple[Recognition, Recognition]:
    def thank(person: Person) -> Recognition:
        return recognition.recognise(by=cast.director, case=case, text=f"{WORD}: thank you.", people=[person])

    thanks = thank(cast.peer)
    recognition.accept_thanks(by=cast.peer, recognition=thanks)
    return Recognition.objects.get(pk=thanks.pk), thank(cast.curator)
