"""Keeping channels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.people.models import Person, Unit
from goodcatch.reports import terms
from goodcatch.reports.forms.outside import Words
from goodcatch.reports.models import Channel, Office, Question
from goodcatch.standards.forms import languages
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.widgets import Cards, CheckCards

LAST = "last"
"""Among whom a turn comes before: nobody."""
WORDING = ("statement", "signed_by", "guidance", "by_voice")
"""What the house writes, in the order in which it is read."""


class WordingForm(DeedForm):
    """What the house writes on a channel, in one language."""

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
    by_voice = Words(
        required=False,
        max_length=terms.LONGEST_BY_VOICE,
        label=gettext_lazy("How to tell it in person or by phone"),
        help_text=gettext_lazy(
            "Whom to call or where to come, at what hours, and how to ask for a meeting, which some laws "
            "owe to whoever asks. It stands on the speak-up page."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def wording(self) -> terms.Wording:
        """Give what the house writes."""
        return terms.Wording(*(self.cleaned_data[name] for name in WORDING))


class ChannelForm(WordingForm):
    """What a channel says and offers."""

    name = Words(label=gettext_lazy("Name"), help_text=gettext_lazy("Such as 'Safety of the plant'."))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What may be told here"),
        choices=terms.Kind.choices,
        widget=CheckCards(
            hints={
                **{kind.value: hint for kind, hint in terms.EXPLAINED.items()},
                terms.Kind.NOT_RIGHT.value: gettext_lazy(
                    "An ethical concern, pressure to look away. Open channels no longer take it once a sealed one does."
                ),
                terms.Kind.OWN_MISTAKE.value: gettext_lazy("What is told to learn from is not used to judge."),
            }
        ),
    )
    emergency = Words(
        required=False,
        label=gettext_lazy("Whom to call when somebody is in danger"),
        help_text=gettext_lazy("Shown before anything else. A place with a number of its own shows that."),
    )
    acknowledge_days = forms.IntegerField(
        required=False,
        label=gettext_lazy("Thank within, in days"),
        help_text=gettext_lazy("7 at most, by law. Fewer if you can keep it: the speak-up page promises it."),
    )
    answer_days = forms.IntegerField(
        required=False, label=gettext_lazy("Answer within, in days"), help_text=gettext_lazy("90 at most, by law.")
    )
    keep_months = forms.IntegerField(
        required=False,
        label=gettext_lazy("Keep after closing, in months"),
        help_text=gettext_lazy("Left empty: as long as the law of the legal entity says, or three years."),
    )

    field_order: tuple[str, ...] = ("name", "kinds", "emergency", *WORDING)

    def clocks(self) -> terms.Clocks | None:
        """Give the channel's own times; None where none was given, so that they stay as they are."""
        told = self.cleaned_data
        if all(told[name] is None for name in ("acknowledge_days", "answer_days", "keep_months")):
            return None
        return terms.Clocks(
            told["acknowledge_days"] or terms.ACKNOWLEDGE_DAYS,
            told["answer_days"] or terms.ANSWER_DAYS,
            told["keep_months"],
        )


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
    entity = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        required=False,
        label=gettext_lazy("For whose people"),
        help_text=gettext_lazy(
            "The legal entity whose law it follows. Left empty: the unit itself. Offer a channel of the entity and one "
            "of the group side by side, and whoever reports chooses who handles it."
        ),
    )
    field_order = ("unit", "entity", "name", "slug", "kinds", "emergency", *WORDING)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["entity"].queryset = units  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Give what was chosen, as the verbs take it."""
        names = ("unit", "entity", "name", "slug", "kinds", "emergency")
        return {**{name: self.cleaned_data[name] for name in names}, "wording": self.wording(), "clocks": self.clocks()}


class PrepareForm(OpenChannelForm):
    """Preparing a sealed channel: who reads it is proposed afterwards, and signed by those who read."""

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, units=units, **kwargs)
        self.fields["unit"].help_text = gettext_lazy(
            "Where it belongs. Who reads it is said afterwards, person by person."
        )


class ChangeChannelForm(ChannelForm):
    """Changing a channel; the version that was read comes along."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseChannelForm(DeedForm):
    """Taking no further reports."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class LanguageForm(WordingForm):
    """What a channel says in another language."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    field_order = ("language",)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = other_languages()  # type: ignore[attr-defined]
        self.fields["by_voice"].help_text = gettext_lazy(
            "Left empty, what you wrote in the house's own language stands there."
        )


