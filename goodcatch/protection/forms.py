"""The shape of what people send about protection plans. Nothing is preselected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.people.models import Person
from goodcatch.protection.terms import Said
from goodcatch.reports.forms import OutsideForm, TwoWordsForm, Words
from goodcatch.reports.terms import Harm
from goodcatch.ui.forms import DeedForm

_QUIET = {"spellcheck": "false", "autocomplete": "off"}
WANTED = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class _Wanting(forms.Form):
    """The question whether somebody wants to be watched over."""

    wanted = forms.ChoiceField(
        label=gettext_lazy("Do you want to be watched over?"),
        choices=WANTED,
        error_messages={"required": gettext_lazy("Say yes or no; either is welcome.")},
        widget=forms.RadioSelect,
    )


class WantedForm(_Wanting, DeedForm):
    """Being asked, signed in."""


class OutsideWantedForm(_Wanting, OutsideForm):
    """Being asked, with a receipt in hand."""


class _Telling(forms.Form):
    """What was done: ticked and in one's own words. All of it is optional."""

    harms = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("If yes: what was done to you?"),
        help_text=gettext_lazy("Tick what fits. A threat or an attempt counts too."),
        choices=Harm.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    text = Words(
        required=False,
        max_length=20_000,
        label=gettext_lazy("In your own words"),
        widget=forms.Textarea(attrs={"rows": 4, **_QUIET}),
    )


class _Answering(_Telling):
    """A check-in."""

    said = forms.ChoiceField(
        label=gettext_lazy("Has anything happened to you because of it?"),
        choices=Said.choices,
        error_messages={"required": gettext_lazy("Choose one; each is welcome.")},
        widget=forms.RadioSelect,
    )
    field_order = ("nonce", "said", "harms", "text")

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("harms") and self.cleaned_data.get("said") == Said.NO:
            self.add_error("said", _("You said no, and something is ticked below. Change one of them."))


class AnswerForm(_Answering, DeedForm):
    """A check-in, signed in."""


class OutsideAnswerForm(_Answering, OutsideForm):
    """A check-in, with a receipt in hand."""


class CarriedForm(_Telling):
    """What comes along to the sealed channel, and the sealed token that says for which plan."""

    carry = forms.CharField(max_length=2000)


class InvitedForm(TwoWordsForm):
    """A witness is asked, and takes a receipt of their own: two of its words are needed for a yes alone."""

    wanted = forms.ChoiceField(
        label=gettext_lazy("Do you want to be watched over?"),
        choices=WANTED,
        error_messages={"required": gettext_lazy("Say yes or no; either is welcome.")},
        widget=forms.RadioSelect,
    )
    field_order = ("offered", "wanted", "first", "second")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("wanted") == "no":
            del self.fields["first"], self.fields["second"]


class EndForm(DeedForm):
    """Ending one's plan, signed in."""


class OutsideEndForm(OutsideForm):
    """Ending one's plan, with a receipt in hand."""


class _TellingHandlers(forms.Form):
    """Telling those who handle the first report."""

    text = Words(
        required=False,
        max_length=20_000,
        label=gettext_lazy("What they should know of it, if you like"),
        widget=forms.Textarea(attrs={"rows": 2, **_QUIET}),
    )


class TellForm(_TellingHandlers, DeedForm):
    """The same, signed in."""


class OutsideTellForm(_TellingHandlers, OutsideForm):
    """The same, with a receipt in hand."""


class NameForm(DeedForm):
    """Naming a witness or helper who has an account."""

    person = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        to_field_name="public_id",
        label=gettext_lazy("Who saw it, or helped"),
        help_text=gettext_lazy("They are asked, in a notice without content. You never learn what they answer."),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
