"""Handling: thanks, messages, an answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from goodcatch.reports.forms.attaching import BringingForm
from goodcatch.reports.forms.outside import Words
from goodcatch.ui.forms import DeedForm


class HoldForm(DeedForm):
    """Why a report must be kept, or need not be kept any longer."""

    reason = Words(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Read by those who handle this report."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MessageForm(BringingForm, DeedForm):
    """A message to whoever reported, or from somebody who signed."""

    text = Words(
        label=gettext_lazy("Your message"),
        error_messages={"required": gettext_lazy("There is nothing to send yet. Write a line first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("text", "attached", "drop")


class AgreeMatterForm(DeedForm):
    """Letting a matter be opened of a question that one signed: one click."""


class ThanksForm(DeedForm):
    """One click: thank you, we have it."""


class AnswerForm(DeedForm):
    """Closing with an answer."""

    answer = Words(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("What became of it, and why. Whoever reported reads this."),
        error_messages={"required": gettext_lazy("Close it with an answer: a sentence on what became of it.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
