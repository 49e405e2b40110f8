"""Fields that the forms of this room share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from goodcatch.people.models import Person
from goodcatch.places.models import Place
from goodcatch.ui.widgets import CheckCards


def words_field(label: Any, *, hint: Any = "", required: bool = True, rows: int = 4) -> forms.CharField:
    """Make a field for some sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, widget=widget, max_length=20_000)


class Rows(forms.TypedChoiceField):
    """One of some rows, by public id; the form offers them."""

    def offer(self, rows: Iterable[Any], *, empty: Any = "—") -> None:
        """Offer these rows, and none of them."""
        known = {row.public_id: row for row in rows}
        self.choices = [("", empty), *((key, str(row)) for key, row in known.items())]
        self.coerce = known.get
        self.empty_value = None


def open_places() -> list[Place]:
    """Give the places that can be chosen, parents first."""
    return list(Place.objects.filter(closed_at=None).order_by("path")[:300])


class PeopleField(forms.TypedMultipleChoiceField):
    """Some of the people offered."""

    def offer(self, people: Sequence[Person]) -> None:
        """Offer these people, by name and what they do."""
        known = {person.public_id: person for person in people}
        self.choices = [(key, person.name) for key, person in known.items()]
        self.widget = CheckCards(hints={key: person.title for key, person in known.items()})
        self.widget.choices = self.choices
        self.coerce = known.__getitem__
