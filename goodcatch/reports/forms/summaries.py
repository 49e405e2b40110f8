"""The summary that may leave a report: proposing, answering, carrying it to a matter, sharing it with everybody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from goodcatch.people.models import Unit
from goodcatch.reports.forms.outside import OutsideForm, Words
from goodcatch.reports.models import AskedBefore
from goodcatch.reports.terms import Summary
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


class EverybodyForm(DeedForm):
    """Proposing a question and its answer for everybody; nothing of what was asked stands in it beforehand."""

    title = Words(
        label=gettext_lazy("The question, cleaned"),
        help_text=gettext_lazy("As anybody could have asked it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = Words(label=gettext_lazy("The answer, cleaned"), widget=forms.Textarea(attrs={"rows": 8}))


class AgreeForm(DeedForm):
    """Agreeing as a second reader, or sharing: the very summary that was on the page."""

    number = forms.IntegerField(widget=forms.HiddenInput)


class CarryForm(DeedForm):
    """Opening a matter from the agreed summary."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("In which unit?"),
        help_text=gettext_lazy("Wide enough that it does not point at few: five people or more, and another matter."),
        queryset=Unit.objects.none(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["unit"]
        chosen.queryset = Unit.objects.filter(closed_at__isnull=True).order_by("name", "pk")


class _Saying(forms.Form):
    """What whoever reported says of a summary; of one for everybody without a reason."""

    said = forms.ChoiceField(
        label=gettext_lazy("May this be known outside of your report?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No, not like this"))],
        widget=Cards(),
    )
    number = forms.IntegerField(widget=forms.HiddenInput)

    def ask_about(self, summary: Summary) -> None:
        """Ask about this summary; where the answer was a yes, carry the no that takes it back."""
        self.fields["number"].initial = summary.number
        if summary.for_everybody:
            self.fields.pop("why", None)
            asked: Any = self.fields["said"]
            asked.label = gettext_lazy("May everybody read this?")
            asked.choices = [("yes", gettext_lazy("Yes, word for word as it stands here")), ("no", gettext_lazy("No"))]
        if summary.said == "yes":
            self.fields["said"].widget = forms.HiddenInput()
            self.fields["said"].initial = "no"


class SaidForm(_Saying, OutsideForm):
    """What whoever holds the receipt says of a summary."""

    why = Words(
        required=False,
        label=gettext_lazy("What should be said differently?"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
    )
    field_order = ("said", "why", "number")


class SignedSaidForm(_Saying, DeedForm):
    """What whoever signed says of a question and its answer, for everybody."""


class TakeOffForm(DeedForm):
    """Taking off what everybody reads of a question."""

    shared = forms.ModelChoiceField(
        label=gettext_lazy("Which one?"), queryset=AskedBefore.objects.none(), to_field_name="public_id", widget=Cards()
    )

    def __init__(self, *args: Any, standing: QuerySet[AskedBefore], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["shared"]
        chosen.queryset = standing
        chosen.empty_label = None
        chosen.widget.hints = {each.public_id: each.channel.name for each in standing}
