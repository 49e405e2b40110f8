"""The shape of who has a part in a matter, and who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from goodcatch.cases.forms.fields import PeopleField
from goodcatch.cases.terms import Part
from goodcatch.people.forms import UnitsForm
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.widgets import Cards

INSIDE, UNIT, NAMED = "inside", "unit", "named"
READERS = {
    UNIT: _("its unit, those who lead above, and those who triage and facilitate there"),
    INSIDE: _("everyone inside"),
    NAMED: _("those I name, and nobody else"),
}


class PartForm(DeedForm):
    """Giving somebody a part."""

    person = forms.TypedChoiceField(label=_("Who"), empty_value=None)
    part = forms.ChoiceField(
        label=_("What they do"),
        choices=[(part.value, part.label) for part in (Part.CONTRIBUTOR, Part.HANDLER)],
        widget=Cards,
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["person"])
        known = {person.public_id: person for person in people}
        words = [(key, f"{who.name}, {who.title}" if who.title else who.name) for key, who in known.items()]
        field.choices = [("", "—"), *words]
        field.coerce = known.get


class EndPartForm(DeedForm):
    """Ending a part asks for nothing but the decision."""


class ReadersForm(UnitsForm):
    """Who may read the matter."""

    readers = forms.ChoiceField(label=_("Who may read it"), choices=list(READERS.items()), widget=Cards)
    people = PeopleField(label=_("Whom I name"), required=False)

    def __init__(
        self, *args: Any, viewer: Viewer, people: Sequence[Person], stays_named: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        if stays_named:
            self.fields["readers"].choices = [(NAMED, READERS[NAMED])]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["people"].offer(people)  # type: ignore[attr-defined]  # a PeopleField


class LeaveOffForm(DeedForm):
    """Whom to leave off."""

    person = forms.TypedChoiceField(label=_("Who must not read it"), empty_value=None)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["person"])
        known = {person.public_id: person for person in people}
        field.choices = [("", "—"), *((key, f"{who.name}, {who.title}".rstrip(", ")) for key, who in known.items())]
        field.coerce = known.get
