"""A channel's own questions: which are asked is decided on the server, and works without JavaScript."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.reports import queries, services, terms
from goodcatch.reports.models import Channel, Question, Report, ReportWords
from goodcatch.reports.queries import Asking
from goodcatch.reports.tests.outside import TOLD, resend
from goodcatch.reports.tests.speaking import HAPPENED
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions(cast: Cast, channel: Channel) -> list[Question]:
    """Let the channel ask: was it dark?; if so, which lamp?; and which line, if the lamp at the gate."""
    by = cast.administrator
    dark = services.ask_question(by=by, channel=channel, kind="yes_no", label="Was it dark?")
    lamp = services.ask_question(
        by=by,
        channel=channel,
        kind="choice",
        label="Which lamp?",
        options=["At the gate", "In the hall"],
        required=True,
        show_if=dark,
        show_value="Yes",
    )
    line = services.ask_question(by=by, channel=channel, kind="text", label="Which line?", show_if=lamp, show_value="1")
    channel.refresh_from_db()
    return [dark, lamp, line]


def field(question: Question) -> str:
    return terms.field_of(question.public_id)


def test_a_question_that_an_answer_brings_up_stands_on_the_page_that_comes_back(
    channel: Channel, questions: list[Question]
) -> None:
    dark, lamp, line = questions
    client, address = Client(), "/speak-up/safety/"
    page = client.get(address)
    assert "Was it dark?" in page.content.decode()
    assert "Which lamp?" not in page.content.decode()
    typed: dict[str, Any] = {**TOLD, field(dark): "yes"}
    more = resend(client, address, page, **typed)
    assert more.status_code == 422
    assert "One more question, because of what you answered" in more.content.decode()
    assert "Which lamp?" in more.content.decode()
    assert not Report.objects.exists()
    typed[field(lamp)] = "1"
    third = resend(client, address, more, **typed)
    assert "Which line?" in third.content.decode()
    assert resend(client, address, third, **{**typed, field(line): "Line 2"}).status_code == 303
    told = queries.telling(_reader(channel), Report.objects.get()).told
    assert [(each.asked, each.text) for each in told.answers.values()] == [
        ("Was it dark?", "Yes"),
        ("Which lamp?", "At the gate"),
        ("Which line?", "Line 2"),
    ]


def _reader(channel: Channel) -> Any:
    from goodcatch.people.queries import holders  # noqa: PLC0415  # beside its only use
    from goodcatch.people.terms import Role  # noqa: PLC0415

    return holders(Role.TRIAGER, channel.unit)[0]


def test_an_answer_to_what_is_not_asked_counts_for_nothing(channel: Channel, questions: list[Question]) -> None:
    dark, lamp, line = questions
    answers = {dark.public_id: "no", lamp.public_id: "1", line.public_id: "smuggled"}
    services.submit_report(by=PUBLIC, channel=channel, kind="hazard", happened=HAPPENED, answers=answers)
    assert list(ReportWords.objects.filter(part="answer").values_list("text", flat=True)) == ['["Was it dark?", "No"]']


@pytest.mark.parametrize(("lamp", "sentence"), [("", "needs an answer"), ("7", "one of the answers in the list")])
def test_the_verb_itself_looks_at_the_answers(
    channel: Channel, questions: list[Question], lamp: str, sentence: str
) -> None:
    answers = {questions[0].public_id: "yes", questions[1].public_id: lamp}
    with pytest.raises(RuleBroken, match=sentence) as broken:
        services.submit_report(by=PUBLIC, channel=channel, kind="hazard", happened=HAPPENED, answers=answers)
    assert broken.value.field == field(questions[1])
    assert not Report.objects.exists()


def test_a_signed_report_asks_them_too(cast: Cast, client_of: ClientOf, questions: list[Question]) -> None:
    client, address = client_of(cast.reporter), "/in/speak-up/safety/"
    sent = resend(client, address, client.get(address), kind="hazard", happened=HAPPENED, **{field(questions[0]): "no"})
    assert sent.status_code == 303
    assert "Was it dark?" in client.get(sent.headers["Location"]).content.decode()


def test_what_was_asked_stays_with_the_answer(cast: Cast, channel: Channel, questions: list[Question]) -> None:
    answers = {questions[0].public_id: "no"}
    report = services.submit_report(by=PUBLIC, channel=channel, kind="hazard", happened=HAPPENED, answers=answers)
    for question in reversed(questions):
        services.withdraw_question(by=cast.administrator, question=question)
    channel.refresh_from_db()
    assert not channel.asks
    assert queries.questions(PUBLIC, channel) == []
    assert [each.asked for each in queries.telling(cast.handler, report).told.answers.values()] == ["Was it dark?"]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ({"label": ""}, "label"),
        ({"kind": "song"}, "kind"),
        ({"kind": "choice", "options": ["one"]}, "options"),
        ({"kind": "choice", "options": ["same", "same"]}, "options"),
        ({"label": "x" * 201}, "label"),
    ],
)
def test_what_cannot_be_asked(cast: Cast, channel: Channel, words: dict[str, Any], named: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        services.ask_question(by=cast.administrator, channel=channel, **{"kind": "text", "label": "Why?", **words})
    assert broken.value.field == named


def test_few_questions_are_asked(cast: Cast, channel: Channel) -> None:
    for number in range(terms.MOST_QUESTIONS):
        services.ask_question(by=cast.administrator, channel=channel, kind="text", label=f"Why {number}?")
    with pytest.raises(RuleBroken, match="Few questions are answered"):
        services.ask_question(by=cast.administrator, channel=channel, kind="text", label="And why?")


def test_others_ask_nothing(cast: Cast, channel: Channel, questions: list[Question]) -> None:
    for person in (cast.handler, cast.director, cast.guest):
        with pytest.raises(RuleBroken):
            services.ask_question(by=person, channel=channel, kind="text", label="Why?")
        with pytest.raises(RuleBroken):
            services.withdraw_question(by=person, question=questions[2])


def test_a_translation_keeps_the_order_of_the_answers(cast: Cast, channel: Channel, questions: list[Question]) -> None:
    by, lamp = cast.administrator, questions[1]
    with pytest.raises(RuleBroken, match="2 answers"):
        services.translate_question(by=by, question=lamp, language="de", label="Welche Lampe?", options=["Am Tor"])
    services.translate_question(
        by=by, question=lamp, language="de", label="Welche Lampe?", options=["Am Tor", "In der Halle"]
    )
    found = queries.questions(PUBLIC, channel, "de")[1]
    assert (found.label, found.options) == ("Welche Lampe?", (("1", "Am Tor"), ("2", "In der Halle")))


def _asking(number: int, hangs_on: int | None, value: str) -> Asking:
    return Asking(f"Q{number}", number, number, "text", False, "", "", (), hangs_on, value)


@given(
    hangs=st.lists(st.tuples(st.integers(0, 7), st.sampled_from(["", "yes", "no"])), min_size=1, max_size=8),
    answers=st.lists(st.sampled_from(["", "yes", "no"]), min_size=8, max_size=8),
)
def test_whatever_is_answered_only_what_hangs_on_what_is_asked_is_asked(
    hangs: list[tuple[int, str]], answers: list[str]
) -> None:
    questions = [
        _asking(number, on if value and on < number else None, value) for number, (on, value) in enumerate(hangs)
    ]
    given_answers = {f"Q{number}": text for number, text in enumerate(answers)}
    found = {question.pk for question in terms.asked(questions, given_answers)}
    for question in questions:
        on = question.show_if_id
        should = on is None or (on in found and given_answers[f"Q{on}"] == question.show_value)
        assert (question.pk in found) == should
