"""Bent words in every form behind the signed-in door: a sentence or a deed, never a page that broke."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.test import Client

from goodcatch.actions.tests.telling import a_proposed_action, an_action_in_place, an_agreed_action
from goodcatch.cases import services as cases
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel import clock
from goodcatch.lessons.tests.telling import a_lesson, a_published_lesson
from goodcatch.people.models import Person
from goodcatch.reviews.tests.telling import a_written_review
from goodcatch.ui.forms import DayField, MomentField
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ANSWERS = {200, 302, 303, 400, 403, 404, 409, 422}


def addresses(cast: Cast) -> Iterator[tuple[Person, str]]:
    """Give every page with a form, and somebody who may use it."""
    handler, leader, facilitator, keeper = cast.handler, cast.leader, cast.facilitator, cast.administrator
    case, channel = a_case(cast), a_channel(cast)
    signed = a_report(cast, channel)
    question = cases.ask_question(by=cast.peer, case=case, text="When?", with_name=True)
    owned = cases.own(by=leader, case=case, short="I answer for it.", next_word_on=clock.today() + timedelta(days=1))
    assert owned.owner == leader
    at = f"/in/cases/{case.public_id}/"
    yield from ((leader, f"{at}{page}/") for page in ("statement",))
    yield from (
        (handler, f"{at}{page}/")
        for page in (
            *("weigh/impact", "respond", "join", "safe", "correct", "update", "ask", "parts", "supported"),
            *(f"questions/{question.public_id}", "move-on", "readers", "leave-off"),
        )
    )
    yield handler, "/in/cases/new/"
    for page in ("triage/answer", "triage/group", "themes/new"):
        yield handler, f"/in/{page}/?report={a_report(cast, channel).public_id}"
    yield keeper, "/in/cases/scales/impact/"
    review = a_written_review(cast)
    yield facilitator, f"/in/reviews/open/{a_case(cast).public_id}/"
    yield from (
        (facilitator, f"/in/reviews/{review.public_id}/{page}/")
        for page in ("brief", "entry", "factor", "finding", "case", "told", "peer")
    )
    yield handler, f"/in/actions/propose/{case.public_id}/"
    for action, pages in (
        (a_proposed_action(cast), ("agree", "answer-back", "due", "describe", "hand-over", "decline")),
        (an_agreed_action(cast), ("note", "in-place")),
        (an_action_in_place(cast), ("look",)),
    ):
        yield from ((leader, f"/in/actions/{action.public_id}/{page}/") for page in pages)
    lesson, published = a_lesson(cast), a_published_lesson(cast)
    yield handler, f"/in/lessons/write/{case.public_id}/"
    yield handler, f"/in/lessons/{lesson.public_id}/change/"
    yield cast.curator, f"/in/lessons/{published.public_id}/retire/"
    yield handler, f"/in/thanks/for/{case.public_id}/"
    fleet = f"/in/units/{cast.units.fleet.public_id}/"
    yield from ((keeper, f"{fleet}{page}/") for page in ("add", "describe", "move"))
    peer = f"/in/people/{cast.peer.public_id}/"
    yield from ((keeper, f"{peer}{page}/") for page in ("describe", "place", "grant"))
    yield from ((keeper, page) for page in ("/in/people/join/", "/in/people/invite/", "/in/places/add/"))
    yield keeper, "/in/channels/new/"
    yield keeper, f"/in/channels/{channel.public_id}/"
    yield cast.peer, "/in/account/"
    yield cast.peer, "/in/speak-up/operations/"
    yield handler, f"/in/reports/{signed.public_id}/"
    yield signed.person or cast.reporter, f"/in/speak-up/mine/{signed.public_id}/"


def _text(length: int) -> Callable[[forms.CharField], str]:
    return lambda field: "x" * min(length, field.max_length or length)


TEXTS: dict[str, Callable[[forms.CharField], str]] = {
    "longest": _text(19_000),
    "too long": lambda _field: "x" * 60_000,
    "bent": lambda _field: "\x00\ufffe\u2028\u202e<script>{{ 7*7 }}'; --\r\n\x1b",
}


def bent(form: forms.BaseForm, text: Callable[[forms.CharField], str], day: str, number: str) -> dict[str, Any]:
    """Fill the form in: what is chosen holds, so that the words reach the verb."""
    filled: dict[str, Any] = {}
    for name, field in form.fields.items():
        shown = form[name].value()
        key = form.add_prefix(name)
        if name in {"nonce", "version", "revision"}:
            filled[key] = shown() if callable(shown) else ("1" if shown is None else shown)
        elif isinstance(field, MomentField):
            filled[key] = f"{day}T00:00"
        elif isinstance(field, DayField):
            filled[key] = day
        elif isinstance(field, forms.IntegerField):
            filled[key] = number
        elif isinstance(field, forms.ModelChoiceField):
            first = field.queryset.first() if field.queryset is not None else None
            filled[key] = [first.public_id] if first else ""
        elif isinstance(field, forms.ChoiceField):
            filled[key] = shown or next((str(value) for value, _word in flat(field.choices) if value), "")
        elif isinstance(field, forms.CharField):
            filled[key] = text(field)
    return filled


def flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    """Give the choices, those of groups too."""
    for value, word in choices:
        yield from word if isinstance(word, list | tuple) else [(value, word)]


@pytest.mark.parametrize(
    ("words", "day", "number"),
    [("longest", "1800-01-01", "1"), ("too long", "0001-01-01", "9" * 40), ("bent", "9999-12-31", "-1")],
)
def test_no_form_breaks(cast: Cast, words: str, day: str, number: str) -> None:
    client, broken, seen = Client(raise_request_exception=False), [], 0
    for person, address in addresses(cast):
        client.force_login(person)
        page = client.get(address)
        assert page.status_code == 200, address
        form = page.context.get("form") or page.context["answer_form"]
        answer = client.post(address, bent(form, TEXTS[words], day, number))
        seen += 1
        if answer.status_code not in ANSWERS:
            broken.append((address, answer.status_code))
    assert seen > 50
    assert broken == []
