"""The shape of what people type about keys and lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodcatch.people.models import Person
from goodcatch.ui.forms import DeedForm, MomentField
from goodcatch.vault.terms import Office, Purpose


class Unsent(forms.TextInput):
    """A line that is read as it is typed, and never sent back: what was mistyped is a secret all the same."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"})

    def format_value(self, value: Any) -> None:
        """Give nothing."""


def _words(**kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=500, widget=Unsent(), **kwargs)


class MakeForm(DeedForm):
    """What the key is for."""

    purpose = forms.ChoiceField(label=_("What is it for?"), choices=Purpose.choices, widget=forms.RadioSelect)


class UnlockForm(DeedForm):
    """The six words."""

    phrase = _words(label=_("Your six words"), help_text=_("In their order, with a space between them."))
    next = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)


class AdmitForm(DeedForm):
    """Who is to read here too, and as what."""

    office = forms.ChoiceField(
        label=_("As what?"), choices=[(o.value, o.label) for o in Office if o != Office.CUSTODIAN]
    )
    compared = forms.BooleanField(
        label=_("They read me the fingerprint of their key, and it is the one that stands here."),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.public_id: person for person, _print in people}
        choices = [(person.public_id, f"{person} · {prints}") for person, prints in people]
        whom = forms.ChoiceField(label=_("Who?"), choices=choices, widget=forms.RadioSelect)
        self.fields = {"person": whom, **self.fields}

    @property
    def person(self) -> Person:
        """The person who was chosen."""
        return self.people[self.cleaned_data["person"]]


class CustodiansForm(DeedForm):
    """Who the custodians are to be."""

    def __init__(self, *args: Any, people: Sequence[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.public_id: person for person, _print in people}
        self.fields["custodians"] = forms.MultipleChoiceField(
            label=_("Custodians"),
            help_text=_("Three at least. Custodians never read reports; two of them together open who wrote one."),
            choices=[(person.public_id, f"{person} · {prints}") for person, prints in people],
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def chosen(self) -> list[Person]:
        """The people who were chosen."""
        return [self.people[public_id] for public_id in self.cleaned_data["custodians"]]


class SignForm(DeedForm):
    """One's own signature under the list that was shown."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    compared = forms.BooleanField(
        label=_("I have looked at each name, and compared the fingerprint with another custodian.")
    )


class RecoveryForm(DeedForm):
    """The public halves of a recovery key, as the off-line command wrote them."""

    line = _words(label=_("The line that ‘goodcatch recovery make’ wrote"))


class AnswerForm(DeedForm):
    """What the riddle says, opened with the paper shares."""

    answer = _words(label=_("The three words"))


class UntilForm(DeedForm):
    """Until when an identity is shown."""

    until = MomentField(label=_("Shown until"), help_text=_("At most seven days; it cannot be unread afterwards."))
