"""Taking a receipt, coming back with it, and writing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from goodcatch.reports import sentences, terms
from goodcatch.reports.forms.attaching import BringingForm
from goodcatch.reports.forms.outside import UNCHECKED, OutsideForm, Words
from goodcatch.reports.receipts import Misread, Receipt, read
from goodcatch.ui.forms import DeedForm


class SlipForm(OutsideForm):
    """Taking the receipt that this page carries, sealed, until it is shown."""

    receipt = forms.CharField(widget=forms.HiddenInput, max_length=2000)


class ReceiptForm(OutsideForm):
    """Coming back: ten words, or three rows of digits."""

    receipt = Words(
        label=gettext_lazy("Your receipt"),
        help_text=gettext_lazy("Ten words, or three rows of digits. Capitals, hyphens and spaces do not matter."),
        error_messages={"required": gettext_lazy("Enter the words or the digits that you wrote down.")},
        widget=forms.Textarea(attrs={**UNCHECKED, "rows": 3}),
    )

    text = Words(
        required=False,
        label=gettext_lazy("What you were writing"),
        help_text=gettext_lazy("You were away for long. Enter your receipt again, and this is sent with it."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("text"):
            del self.fields["text"]

    def clean_receipt(self) -> Receipt:
        try:
            return read(self.cleaned_data["receipt"])
        except Misread as misread:
            raise forms.ValidationError(sentences.about(misread)) from None


class ReporterMessageForm(BringingForm, OutsideForm):
    """A message of an anonymous reporter; on a sealed channel it waits for its hour, unless they say otherwise."""

    text = Words(
        label=gettext_lazy("Write to those who handle it"),
        error_messages={"required": gettext_lazy("There is nothing to send yet. Write a line first.")},
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    field_order = ("text", "attached", "drop", "at_once")
    at_once = forms.BooleanField(
        required=False,
        label=gettext_lazy("It cannot wait: tell those who handle it at once"),
        help_text=gettext_lazy("They then know the hour. Otherwise it appears at the next of two fixed hours."),
    )

    def __init__(self, *args: Any, sealed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sealed:
            del self.fields["at_once"]


class MatterForm(OutsideForm):
    """Letting a matter be opened of a question: one click."""


_ANSWERS = [*terms.Said.choices, ("", gettext_lazy("I would rather not say"))]


class ClosingQuestions(forms.Form):
    """Three questions at closing. None has to be answered."""

    heard = forms.ChoiceField(
        required=False, label=gettext_lazy("Were you heard?"), choices=_ANSWERS, widget=forms.RadioSelect
    )
    told = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Were you told what became of it?"),
        choices=_ANSWERS,
        widget=forms.RadioSelect,
    )
    protected = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Were you protected from harm for speaking up?"),
        choices=_ANSWERS,
        widget=forms.RadioSelect,
    )


class HeardForm(ClosingQuestions, OutsideForm):
    """The three questions, for whoever holds a receipt."""


class SignedHeardForm(ClosingQuestions, DeedForm):
    """The three questions, for whoever signed."""
