"""The shape of what people send: speaking up, coming back, handling, keeping channels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.people.models import Person, Unit
from goodcatch.reports import sentences, terms, tokens
from goodcatch.reports.models import Channel
from goodcatch.reports.receipts import Misread, Receipt, read
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.widgets import Cards, CheckCards

_UNCHECKED = {"spellcheck": "false", "autocomplete": "off", "autocapitalize": "none", "autocorrect": "off"}


class Words(forms.CharField):
    """Words as they were typed; what no database can hold is dropped instead of refused."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\x00", "") if isinstance(value, str) else value) or ""


class OutsideForm(DeedForm):
    """A form of a reporter's page: its nonce lies in a sealed, dated token, for there is no session or cookie.

    A stale token loses nothing: the form comes back filled in, with a fresh one. `bound_to` is the report
    that the form belongs to, where it belongs to one.
    """

    nonce = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)

    def __init__(self, *args: Any, bound_to: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bound_to = bound_to
        self.fields["nonce"].initial = self._fresh

    def clean_nonce(self) -> str:
        held = tokens.unseal(tokens.FORM, self.cleaned_data.get("nonce", ""))
        if held is None or held["report"] != self.bound_to:
            self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict by now, which copies
            self.data[self.add_prefix("nonce")] = self._fresh()  # type: ignore[index]
            raise forms.ValidationError(
                _("This page had been open for long. Nothing you wrote is lost: look it over, and send it again.")
            )
        return held["nonce"]

    def _fresh(self) -> str:
        return tokens.seal_form(self.bound_to)


class _Telling(forms.Form):
    """The answers that every report gives; nothing is preselected."""

    danger = forms.BooleanField(
        required=False,
        label=gettext_lazy("Somebody is still in danger: tell those who handle this at once"),
        help_text=gettext_lazy("Whoever is told at once knows the hour at which you sent it."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("1. What kind of thing is it?"),
        help_text=gettext_lazy("Not sure? Choose the nearest. It can be changed later, you cannot get it wrong."),
        error_messages={"required": gettext_lazy("Choose the kind that is nearest; it can be changed later.")},
        widget=Cards(hints={kind.value: hint for kind, hint in terms.EXPLAINED.items()}),
    )
    happened = Words(
        label=gettext_lazy("2. What happened?"),
        help_text=gettext_lazy("What you saw or did, and roughly when. You need not know why, or whose doing it was."),
        error_messages={"required": gettext_lazy("Tell us what happened, in a sentence or more.")},
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )
    where = Words(
        required=False,
        label=gettext_lazy("Where?"),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    leave_off = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Who must not read this?"),
        help_text=gettext_lazy(
            "These people would read it. Tick anyone it is about, or who is too close: they never get to know of it."
        ),
        widget=CheckCards,
    )

    def __init__(self, *args: Any, channel: Channel, could_read: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(kind, terms.Kind(kind).label) for kind in channel.kinds]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        self._leaving = self.fields.pop("leave_off")
        self._could_read: list[Person] = []
        self.offer_to_leave_off(could_read)

    def offer_to_leave_off(self, could_read: list[Person]) -> None:
        """Offer these people to be left off, at the end of the form; nothing is asked where there is no choice."""
        if could_read:
            self._leaving.choices = [  # type: ignore[attr-defined]
                (p.public_id, f"{p.name}, {p.title}" if p.title else p.name) for p in could_read
            ]
            self.fields["leave_off"] = self._leaving
        self._could_read = could_read

    def told(self) -> dict[str, Any]:
        """Give the answers as `submit_report` takes them."""
        chosen = set(self.cleaned_data.get("leave_off", ()))
        return {
            "kind": self.cleaned_data["kind"],
            "happened": self.cleaned_data["happened"],
            "where": self.cleaned_data["where"],
            "danger": self.cleaned_data["danger"],
            "name": self.cleaned_data.get("name", ""),
            "leave_off": [person for person in self._could_read if person.public_id in chosen],
        }


class SignedTelling(_Telling, DeedForm):
    """A report by somebody who is signed in: it bears their name."""

    field_order = ("danger", "kind", "happened", "where", "leave_off")


class PublicTelling(_Telling, OutsideForm):
    """A report without an account: no name, or the name that somebody gives."""

    who = forms.ChoiceField(
        label=gettext_lazy("3. May we know who you are?"),
        choices=[("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes, I give my name"))],
        error_messages={"required": gettext_lazy("Say yes or no; either is welcome.")},
        widget=Cards(
            hints={
                "no": gettext_lazy("We keep no address and nothing about your device. Your network may."),
                "yes": gettext_lazy("Those who handle it read your name, and nobody else."),
            }
        ),
    )
    name = Words(
        required=False,
        label=gettext_lazy("Your name, if you said yes"),
        widget=forms.TextInput(attrs=_UNCHECKED),
    )
    field_order = ("danger", "kind", "happened", "where", "who", "name", "leave_off")

    def clean(self) -> None:
        super().clean()
        said, name = self.cleaned_data.get("who"), self.cleaned_data.get("name", "").strip()
        if said == "yes" and not name:
            self.add_error("name", _("Write your name, or say no above."))
        if said == "no" and name:
            self.add_error("name", _("You said no above, and a name stands here. Empty this, or say yes."))


class SlipForm(OutsideForm):
    """Taking the receipt that this page carries, sealed, until it is shown."""

    receipt = forms.CharField(widget=forms.HiddenInput, max_length=2000)


class ReceiptForm(OutsideForm):
    """Coming back: ten words, or three rows of digits."""

    receipt = Words(
        label=gettext_lazy("Your receipt"),
        help_text=gettext_lazy("Ten words, or three rows of digits. Capitals, hyphens and spaces do not matter."),
        error_messages={"required": gettext_lazy("Enter the words or the digits that you wrote down.")},
        widget=forms.Textarea(attrs={**_UNCHECKED, "rows": 3}),
    )

    text = Words(
        required=False,
        label=gettext_lazy("What you were writing"),
        help_text=gettext_lazy("You were away for long. Enter your receipt again, and this is sent with it."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("text"):
            del self.fields["text"]

    def clean_receipt(self) -> Receipt:
        try:
            return read(self.cleaned_data["receipt"])
        except Misread as misread:
            raise forms.ValidationError(sentences.about(misread)) from None


class MessageForm(DeedForm):
    """A message to whoever reported, or from somebody who signed."""

    text = Words(
        label=gettext_lazy("Your message"),
        error_messages={"required": gettext_lazy("There is nothing to send yet. Write a line first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReporterMessageForm(OutsideForm):
    """A message of an anonymous reporter."""

    text = Words(
        label=gettext_lazy("Write to those who handle it"),
        error_messages={"required": gettext_lazy("There is nothing to send yet. Write a line first.")},
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )


class ThanksForm(DeedForm):
    """One click: thank you, we have it."""


class AnswerForm(DeedForm):
    """Closing with an answer."""

    answer = Words(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("What became of it, and why. Whoever reported reads this."),
        error_messages={"required": gettext_lazy("Close it with an answer: a sentence on what became of it.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


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
