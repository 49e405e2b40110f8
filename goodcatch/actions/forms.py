"""The shape of what is written about an action."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodcatch.actions import terms
from goodcatch.actions.services import Proposal
from goodcatch.people.models import Person, Unit
from goodcatch.reviews.models import Factor
from goodcatch.ui.forms import LONGEST_TEXT, DayField, DeedForm
from goodcatch.ui.widgets import Cards, CheckCards

TITLE = 80
"""A remedy up to this long is taken as the title of a change, else as the text about it."""


def _text(label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, required=required, widget=widget, max_length=LONGEST_TEXT)


def mechanisms() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Give the mechanisms by strength, the strongest first, for a form."""
    groups: dict[Any, list[tuple[str, Any]]] = {strength.label: [] for strength in terms.Strength}
    for mechanism in terms.Mechanism:
        strength = terms.strength_of(mechanism)
        if strength:
            groups[strength.label].append((mechanism.value, mechanism.label))
    careful = terms.Mechanism.CAREFUL
    return [*groups.items(), (_("no change"), [(careful.value, careful.label)])]


class ChangeForm(DeedForm):
    """What is to change."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("What is to change?"),
        max_length=200,
        help_text=_("A verb and a thing: ‘print the list from the register’."),
    )
    text = _text(_("More about it"))
    mechanism = forms.ChoiceField(
        label=_("By what does it work?"),
        required=False,
        help_text=_("What changes the situation can be relied on more than what asks people to remember."),
    )
    kind = forms.ChoiceField(
        label=_("What kind of change is it?"), choices=terms.Kind.choices, initial=terms.Kind.PROCESS
    )
    done_when = _text(_("It is done when"), _("What somebody else could go and see."))
    kept_although = _text(_("If it asks people to be careful: why keep it so?"), _("Only needed in that case."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unknown = terms.Mechanism.UNKNOWN
        self.fields["mechanism"].choices = [("", unknown.label), *mechanisms()]  # type: ignore[attr-defined]

    def proposal(self) -> Proposal:
        """Give what was written, as the verb takes it."""
        data = self.cleaned_data
        return Proposal(
            title=data["title"],
            text=data["text"],
            done_when=data["done_when"],
            kind=terms.Kind(data["kind"]),
            mechanism=terms.Mechanism(data["mechanism"] or terms.Mechanism.UNKNOWN),
            kept_although=data["kept_although"],
        )


class ProposeForm(ChangeForm):
    """Propose an action, to somebody who would own it."""

    owner = forms.ModelChoiceField(
        label=_("Who could own it?"),
        queryset=Person.objects.none(),
        to_field_name="public_id",
        required=False,
        help_text=_("They are asked, and agree or answer back."),
    )
    due_on = DayField(label=_("By when, roughly?"), required=False)
    credits_reporter = forms.BooleanField(
        label=_("Somebody who spoke up proposed it"),
        required=False,
        help_text=_("The page of the change says so, and names nobody."),
    )
    factors = forms.ModelMultipleChoiceField(
        label=_("What does it act on?"),
        queryset=Factor.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=CheckCards(),
    )

    def __init__(self, *args: Any, people: Any, factors: Any, remedy: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if remedy:  # told of by the verb, to whoever proposed it
            del self.fields["credits_reporter"]
            whole = len(remedy) <= TITLE
            self.fields["title"].initial = remedy if whole else ""
            self.fields["text"].initial = "" if whole else remedy
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        if factors.exists():
            self.fields["factors"].queryset = factors  # type: ignore[attr-defined]
            self.fields["factors"].label_from_instance = _in_short  # type: ignore[attr-defined]
        else:
            del self.fields["factors"]


class AgreeForm(DeedForm):
    """Agree to own it."""

    due_on = DayField(label=_("I can have it in place by"))


class AnswerBackForm(DeedForm):
    """Answer back."""

    answer = _text(_("What stands in the way, or what could you do instead?"), required=True)


class NoteForm(DeedForm):
    """How it goes."""

    text = _text(_("How does it go?"), required=True)
    stuck = forms.BooleanField(label=_("I am stuck, and ask for help"), required=False)


class DueForm(DeedForm):
    """A new date."""

    due_on = DayField(label=_("The new date"))
    reason = _text(_("Why does it move?"), required=True)


class InPlaceForm(DeedForm):
    """It is in place."""

    evidence = _text(_("What can be seen, and where?"))
    watch_until = DayField(
        label=_("Watch its effect until"),
        required=False,
        help_text=_("Leave it empty where seeing it in place is enough."),
    )


class LookForm(DeedForm):
    """What somebody found."""

    verdict = forms.ChoiceField(
        label=_("What did you find?"),
        choices=terms.Verdict.choices,
        widget=Cards(
            hints={
                terms.Verdict.SEEN_IN_PLACE: _("I went and saw it."),
                terms.Verdict.EFFECTIVE: _("It does what it was meant to do, by what was measured or tried."),
                terms.Verdict.NOT_EFFECTIVE: _("It is there, and does not do it. The action goes back under way."),
                terms.Verdict.INCONCLUSIVE: _("I cannot tell yet."),
            }
        ),
    )
    evidence = _text(_("What did you see, and where?"), required=True)


class OwnLookForm(LookForm):
    """What the owner found, where there is nobody else."""

    nobody_else = forms.BooleanField(
        label=_("There is nobody else who could look; show it as not independently verified"), required=False
    )


class DeclineForm(DeedForm):
    """Decide not to act."""

    reason = _text(_("Why is it not done?"), required=True)
    look_again_on = DayField(label=_("Look again on"), required=False)


class HandOverForm(DeedForm):
    """Ask somebody else."""

    to = forms.ModelChoiceField(label=_("Who could own it?"), queryset=Person.objects.none(), to_field_name="public_id")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class FactorForm(DeedForm):
    """Name what an action acts on."""

    factor = forms.ModelChoiceField(
        label=_("What does it act on?"), queryset=Factor.objects.none(), to_field_name="public_id"
    )
    why = _text(_("Why should it help?"))

    def __init__(self, *args: Any, factors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factor"].queryset = factors  # type: ignore[attr-defined]
        self.fields["factor"].label_from_instance = _in_short  # type: ignore[attr-defined]


def _in_short(factor: Factor) -> str:
    return shorten(factor.text, 120, placeholder="…")


class FilterForm(forms.Form):
    """Narrow the list of actions."""

    state = forms.ChoiceField(label=_("State"), required=False)
    strength = forms.ChoiceField(label=_("Strength"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(unit.public_id, unit.name) for unit in units]
        self.fields["unit"].choices = [("", _("any")), *named]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", _("any")), *terms.State.choices]  # type: ignore[attr-defined]
        self.fields["strength"].choices = [("", _("any")), *terms.Strength.choices]  # type: ignore[attr-defined]
