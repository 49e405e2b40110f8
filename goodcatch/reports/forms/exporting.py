"""A copy of a sealed report: what is blacked out, sentence by sentence, and words wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from goodcatch.reports.forms.outside import Words
from goodcatch.reports.terms import Passage
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.widgets import CheckCards


class ExportForm(DeedForm):
    """Ticked is blacked out."""

    to = Words(
        label=gettext_lazy("For whom is the copy, and why may they have it?"),
        help_text=gettext_lazy("Kept sealed in the report. It does not stand in the copy."),
        widget=forms.TextInput,
    )
    everywhere = Words(
        required=False,
        label=gettext_lazy("Black out these words wherever they stand"),
        help_text=gettext_lazy("One on each line: names first of all. Look for other ways of writing them."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, passages: Sequence[Passage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._passages = passages
        for each in passages:
            choices = [(str(place), each.said(part)) for place, part in enumerate(each.sentences)]
            self.fields[f"black_{each.name}"] = forms.MultipleChoiceField(
                required=False, label=each.called, choices=choices, widget=CheckCards
            )

    def words(self) -> dict[str, Any]:
        """Give for whom it is: all that is kept."""
        return {"to": self.cleaned_data["to"]}

    def copy(self) -> str:
        """Give the copy, with what was ticked blacked out."""
        everywhere = self.cleaned_data["everywhere"].splitlines()
        parts = []
        for each in self._passages:
            ticked = [each.sentences[int(place)] for place in self.cleaned_data[f"black_{each.name}"]]
            called = Passage("", "", each.called).without([], everywhere)
            parts.append(f"{called}\n\n{each.without(ticked, everywhere)}\n")
        return "\n".join(parts)
