"""Filling forms in: with something that holds, or with something that cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from goodcatch.kernel import clock
from tests.forms.reading import Field, Form

Filled = dict[str, list[str]]

SAID = "Said in so many words"
"""What is written into every field for text, so that it can be found again."""


def well(form: Form, typed: Mapping[str, str], *, said: str = SAID) -> Filled:
    """Fill the form in so that it holds: words into every field, the first of every choice; `typed` goes before."""
    filled = {name: [_well(one, said)] if one.written else one.holds for name, one in form.fields.items()}
    for name, one in form.asks.items():
        if one.kind in {"select", "radio"} and not any(one.chosen):
            filled[name] = choices_of(one)[:1]
    return filled | {name: [value] for name, value in typed.items()}


def choices_of(one: Field) -> list[str]:
    """Give what can be chosen, 'nothing' apart."""
    return [choice for choice in one.choices if choice]


def _well(one: Field, said: str) -> str:
    if one.kind == "date":
        return str(clock.today() + timedelta(days=20))
    if one.kind == "datetime-local":
        return f"{clock.today()}T09:30"
    if one.kind == "number":
        return one.value or "1"
    if one.kind == "email":
        return "somebody@northfield.example"
    if one.kind == "password":
        return "pump ladder violet noon"
    return f"{one.value} {said}".strip()


def with_each(form: Form, filled: Filled, change: Callable[[Field], list[str] | None]) -> Filled:
    """Give what was filled in with every field that somebody fills in changed, where `change` says to what."""
    changed = {name: change(one) for name, one in form.asks.items()}
    return filled | {name: value for name, value in changed.items() if value is not None}
