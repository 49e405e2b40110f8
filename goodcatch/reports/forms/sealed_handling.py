"""Handling a sealed report: messages, notes, an assessment, who looks after it and who reads, keeping and closing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from goodcatch.people.models import Person
from goodcatch.reports import terms
from goodcatch.reports.forms.handling import MessageForm
from goodcatch.reports.forms.outside import Words
from goodcatch.ui.forms import DayField, DeedForm
from goodcatch.ui.widgets import Cards, CheckCards


class SealedMessageForm(MessageForm):
    """A message to whoever reported on a sealed channel, with files."""

    text = Words(
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("They see that a handler wrote, and the day; never your name."),
        error_messages={"required": gettext_lazy("There is nothing to send yet. Write a line first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NoteForm(DeedForm):
    """A note for readers."""

    text = Words(label=gettext_lazy("Your note"), widget=forms.Textarea(attrs={"rows": 5}))


class AssessForm(DeedForm):
    """Weighing a report."""

    risk = forms.ChoiceField(
        label=gettext_lazy("Harm for whoever reported, for having done so"),
        choices=terms.Risk.choices,
        widget=Cards(),
    )
    weight = forms.ChoiceField(
        label=gettext_lazy("How much looking into it asks for"),
        help_text=gettext_lazy("No more than it needs, no less."),
        choices=terms.Weight.choices,
        widget=Cards(),
    )
    note = Words(required=False, label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 4}))


class _OfPeople(DeedForm):
    """A form that offers people by their public id."""

    def offer(self, field: str, people: Sequence[Person]) -> None:
        self._people = {person.public_id: person for person in people}
        chosen: Any = self.fields[field]
        chosen.choices = [(p.public_id, f"{p.name}, {p.title}" if p.title else p.name) for p in people]

    def person(self, public_id: str) -> Person:
        """Give whom a choice names."""
        return self._people[public_id]


class HandOverForm(_OfPeople):
    """Letting another reader look after a report."""

    to = forms.ChoiceField(label=gettext_lazy("Who looks after it from now on?"), widget=Cards())
    note = Words(
        required=False, label=gettext_lazy("What they should know first"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", people)

    def words(self) -> dict[str, Any]:
        """Give whom was chosen, and the note."""
        return {"to": self.person(self.cleaned_data["to"]), "note": self.cleaned_data["note"]}


class LeaveOffForm(_OfPeople):
    """Leaving people off a report."""

    people = forms.MultipleChoiceField(label=gettext_lazy("Who must not read it any more?"), widget=CheckCards)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("people", people)

    def words(self) -> dict[str, Any]:
        """Give whom was ticked."""
        return {"people": [self.person(each) for each in self.cleaned_data["people"]]}


class LetInForm(_OfPeople):
    """Letting another reader of the channel read a report."""

    person_id = forms.ChoiceField(label=gettext_lazy("Who reads it too, from now on?"), widget=Cards())
    sure = forms.BooleanField(
        label=gettext_lazy("It is not about them, and they are not too close to whom it is about"),
        error_messages={"required": gettext_lazy("Read it again with this in mind, then tick this.")},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person_id", people)

    def words(self) -> dict[str, Any]:
        """Give whom was chosen."""
        return {"person": self.person(self.cleaned_data["person_id"])}


class StepBackForm(DeedForm):
    """Leaving oneself off a report."""

    note = Words(
        required=False,
        label=gettext_lazy("What the others should know, if you want to say it"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WhereItWentForm(DeedForm):
    """What became of a sealed report so far, for whoever reported."""

    told = forms.ChoiceField(
        label=gettext_lazy("Where did it go?"),
        choices=[(each.value, each.label) for each in terms.TOLD_BY_READERS],
        widget=Cards(),
    )
    line = Words(
        label=gettext_lazy("In a line"),
        help_text=gettext_lazy("What was found, done or agreed. Name nobody, and nothing that only one person knows."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    promised_on = DayField(
        required=False,
        label=gettext_lazy("By when, if you promise a day"),
        help_text=gettext_lazy("They see it, and will hold you to it."),
    )


class ReasonForm(DeedForm):
    """A deed that wants a reason, which lies sealed."""

    reason = Words(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 4}))


class AskWhoForm(ReasonForm, _OfPeople):
    """Asking the custodians who wrote, but for those whom it concerns."""

    leave_off = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Which custodians must not hear of it?"),
        help_text=gettext_lazy("Tick anyone it is about, or who is too close. At least two stay."),
        widget=CheckCards,
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("leave_off", people)
