"""Inputs that the house draws its own way: choices as cards with a hint each, days, moments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise

Hints = Mapping[str, "str | Promise"]
"""Value of a choice → the sentence under it."""


class _Hinted(forms.widgets.ChoiceWidget):
    """Gives each choice the hint that belongs to its value."""

    hints: Hints

    def __init__(self, attrs: dict[str, Any] | None = None, *, hints: Hints | None = None) -> None:
        super().__init__(attrs)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class Cards(_Hinted, forms.RadioSelect):
    """One of several, each choice a card; `hints` says a sentence under each."""


class CheckCards(_Hinted, forms.CheckboxSelectMultiple):
    """Any of several, each choice a card; `hints` says a sentence under each."""


class DayInput(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and a time to the minute, by the browser's own picker, in the reader's zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
