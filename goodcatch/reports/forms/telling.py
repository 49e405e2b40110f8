"""Speaking up: the same questions, with a name and without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.reports import terms
from goodcatch.reports.forms.attaching import BringingForm
from goodcatch.reports.forms.outside import UNCHECKED, OutsideForm, Words, leaving_off
from goodcatch.reports.forms.questions import AskingForm
from goodcatch.reports.queries import Asking, own_report, says_the_same
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.widgets import Cards

ASK = "ask"
"""Among the kinds: a question before acting, of which no matter is opened."""
_HINTS = {
    **{kind.value: hint for kind, hint in terms.EXPLAINED.items()},
    ASK: gettext_lazy("A grey area, a rule that does not fit. An adviser answers you here; no matter is opened of it."),
}
_FIRST = ("danger", "attached", "drop", "kind", "happened", "where", "remedy")
"""A photo first: it often says it best, and quickest."""


class _Telling(AskingForm, BringingForm):
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
        widget=Cards(hints=_HINTS),
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
    remedy = Words(
        required=False,
        label=gettext_lazy("What would put it right?"),
        help_text=gettext_lazy("If you have an idea. Should it be taken up, you see so on the page of your report."),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "autocomplete": "off"}),
    )
    leave_off = leaving_off()

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[str],
        could_read: list[Person],
        questions: Sequence[Asking] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_kinds(kinds)
        self.ask(questions)
        self._leaving = self.fields.pop("leave_off")
        self._could_read: list[Person] = []
        self.offer_to_leave_off(could_read)

    def offer_kinds(self, kinds: Sequence[str]) -> None:
        """Offer these kinds."""
        offered = [*((kind, terms.Kind(kind).label) for kind in kinds), (ASK, _("I want to ask before I act"))]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]

    def offer_to_leave_off(self, could_read: list[Person]) -> None:
        """Offer these people to be left off, at the end of the form; nothing is asked where there is no choice."""
        if could_read:
            self._leaving.choices = [  # type: ignore[attr-defined]
                (p.public_id, f"{p.name}, {p.title}" if p.title else p.name) for p in could_read
            ]
            self.fields["leave_off"] = self._leaving
        self._could_read = could_read

    def clean(self) -> None:
        super().clean()
        self.look_for_more()

    def told(self) -> dict[str, Any]:
        """Give the answers as `submit_report` takes them."""
        chosen = set(self.cleaned_data.get("leave_off", ()))
        return {
            "kind": self.cleaned_data["kind"],
            "asks": self.cleaned_data["kind"] == ASK,
            **{part: self.cleaned_data[part] for part in ("happened", "where", "remedy")},
            "danger": self.cleaned_data["danger"],
            "name": self.cleaned_data.get("name", ""),
            "answers": self.answered(),
            "leave_off": [person for person in self._could_read if person.public_id in chosen],
            **self.brought(),
        }

    def come_back_for(self, outcome: Outcome, viewer: Viewer) -> bool:
        """Tell whether this form was sent before with other words, and let it come back then, to be sent as a new one.

        The same words sent twice are one report. Whoever changed them meanwhile would lose what they changed; and who
        has the used form alone, without its words, learns of no report through it.
        """
        report = own_report(viewer, outcome.ref.id) if outcome.repeated else None
        if report is None or says_the_same(viewer, report, self.told()):
            return False
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict by now, which copies
        self.data[self.add_prefix("nonce")] = self.fields["nonce"].get_bound_field(self, "nonce").initial  # type: ignore[index]
        sentence = _(
            "This form was sent before, with other words. Look it over: sent again, it is a report of its own."
        )
        self.add_error(None, sentence)
        return True


class SignedTelling(_Telling, DeedForm):
    """A report by somebody who is signed in: it bears their name."""

    field_order = (*_FIRST, "leave_off")


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
        widget=forms.TextInput(attrs=UNCHECKED),
    )
    field_order = (*_FIRST, "who", "name", "leave_off")

    def clean(self) -> None:
        super().clean()
        said, name = self.cleaned_data.get("who"), self.cleaned_data.get("name", "").strip()
        if said == "yes" and not name:
            self.add_error("name", _("Write your name, or say no above."))
        if said == "no" and name:
            self.add_error("name", _("You said no above, and a name stands here. Empty this, or say yes."))