class ProposeForm(DeedForm):
    """Proposing somebody for an office."""

    person = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        to_field_name="public_id",
        label=gettext_lazy("Who"),
        help_text=gettext_lazy("A guest from outside can read too, where the house is small or the matter close."),
    )
    duty = forms.ChoiceField(
        label=gettext_lazy("What they do"),
        choices=terms.Duty.choices,
        widget=Cards(hints={duty.value: means for duty, means in terms.DUTY_MEANS.items()}),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class TurnForm(DeedForm):
    """Whose turn comes first among those who hold the same office."""

    before = forms.ChoiceField(label=gettext_lazy("When does their turn come?"), widget=Cards())

    def __init__(self, *args: Any, others: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others = {office.public_id: office for office in others}
        chosen: Any = self.fields["before"]
        chosen.choices = [
            *((key, _("before %(name)s") % {"name": office.person}) for key, office in self._others.items()),
            (LAST, _("last of all")),
        ]

    def words(self) -> dict[str, Any]:
        """Give whom it comes before."""
        return {"before": self._others.get(self.cleaned_data["before"])}


class SignReadersForm(DeedForm):
    """The list of readers as it is signed: those who stay, those who come, each with the fingerprint of their key."""

    after = forms.IntegerField(widget=forms.HiddenInput)
    offices = forms.MultipleChoiceField(
        label=gettext_lazy("Who reads from now on"),
        help_text=gettext_lazy("Whoever is not ticked is let go: nothing more is sealed to them, and nothing opens."),
        widget=CheckCards,
    )
    compared = forms.BooleanField(
        label=gettext_lazy("Each of them read me the fingerprint of their key, and it is the one that stands here"),
    )
    recovery = Words(
        required=False,
        label=gettext_lazy("Recovery key"),
        help_text=gettext_lazy(
            "The line that ‘goodcatch recovery make’ wrote, on a machine without a network. It can be signed in later."
        ),
    )

    def __init__(self, *args: Any, listed: Sequence[tuple[Office, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keyed = [(office, mark) for office, mark in listed if mark]
        choices = [
            (f"{office.public_id}:{mark}", f"{office.person.name}, {office.get_duty_display()}")
            for office, mark in keyed
        ]
        field = self.fields["offices"]
        field.choices = choices  # type: ignore[attr-defined]
        field.widget.hints = {value: mark for (value, _label), (_office, mark) in zip(choices, keyed, strict=True)}
        field.initial = [value for value, _label in choices]

    def compared_offices(self) -> dict[str, str]:
        """Give the offices that were ticked, each with the fingerprint that stood beside it."""
        parted = (value.partition(":") for value in self.cleaned_data["offices"])
        return {public_id: mark for public_id, _colon, mark in parted}


class OpenSealedForm(DeedForm):
    """Opening a sealed channel."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RetaliationForm(DeedForm):
    """Where retaliation goes."""

    to = forms.ModelChoiceField(
        queryset=Channel.objects.none(),
        to_field_name="public_id",
        required=False,
        label=gettext_lazy("To which channel"),
        help_text=gettext_lazy("Left empty, the house looks for a sealed channel with readers outside of the line."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, channels: Sequence[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Channel.objects.filter(pk__in=[each.pk for each in channels]).order_by("name", "pk")
        self.fields["to"].queryset = offered  # type: ignore[attr-defined]


class _QuestionWords(DeedForm):
    """The words of a question."""

    label = Words(label=gettext_lazy("The question"))
    help = Words(required=False, label=gettext_lazy("What helps to answer it"))
    options = Words(
        required=False,
        label=gettext_lazy("The answers offered, each on a line"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def lines(self) -> list[str]:
        """Give the answers offered."""
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]


class AskForm(_QuestionWords):
    """One question more."""

    kind = forms.ChoiceField(label=gettext_lazy("What it takes"), choices=terms.Asks.choices, widget=Cards)
    required = forms.BooleanField(
        required=False,
        label=gettext_lazy("It must be answered"),
        help_text=gettext_lazy("Each question that must be answered keeps somebody from sending. Few should."),
    )
    show_if = forms.ModelChoiceField(
        queryset=Question.objects.none(),
        to_field_name="public_id",
        required=False,
        label=gettext_lazy("Ask it only because of an answer to"),
    )
    show_value = Words(required=False, label=gettext_lazy("Namely the answer"))
    field_order = ("label", "help", "kind", "options", "required", "show_if", "show_value")

    def __init__(self, *args: Any, earlier: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["show_if"]
        field.queryset = earlier  # type: ignore[attr-defined]
        field.label_from_instance = lambda each: each.label  # type: ignore[attr-defined]


class TranslateQuestionForm(_QuestionWords):
    """A question in another language."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    field_order = ("language", "label", "help", "options")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = other_languages()  # type: ignore[attr-defined]


def other_languages() -> list[tuple[str, str]]:
    """Give the languages that the house knows by name, but for its own."""
    return [each for each in languages() if each[0] != settings.LANGUAGE_CODE]
