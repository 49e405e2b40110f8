"""The shape of what people type about places."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodcatch.people.forms import UnitField, UnitsForm
from goodcatch.people.queries import Viewer
from goodcatch.places.models import Place
from goodcatch.places.queries import tree
from goodcatch.places.services import Description
from goodcatch.ui.forms import DeedForm


class PlaceForm(UnitsForm):
    """What is kept of a place."""

    name = forms.CharField(label=_("Name"), max_length=120)
    unit = UnitField(label=_("Whose it is"))
    outside_id = forms.CharField(
        label=_("Id in another system"), max_length=64, required=False, help_text=_("such as an inventory number")
    )
    emergency = forms.CharField(
        label=_("Whom to call when somebody is in danger"),
        max_length=120,
        required=False,
        help_text=_("Left empty: as the place around it."),
    )

    def description(self) -> Description:
        """Give what was typed."""
        kept = ("name", "unit", "outside_id", "emergency")
        return Description(**{field: self.cleaned_data[field] for field in kept})


class DescribePlaceForm(PlaceForm):
    """The same, for a place that stands already."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MovePlaceForm(DeedForm):
    """The place into which another goes."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spots = [(spot.place.public_id, spot.trail) for spot in tree(viewer=viewer)]
        self.fields["parent"] = forms.TypedChoiceField(
            label=_("Inside which place"),
            required=False,
            empty_value=None,
            coerce=lambda public_id: Place.objects.get(public_id=public_id),
            choices=[("", _("at the top")), *spots],
        )
