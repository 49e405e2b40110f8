"""Bad input everywhere: a sentence that says what is wrong, nothing done, and the form comes back filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from http.cookies import SimpleCookie

from django.db import transaction
from django.test import Client

from tests.forms.conftest import Trials
from tests.forms.filling import SAID, Filled, well, with_each
from tests.forms.reading import Field, Form, page_of
from tests.forms.samples import Sample, bare, leads
from tests.journeys.clicking import deeds

TEXT = {"text", "textarea", "search", "tel", "url"}
CHOICE = {"select", "radio"}
Bad = Callable[[Field], list[str] | None]


def nothing(one: Field) -> list[str] | None:
    return [""] if one.written else []


def far_too_long(one: Field) -> list[str] | None:
    return ["x" * 60_000] if one.kind in TEXT else None


def control_characters(one: Field) -> list[str] | None:
    return [f"\x00{SAID}\x1b\ufffe"] if one.kind in TEXT else None


def no_such_choice(one: Field) -> list[str] | None:
    several = one.kind == "checkbox" and len(one.choices) > 1
    return ["no-such-choice"] if one.kind in CHOICE or several else None


def of_another_kind(one: Field) -> list[str] | None:
    words = {"date": "2026-13-45", "datetime-local": "half past nine", "number": "many", "email": "no address"}
    return [words[one.kind]] if one.kind in words else None


BAD: Mapping[str, Bad] = {
    bad.__name__: bad for bad in (nothing, far_too_long, control_characters, no_such_choice, of_another_kind)
}
NOTHING_IS_FINE = {
    "account_away": "left empty, somebody is here",
    "account_own": "zone, language and mail fall back to what the house has",
    "actions:in_place": "what shows it, and until when it is watched, may be said or not",
    "reports:heard": "whoever would rather not say leaves it open",
    "places:move": "a place that lies in no other stands at the top",
    "reports:settle_retaliation": "left empty, the house looks for a channel with other readers",
}
"""Forms in which everything may be left empty, and why."""


def asked(form: Form, bad: Bad) -> bool:
    """Tell whether the form has a field that can be filled in badly so."""
    return any(bad(one) is not None for one in form.asks.values())


def answered(sample: Sample) -> Iterator[tuple[str, str]]:
    """Open the form, send it filled in badly in each way that it can be, and undo each; say what each answer lacks."""
    browser = sample.browser()
    form = sample.form(browser)
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    for words, bad in BAD.items():
        if form is not None and asked(form, bad):
            with transaction.atomic():
                why = wrong_with(sample, browser, form, bad)
                transaction.set_rollback(True)
            browser.cookies = SimpleCookie(cookies)
            yield words, why


def wrong_with(sample: Sample, browser: Client, form: Form, bad: Bad) -> str:
    """Fill the form in badly and send it; say what is wrong with the answer, or nothing."""
    sent, before = with_each(form, well(form, sample.typed), bad), deeds()
    answer = sample.send(browser, sent)
    dropped = bad is control_characters and answer.status_code in {302, 303}  # what no text can hold was left out
    if dropped:
        return ""
    if answer.status_code != 422:
        return f"answered with {answer.status_code}"
    if deeds() != before:
        return "something was done"
    page = page_of(answer)
    if not [words for words in page.alert + page.beside if words.endswith((".", "?"))]:
        return f"no sentence says what is wrong: {page.alert + page.beside}"
    back = next((each for each in page.forms if leads(each, sample.page) == bare(sample.address)), None)
    return "the form did not come back" if back is None else _lost(back, form, sent)


def _lost(back: Form, form: Form, sent: Filled) -> str:
    """Say what of what was typed is not in the form any more."""
    for name, one in form.asks.items():
        typed = sent.get(name, [])
        unsendable = one.kind in CHOICE and (not any(typed) or typed == ["no-such-choice"])
        if one.kind == "password" or unsendable or typed == ["no-such-choice"]:
            continue
        if name not in back.fields:
            return f"{name} is not in the form any more"
        kept = back.fields[name].holds
        if [_shown(text) for text in kept if text] != [_shown(text) for text in typed if text]:
            return f"{name}: {typed!r:.80} came back as {kept!r:.80}"
    return ""


def _shown(text: str) -> str:
    """Give the text as a page can hold it."""
    return (
        text.strip()
        if text.isprintable()
        else "".join(letter for letter in text if letter.isprintable() or letter == "\n").strip()
    )


def test_every_form_filled_in_badly_says_so_and_comes_back(trials: Trials) -> None:
    wrong, tried = [], 0
    for name, sample in trials():
        for words, why in answered(sample):
            tried += 1
            if why and (words, name in NOTHING_IS_FINE) != (nothing.__name__, True):
                wrong.append(f"{name}, {words}: {why}")
    assert tried > 250
    assert not wrong, "\n".join(wrong)
