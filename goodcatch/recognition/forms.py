"""The shape of thanks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodcatch.people.models import Person, Unit
from goodcatch.ui.forms import DeedForm


class ThanksForm(DeedForm):
    """Thank people, a team, or whoever spoke up."""

    text = forms.CharField(
        label=_("What did they do, and what did it change?"),
        help_text=_("One event, one behaviour: ‘stopped, turned back and told us within a minute’."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Whom?"),
        queryset=Person.objects.none(),
        to_field_name="public_id",
        required=False,
        help_text=_("They are asked first. Nobody sees it before they accept."),
    )
    team = forms.ModelChoiceField(
        label=_("Or a team"), queryset=Unit.objects.none(), to_field_name="public_id", required=False
    )
    reporter = forms.BooleanField(label=_("Whoever spoke up: they hear it through their report"), required=False)

    def __init__(self, *args: Any, people: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["team"].queryset = units  # type: ignore[attr-defined]
