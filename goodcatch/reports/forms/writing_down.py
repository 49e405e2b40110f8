"""Writing down what somebody told in person or by phone; and what they say of it with their receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.files.forms import FilesField
from goodcatch.people.models import Person
from goodcatch.reports import queries, terms, tokens
from goodcatch.reports.forms.attaching import BringingForm
from goodcatch.reports.forms.outside import UNCHECKED, OutsideForm, Words
from goodcatch.reports.forms.questions import AskingForm
from goodcatch.reports.forms.sealed import ASK
from goodcatch.reports.models import Channel
from goodcatch.reports.queries import Asking
from goodcatch.reports.receipts import Receipt, new_receipt
from goodcatch.standards.forms import languages
from goodcatch.standards.terms import Way
from goodcatch.ui.forms import DayField, DeedForm
from goodcatch.ui.widgets import Cards, CheckCards

_FIRST = ("nonce", "printed", "aside", "way", "told_on", "language", "agreed", "danger", "kind", "happened", "where")
_LAST = ("attached", "drop", "concerned", "remedy", "name", "leave_off", "thanked")
"""The channel's own questions stand between these."""
_QUIET = {"spellcheck": "false", "autocomplete": "off"}


class PrintForm(DeedForm):
    """A form after which a receipt is printed: it comes along, sealed, the same one however often the form arrives.

    `bound_to` says whose page it is, and of which channel or report.
    """

    printed = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)

    def __init__(self, *args: Any, bound_to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bound_to = bound_to
        self.receipt = self._carried() or new_receipt()
        look_up, secret = self.receipt.look_up.hex(), self.receipt.secret.hex()
        self.fields["printed"].initial = tokens.seal(tokens.PRINTED, to=bound_to, look_up=look_up, secret=secret)

    def words(self) -> dict[str, Any]:
        """Give the receipt."""
        return {"receipt": self.receipt}

    def _carried(self) -> Receipt | None:
        held = tokens.unseal(tokens.PRINTED, str(self.data.get(self.add_prefix("printed"), "")))
        if held is None or held["to"] != self._bound_to:
            return None
        return Receipt(bytes.fromhex(held["look_up"]), bytes.fromhex(held["secret"]))


class WriteDownForm(AskingForm, BringingForm, PrintForm):
    """What somebody told a handler, with the same questions that the channel asks of whoever writes themself."""

    way = forms.ChoiceField(label=gettext_lazy("How was it told?"), choices=Way.choices, widget=Cards())
    told_on = DayField(
        label=gettext_lazy("On which day?"),
        help_text=gettext_lazy("The days within which they are thanked and answered run from it."),
    )
    language = forms.ChoiceField(label=gettext_lazy("In which language did they tell it?"), choices=languages)
    agreed = forms.BooleanField(
        required=False, label=gettext_lazy("They agreed to its being written down, or recorded")
    )
    danger = forms.BooleanField(
        required=False,
        label=gettext_lazy("Somebody is still in danger: tell the others who read this at once"),
        help_text=gettext_lazy("They then know the hour. Otherwise it appears at the next of two fixed hours."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is it?"),
        error_messages={"required": gettext_lazy("Choose the kind that is nearest; it can be changed later.")},
        widget=Cards(),
    )
    happened = Words(
        label=gettext_lazy("What did they tell you?"),
        help_text=gettext_lazy(
            "In their words as far as you can, and nothing of your own: they read it and correct it."
        ),
        error_messages={"required": gettext_lazy("Write what they told you, in a sentence or more.")},
        widget=forms.Textarea(attrs={"rows": 8, **_QUIET}),
    )
    where = Words(required=False, label=gettext_lazy("Where?"), widget=forms.TextInput(attrs=_QUIET))
    attached = FilesField(required=False, label=gettext_lazy("What they gave you: a recording, pictures, documents"))
    concerned = Words(
        required=False,
        label=gettext_lazy("Who is concerned?"),
        help_text=gettext_lazy("As far as they wanted to say. Their own name does not belong here."),
        widget=forms.Textarea(attrs={"rows": 2, **_QUIET}),
    )
    remedy = Words(
        required=False,
        label=gettext_lazy("What would put it right, as they see it?"),
        widget=forms.Textarea(attrs={"rows": 2, **_QUIET}),
    )
    name = Words(
        required=False,
        label=gettext_lazy("Their name, if they gave it"),
        help_text=gettext_lazy(
            "Sealed apart from the words: opening it takes two custodians and a reason, and they are told. Ask whether "
            "they want it kept at all; leave it out of the words above."
        ),
        widget=forms.TextInput(attrs=UNCHECKED),
    )
    leave_off = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Who must not read it?"),
        help_text=gettext_lazy(
            "Ask them, and read the names aloud, yours too: these people would read it. Who is ticked never gets to "
            "know of it. If you are, you do not see it again after this page."
        ),
        widget=CheckCards,
    )
    thanked = forms.BooleanField(
        required=False,
        label=gettext_lazy("I thanked them when they told me"),
        help_text=gettext_lazy("Then nothing more is owed by way of thanks."),
    )

    def __init__(
        self,
        *args: Any,
        channel: Channel,
        by: Person,
        could_read: Sequence[tuple[Person, bool]],
        questions: Sequence[Asking] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, bound_to=f"{channel.public_id} {by.public_id}", **kwargs)
        self.fields["language"].initial = settings.LANGUAGE_CODE
        self.ask(questions)
        self.order_fields([*_FIRST, *(terms.field_of(each.public_id) for each in self.asking), *_LAST])
        kinds = [(kind, terms.Kind(kind).label) for kind in queries.kinds_offered(by, channel)]
        self.fields["kind"].choices = [*kinds, (ASK, _("They ask before they act"))]  # type: ignore[attr-defined]
        self._offer(could_read)
        if not channel.sealed:
            self._plain()

    def clean(self) -> None:
        super().clean()
        self.look_for_more()

    def words(self) -> dict[str, Any]:
        """Give the answers as `write_down` takes them."""
        held, asks = self.cleaned_data, self.cleaned_data["kind"] == ASK
        told = terms.WordsTold(
            asks=asks,
            danger=held["danger"],
            kind="" if asks else held["kind"],
            **{part: held.get(part, "") for part in ("happened", "where", "concerned", "remedy")},
        )
        given = {part: held[part] for part in ("way", "told_on", "language", "agreed", "thanked")}
        chosen = {"leave_off": held.get("leave_off", []), "answers": self.answered(), **self.brought()}
        return {**given, **chosen, "told": told, "identity": held["name"], "receipt": self.receipt}

    def _plain(self) -> None:
        """Ask what an open channel asks, and say what it keeps."""
        del self.fields["concerned"]
        self.fields["danger"].help_text = _("Whoever is told at once knows the hour at which you sent it.")
        self.fields["name"].help_text = _(
            "Those who handle it read it, beside your own. Ask whether they want it kept at all; without it your name "
            "is not kept either. Leave it out of the words above."
        )

    def _offer(self, could_read: Sequence[tuple[Person, bool]]) -> None:
        if not could_read:
            del self.fields["leave_off"]
            return
        reads_nothing = _("%(name)s (told if something is late; reads nothing)")
        self.fields["leave_off"].choices = [  # type: ignore[attr-defined]
            (person.public_id, reads_nothing % {"name": person} if watches else str(person))
            for person, watches in could_read
        ]


class MinutesForm(OutsideForm):
    """What whoever told it says of the minutes: they correct them in their own words, or sign them."""

    said = forms.ChoiceField(
        label=gettext_lazy("Is it what you said?"),
        choices=[
            (terms.Step.AGREED.value, gettext_lazy("This is what I said")),
            (terms.Step.CORRECTED.value, gettext_lazy("Something should be said differently")),
        ],
        widget=Cards(
            hints={
                terms.Step.AGREED.value: gettext_lazy("You sign it with this day, and with what you corrected before."),
                terms.Step.CORRECTED.value: gettext_lazy(
                    "Your words stand beside theirs; both are kept. Sign afterwards."
                ),
            }
        ),
    )
    text = Words(
        required=False,
        label=gettext_lazy("What should be said differently, in your own words"),
        widget=forms.Textarea(attrs={"rows": 6, **_QUIET}),
    )

    def clean(self) -> None:
        super().clean()
        said, text = self.cleaned_data.get("said"), self.cleaned_data.get("text", "").strip()
        if said == terms.Step.CORRECTED and not text:
            self.add_error("text", _("Write what should be said differently, in your own words."))
        if said == terms.Step.AGREED and text:
            self.add_error("said", _("A correction stands below. Send it first, then sign; or empty it."))

    @property
    def signs(self) -> bool:
        """True where it is signed."""
        return bool(self.cleaned_data["said"] == terms.Step.AGREED)
