"""Two people editing one thing: the second is told, sees both versions, and what they wrote is still theirs to send."""

from __future__ import annotations

import html

from django.test import Client

from tests.forms.conftest import Trials
from tests.forms.filling import Filled, choices_of, well
from tests.forms.reading import Field, Form, page_of
from tests.forms.samples import Sample, bare, leads

FIRST, SECOND = "as the first put it", "as the second put it"
NO_FIELD = Field("hidden")
ALONE = {
    "reviews:object": "one's own objection, which nobody else writes",
    "reviews:open": "a new review, which begins with the title of its matter",
}
"""Forms that begin with what is kept and carry no version, and why nobody's words can be lost."""


ANEW = {"standards:sign_new": "what was begun meanwhile is no longer offered, and the choice is refused"}
"""Forms of something that does not stand yet, although they carry a version, and why nothing is lost."""


def texts(form: Form) -> list[str]:
    """Give the fields for text."""
    return [name for name, one in form.asks.items() if one.kind in {"text", "textarea"}]


def told_apart(form: Form, sample: Sample, said: str) -> Filled:
    """Fill the form in as one of the two: other words, or, where there are none to write, another choice."""
    filled_in = well(form, sample.typed, said=said)
    if not texts(form):
        which = 0 if said == FIRST else -1
        choices = {name: choices_of(one) for name, one in form.asks.items() if one.kind in {"select", "radio"}}
        filled_in |= {name: [offered[which]] for name, offered in choices.items()}
    return filled_in


def wrong_with(sample: Sample) -> str | None:
    """Let two open the form, and both send it. Say what is wrong, or nothing; None where nothing is edited."""
    browser = sample.browser()
    one, other = sample.form(browser), sample.form(browser)
    if one is None or other is None or not one.fields.get("version", NO_FIELD).value or not one.asks:
        return None
    return _second_of(sample, browser, one, other)


def _second_of(sample: Sample, browser: Client, one: Form, other: Form) -> str:
    if sample.send(browser, told_apart(one, sample, FIRST)).status_code not in {302, 303}:
        return "the first could not save"
    sent = told_apart(other, sample, SECOND)
    answer = sample.send(browser, sent)
    words = html.unescape(answer.content.decode())
    if answer.status_code != 422 or "Somebody saved before you" not in words:
        return f"the second was not told, but answered with {answer.status_code}"
    if (FIRST if texts(one) else "Their choice") not in words:
        return "the second does not see what the first wrote"
    back = next((each for each in page_of(answer).forms if leads(each, sample.page) == bare(sample.address)), None)
    if back is None or any(back.fields[name].holds != sent[name] for name in one.asks):
        return "what the second wrote did not come back"
    if sample.send(browser, back.held()).status_code not in {302, 303}:
        return "the second cannot save after having seen both"
    return ""


def test_the_second_of_two_is_told_and_sees_both(trials: Trials) -> None:
    found = {name: wrong_with(sample) for name, sample in trials()}
    edited = {name: why for name, why in found.items() if why is not None and name not in ANEW}
    assert len(edited) >= 14
    wrong = [f"{name}: {why}" for name, why in edited.items() if why]
    assert not wrong, "\n".join(wrong)


def test_what_begins_with_kept_words_carries_their_version(trials: Trials) -> None:
    begun = set()
    for name, sample in trials():
        form = sample.form(sample.browser())
        assert form is not None, name
        if not form.fields.get("version", NO_FIELD).value and any(form.fields[text].value for text in texts(form)):
            begun.add(name)
    assert begun == set(ALONE)
