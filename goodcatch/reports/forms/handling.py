"""Handling: thanks, messages, an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from goodcatch.reports import terms
from goodcatch.reports.forms.attaching import BringingForm
from goodcatch.reports.forms.outside import Words
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.widgets import Cards


class HoldForm(DeedForm):
    """Why a report must be kept, or need not be kept any longer."""

    reason = Words(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Read by those who handle this report."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MessageForm(BringingForm, DeedForm):
    """A message to whoever reported, or from somebody who signed; `begun` is an open question to begin with."""

    text = Words(
        label=gettext_lazy("Your message"),
        error_messages={"required": gettext_lazy("There is nothing to send yet. Write a line first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("text", "attached", "drop")

    def __init__(self, *args: Any, begun: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"text": begun}, **kwargs)


class AgreeMatterForm(DeedForm):
    """Letting a matter be opened of a question that one signed: one click."""


class ThanksForm(DeedForm):
    """One click: thank you, we have it."""


class WhatFollowedForm(DeedForm):
    """What followed from a report, which its reporter reads; or the law that keeps us from saying it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What followed from it?"),
        help_text=gettext_lazy("Whoever reported reads this beside your answer."),
        choices=terms.Outcome.choices,
        widget=Cards(),
    )
    withheld = Words(
        required=False,
        label=gettext_lazy("Which law keeps you from saying, if one does, and what followed"),
        help_text=gettext_lazy(
            "Kept for those who handle it. Whoever reported reads only that a law stands against it."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AnswerForm(WhatFollowedForm):
    """Closing with an answer."""

    field_order = ("answer", "outcome", "withheld")
    answer = Words(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("What became of it, and why. Whoever reported reads this."),
        error_messages={"required": gettext_lazy("Close it with an answer: a sentence on what became of it.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def question(number: str, language: str) -> str:
    """Give the open question with this number, as on the page; empty where there is none."""
    listed = {str(place): each for place, each in enumerate(terms.open_questions(language), start=1)}
    return listed.get(number, "")
