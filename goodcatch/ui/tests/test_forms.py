"""Forms: drawn with names, hints and errors that listeners hear; deeds done once; nothing typed is lost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils import timezone

from goodcatch.kernel.deeds import take_nonce
from goodcatch.kernel.errors import AlreadyDone, ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.ui.forms import DayField, DeedForm, MomentField, Outcome
from goodcatch.ui.widgets import Cards, CheckCards

CASE = Ref("case", "K7QF2M00")
EARLIER: dict[str, Ref] = {}


def earlier(nonce: str) -> Ref | None:
    return EARLIER.get(nonce)


@pytest.fixture(autouse=True)
def _record(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the house ask these deeds for an earlier one, in place of the record, which lies above this room."""
    monkeypatch.setattr("config.house.EARLIER_DEED", f"{__name__}.earlier")
    yield
    EARLIER.clear()


class Telling(DeedForm):
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    kind = forms.ChoiceField(
        choices=[("a", "A close call"), ("b", "It went well")], widget=Cards(hints={"a": "Nearly."})
    )
    said = forms.CharField(label="What happened?", help_text="What you saw.")
    who = forms.MultipleChoiceField(choices=[("x", "Lena")], widget=CheckCards(hints={"x": "safety"}), required=False)
    due = DayField(required=False)
    at = MomentField(required=False, help_text="Roughly.")
    safe = forms.BooleanField(required=False)


def _sent(**words: str) -> Telling:
    data = QueryDict(mutable=True)
    data.update({"nonce": "n1", "version": "1", "kind": "a", "said": "Pump 12 & <13>.", **words})
    form = Telling(data)
    form.is_valid()
    return form


def _drawn(form: forms.Form, **context: Any) -> str:
    return Template("{% deed form '/in/cases/new/' 'Open the case' back='/in/' %}").render(
        Context({"form": form, "csrf_token": "token", **context})
    )


def test_choices_are_cards_with_their_hints() -> None:
    page = _drawn(Telling())
    assert "<span>A close call<small>Nearly.</small></span>" in page
    assert "<span>It went well</span>" in page
    assert "<span>Lena<small>safety</small></span>" in page


def test_what_is_optional_says_so_and_nothing_bears_an_asterisk() -> None:
    page = _drawn(Telling())
    assert page.count("(optional)") == 3
    assert "*" not in page


def test_the_token_stands_inside_and_not_outside() -> None:
    assert "csrfmiddlewaretoken" in _drawn(Telling(), inside=True)
    assert "csrfmiddlewaretoken" not in _drawn(Telling(), inside=False)


def test_errors_stand_first_lead_to_their_fields_and_are_named_by_them() -> None:
    page = _drawn(_sent(kind="", said=""))
    assert page.index('role="alert"') < page.index("<fieldset")
    assert '<a href="#id_kind_0">Kind</a>' in page
    assert '<a href="#id_said">What happened?</a>' in page
    assert 'aria-describedby="id_said_helptext id_said_error"' in page
    assert 'id="id_said_error"' in page


def test_a_day_and_a_moment_come_back_in_the_form_that_browsers_read() -> None:
    form = Telling(initial={"due": date(2026, 11, 30), "at": datetime(2026, 11, 22, 9, 5, tzinfo=UTC)})
    page = _drawn(form)
    assert 'type="date" name="due" value="2026-11-30"' in page
    assert 'type="datetime-local" name="at" value="2026-11-22T09:05"' in page


def test_a_moment_is_read_in_the_readers_zone_which_is_written_beside_it() -> None:
    with timezone.override("Europe/Oslo"):
        form = _sent(at="2026-07-01T14:00")
        assert form.cleaned_data["at"].isoformat() == "2026-07-01T14:00:00+02:00"
        assert "Roughly. Time in Europe/Oslo." in _drawn(form)


def test_a_deed_gives_the_thing_it_was_done_to_and_hands_on_the_nonce() -> None:
    taken: list[str | None] = []

    def verb(*, words: str) -> Any:
        taken.append(take_nonce())
        return SimpleNamespace(ref=CASE)

    assert _sent().perform(verb, words="x") == Outcome(CASE)
    assert taken == ["n1"]


def test_a_deed_done_before_is_the_same_deed() -> None:
    def verb() -> Any:
        raise AlreadyDone(CASE)

    assert _sent().perform(verb) == Outcome(CASE, repeated=True)


def test_a_second_copy_that_meets_a_rule_before_the_record_is_the_same_deed() -> None:
    def verb() -> Any:
        raise RuleBroken("This case has an owner.")

    EARLIER["n1"] = CASE
    assert _sent().perform(verb) == Outcome(CASE, repeated=True)
    assert _sent(nonce="n2").perform(verb) is None


def test_a_broken_rule_stands_at_its_field_or_above_all_fields() -> None:
    def of(field: str | None) -> dict[str, Any]:
        def verb() -> Any:
            raise RuleBroken("One owner at a time.", field=field)

        form = _sent()
        assert form.perform(verb) is None
        return dict(form.errors)

    assert of("said") == {"said": ["One owner at a time."]}
    assert of("no such field") == {"__all__": ["One owner at a time."]}
    assert of(None) == {"__all__": ["One owner at a time."]}


def test_where_somebody_saved_first_both_texts_stand_there_and_the_next_sending_names_their_version() -> None:
    def verb() -> Any:
        raise ChangedMeanwhile("Lena saved first.", theirs={"said": "<Pump 21>", "kind": "It went well"}, version=7)

    form = _sent()
    assert form.perform(verb) is None
    page = _drawn(form)
    assert "Somebody saved before you" in page
    assert "&lt;Pump 21&gt;" in page
    assert "Their choice: It went well" in page
    assert 'value="Pump 12 &amp; &lt;13&gt;."' in page
    assert 'name="version" value="7"' in page


def test_what_was_left_empty_is_asked_for_in_the_words_of_the_house() -> None:
    class Asking(DeedForm):
        kind = forms.ChoiceField(choices=[("a", "A")])
        who = forms.MultipleChoiceField(choices=[("x", "Lena")])
        due = DayField()
        sure = forms.BooleanField()
        said = forms.CharField(error_messages={"required": "Tell us what happened."})

        def __init__(self, data: QueryDict) -> None:
            super().__init__(data)
            self.fields["late"] = forms.CharField()

    form = Asking(QueryDict())
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "kind": ["Choose one."],
        "who": ["Choose at least one."],
        "due": ["Choose a day."],
        "sure": ["Tick this to go on."],
        "said": ["Tell us what happened."],
        "late": ["This was left empty, and is needed."],
    }


def test_a_question_keeps_its_own_mark_where_its_error_is_named() -> None:
    drawn = _drawn(_sent(said=" "))
    assert "What happened?</a> This was left empty" in drawn
    assert "?</a>:" not in drawn
