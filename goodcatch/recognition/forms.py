"""The shape of thanks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goodcatch.actions.models import Action
from goodcatch.people.models import Person, Unit
from goodcatch.ui.forms import LONGEST_TEXT, DeedForm
from goodcatch.ui.widgets import CheckCards


class ThanksForm(DeedForm):
    """Thank people, a team, or whoever spoke up."""

    text = forms.CharField(
        label=_("What did they do, and what did it change?"),
        help_text=_("One event, one behaviour: ‘stopped, turned back and told us within a minute’."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Whom?"),
        queryset=Person.objects.none(),
        to_field_name="public_id",
        required=False,
        help_text=_("They are asked first. Nobody sees it before they accept."),
        widget=CheckCards,
    )
    team = forms.ModelChoiceField(
        label=_("Or a team"),
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        required=False,
        help_text=_("One of them, or who leads it, is asked first."),
    )
    reporter = forms.BooleanField(label=_("Whoever spoke up: they hear it through their report"), required=False)
    action = forms.ModelChoiceField(
        label=_("For a change that works"), queryset=Action.objects.none(), to_field_name="public_id", required=False
    )

    def __init__(
        self, *args: Any, people: Any, units: Any, changes: QuerySet[Action], to_reporter: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if changes.exists():
            self.fields["action"].queryset = changes  # type: ignore[attr-defined]
        else:
            del self.fields["action"]
        if not to_reporter:
            del self.fields["reporter"]
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        if units.exists():
            self.fields["team"].queryset = units  # type: ignore[attr-defined]
        else:
            del self.fields["team"]
