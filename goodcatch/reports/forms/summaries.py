"""The summary that may leave a sealed report: proposing, answering, carrying it to a matter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from goodcatch.people.models import Unit
from goodcatch.reports.forms.outside import OutsideForm, Words
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.widgets import Cards


class SummaryForm(DeedForm):
    """Proposing what may leave a sealed report."""

    title = Words(label=gettext_lazy("Title"), max_length=200, widget=forms.TextInput)
    text = Words(
        label=gettext_lazy("What may be known outside"),
        help_text=gettext_lazy(
            "What happened in general terms: no name, no date, no small team, no words of theirs. Read it as somebody "
            "who wants to know who wrote."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    with_remedy = forms.BooleanField(
        required=False, label=gettext_lazy("Let what they proposed would put it right go along, word by word")
    )


class AgreeForm(DeedForm):
    """Agreeing as a second reader, to the very summary that was on the page."""

    number = forms.IntegerField(widget=forms.HiddenInput)


class CarryForm(DeedForm):
    """Opening a matter from the agreed summary."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("In which unit?"),
        help_text=gettext_lazy("Wide enough that it does not point to few people."),
        queryset=Unit.objects.none(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["unit"]
        chosen.queryset = Unit.objects.filter(closed_at__isnull=True).order_by("name", "pk")


class SaidForm(OutsideForm):
    """What whoever reported says of a summary."""

    said = forms.ChoiceField(
        label=gettext_lazy("May this be known outside of your report?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No, not like this"))],
        widget=Cards(),
    )
    why = Words(
        required=False,
        label=gettext_lazy("What should be said differently?"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
    )
    number = forms.IntegerField(widget=forms.HiddenInput)
