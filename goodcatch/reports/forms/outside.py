"""What forms of speaking up share: words as typed, and forms of pages that keep no session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.reports import tokens
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.widgets import CheckCards

UNCHECKED = {"spellcheck": "false", "autocomplete": "off", "autocapitalize": "none", "autocorrect": "off"}
"""For fields that no browser should look up or remember."""


class Words(forms.CharField):
    """Words as they were typed; what no database can hold is dropped instead of refused."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\x00", "") if isinstance(value, str) else value) or ""


def leaving_off() -> forms.MultipleChoiceField:
    """Make the field that asks whoever reports who must not read it; the form offers the people."""
    return forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Who must not read this?"),
        help_text=gettext_lazy(
            "These people would read it. Tick anyone it is about, or who is too close: they never get to know of it."
        ),
        widget=CheckCards,
    )


class OutsideForm(DeedForm):
    """A form of a reporter's page: its nonce lies in a sealed, dated token, for there is no session or cookie.

    A stale token loses nothing: the form comes back filled in, with a fresh one. `bound_to` is the report
    that the form belongs to, where it belongs to one.
    """

    nonce = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)

    def __init__(self, *args: Any, bound_to: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bound_to = bound_to
        self.fields["nonce"].initial = self._fresh

    def clean_nonce(self) -> str:
        held = tokens.unseal(tokens.FORM, self.cleaned_data.get("nonce", ""))
        if held is None or held["report"] != self.bound_to:
            self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict by now, which copies
            self.data[self.add_prefix("nonce")] = self._fresh()  # type: ignore[index]
            raise forms.ValidationError(
                _("This page had been open for long. Nothing you wrote is lost: look it over, and send it again.")
            )
        return held["nonce"]

    def _fresh(self) -> str:
        return tokens.seal_form(self.bound_to)
