"""Keeping channels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from goodcatch.people.models import Unit
from goodcatch.reports import terms
from goodcatch.reports.forms.outside import Words
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.widgets import CheckCards


class ChannelForm(DeedForm):
    """What a channel says and offers."""

    name = Words(label=gettext_lazy("Name"), help_text=gettext_lazy("Such as 'Safety of the plant'."))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What may be told here"),
        choices=terms.Kind.choices,
        widget=CheckCards(hints={kind.value: hint for kind, hint in terms.EXPLAINED.items()}),
    )
    emergency = Words(
        required=False,
        label=gettext_lazy("Whom to call when somebody is in danger"),
        help_text=gettext_lazy("Shown before anything else. A place with a number of its own shows that."),
    )
    statement = Words(
        required=False,
        label=gettext_lazy("What you promise those who speak up"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    signed_by = Words(
        required=False,
        label=gettext_lazy("Who answers for the promise"),
        help_text=gettext_lazy("Name and title, as they stand under the statement."),
    )
    guidance = Words(
        required=False,
        label=gettext_lazy("What helps you to act on a report"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def wording(self) -> terms.Wording:
        """Give what the house writes."""
        told = self.cleaned_data
        return terms.Wording(told["statement"], told["signed_by"], told["guidance"])


class OpenChannelForm(ChannelForm):
    """Opening a channel: its unit and its address are chosen once, because posters bear them."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("Its triagers handle what arrives."),
        empty_label=gettext_lazy("Choose a unit"),
    )
    slug = Words(
        required=False,
        label=gettext_lazy("Word in the address"),
        help_text=gettext_lazy("Letters, digits and hyphens; made from the name if left empty."),
    )
    field_order = ("unit", "name", "slug", "kinds", "emergency", "statement", "signed_by", "guidance")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ChangeChannelForm(ChannelForm):
    """Changing a channel; the version that was read comes along."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseChannelForm(DeedForm):
    """Taking no further reports."""

    version = forms.IntegerField(widget=forms.HiddenInput)
