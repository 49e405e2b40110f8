"""Telling on a sealed channel: what may be left unfinished and saved, and what is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.files.forms import FilesField, PhotoFirst
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.models import Person
from goodcatch.reports import queries, terms
from goodcatch.reports.forms.outside import UNCHECKED, OutsideForm, Words, leaving_off
from goodcatch.reports.forms.questions import AskingForm
from goodcatch.reports.models import Channel
from goodcatch.reports.queries import Asking
from goodcatch.ui.widgets import Cards

ASK = "ask"
"""Among the kinds: a question before acting, of which no matter is opened unless whoever asked agrees."""
_HINTS = {
    **{kind.value: hint for kind, hint in terms.EXPLAINED.items()},
    terms.Kind.NOT_RIGHT.value: gettext_lazy("An ethical concern, pressure to look away."),
    terms.Kind.OWN_MISTAKE.value: gettext_lazy(
        "Thank you. What you tell us to learn from is not used to judge you; the exceptions stand on the page before."
    ),
    ASK: gettext_lazy(
        "A grey area, a rule that does not fit. You get an answer here; no matter is opened of it, unless you agree."
    ),
}
_FIRST = ("nonce", "danger", "attached", "kind", "harms", "happened", "where")
_LAST = ("concerned", "remedy", "known", "name")
"""The channel's own questions stand between these."""
_QUIET = {"spellcheck": "false", "autocomplete": "off"}


class SealedTelling(AskingForm, OutsideForm):
    """What somebody tells on a sealed channel; nothing is preselected. `saving`: it may be unfinished."""

    danger = forms.BooleanField(
        required=False,
        label=gettext_lazy("Somebody is still in danger: tell those who handle this at once"),
        help_text=gettext_lazy(
            "They then know the hour at which you sent it. Otherwise it appears at the next of two fixed hours."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("1. What kind of thing is it?"),
        help_text=gettext_lazy("Not sure? Choose the nearest. It can be changed later, you cannot get it wrong."),
        error_messages={"required": gettext_lazy("Choose the kind that is nearest; it can be changed later.")},
        widget=Cards(hints=_HINTS),
    )
    harms = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("1. What was done to you, because you spoke up or helped?"),
        help_text=gettext_lazy("Tick what fits. If nothing does, your own words are enough."),
        choices=terms.Harm.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    happened = Words(
        label=gettext_lazy("2. What happened?"),
        help_text=gettext_lazy("What you saw or did, and roughly when. You need not know why, or whose doing it was."),
        error_messages={"required": gettext_lazy("Tell us what happened, in a sentence or more.")},
        widget=forms.Textarea(attrs={"rows": 6, **_QUIET}),
    )
    where = Words(required=False, label=gettext_lazy("Where?"), widget=forms.TextInput(attrs=_QUIET))
    concerned = Words(
        required=False,
        label=gettext_lazy("Who is concerned?"),
        help_text=gettext_lazy(
            "Who was there, who should be looked after, whom it is about: as far as you want to say."
        ),
        widget=forms.Textarea(attrs={"rows": 2, **_QUIET}),
    )
    remedy = Words(
        required=False,
        label=gettext_lazy("What would put it right?"),
        help_text=gettext_lazy("If you have an idea. Should it be taken up, you see so on the page of your report."),
        widget=forms.Textarea(attrs={"rows": 2, **_QUIET}),
    )
    attached = FilesField(required=False, label=gettext_lazy("Photos or files"), widget=PhotoFirst)
    known = forms.ChoiceField(
        label=gettext_lazy("3. May we know who you are?"),
        choices=terms.Known.choices,
        error_messages={"required": gettext_lazy("Choose one; each is welcome.")},
        widget=Cards(
            hints={
                terms.Known.NO.value: gettext_lazy(
                    "We store no address and nothing about your device. Your network may."
                ),
                terms.Known.HANDLERS.value: gettext_lazy(
                    "Your name lies sealed with your words: whoever reads these reads it."
                ),
                terms.Known.APART.value: gettext_lazy(
                    "Your name is sealed apart. Opening it takes two custodians and a reason, and you are told."
                ),
            }
        ),
    )
    name = Words(
        required=False,
        label=gettext_lazy("Your name, unless you said no"),
        help_text=gettext_lazy("And how you can be reached, if you want to be."),
        widget=forms.TextInput(attrs=UNCHECKED),
    )
    leave_off = leaving_off()

    def __init__(
        self,
        *args: Any,
        channel: Channel,
        could_read: list[Person],
        questions: Sequence[Asking] = (),
        before: terms.Unsent | None = None,
        saving: bool = False,
        **kwargs: Any,
    ) -> None:
        self._before, self._channel = before or terms.Unsent(), channel
        super().__init__(*args, initial=_filled_in(self._before), **kwargs)
        self.ask(questions, self._before.answers)
        self.order_fields([*_FIRST, *(terms.field_of(each.public_id) for each in self.asking), *_LAST])
        kinds = [(kind, terms.Kind(kind).label) for kind in channel.kinds]
        self.fields["kind"].choices = [*kinds, (ASK, _("I want to ask before I act"))]  # type: ignore[attr-defined]
        del self.fields["kind" if self._before.told.follows else "harms"]
        self._leaving = self.fields.pop("leave_off")
        self.offer_to_leave_off(could_read)
        self.saving = saving
        if saving:
            for field in self.fields.values():
                field.required = False

    def offer_to_leave_off(self, could_read: list[Person]) -> None:
        """Offer these people to be left off, at the end of the form; nothing is asked where there is no choice."""
        if could_read:
            watching = {person.pk for person in queries.supervisors(PUBLIC, self._channel)}
            self._leaving.choices = [  # type: ignore[attr-defined]
                (p.public_id, _called(p, watches=p.pk in watching)) for p in could_read
            ]
            self.fields["leave_off"] = self._leaving

    def clean(self) -> None:
        super().clean()
        if self.saving:
            return
        self.look_for_more()
        known, name = self.cleaned_data.get("known"), self.cleaned_data.get("name", "").strip()
        if known in {terms.Known.HANDLERS, terms.Known.APART} and not name:
            self.add_error("name", _("Write your name, or say no above."))
        if known == terms.Known.NO and name:
            self.add_error(
                "name", _("You said no above, and a name stands here. Empty this, or choose another answer.")
            )

    def unsent(self) -> terms.Unsent:
        """Give what was written, on top of what the draft held before."""
        held = self.cleaned_data
        apart = held.get("known") == terms.Known.APART
        told = replace(
            self._before.told,
            asks=held.get("kind") == ASK,
            danger=held.get("danger", False),
            kind="" if held.get("kind") == ASK else held.get("kind", ""),
            known=held.get("known", ""),
            harms=held.get("harms", []),
            name="" if apart else held.get("name", ""),
            **{part: held.get(part, "") for part in ("happened", "where", "concerned", "remedy")},
        )
        identity = held.get("name", "") if apart else ""
        left_off = tuple(held.get("leave_off", ()))
        return replace(self._before, told=told, identity=identity, leave_off=left_off, answers=self.answered())


class DropForm(OutsideForm):
    """Throwing a draft away."""


def _called(person: Person, *, watches: bool) -> str:
    name = f"{person.name}, {person.title}" if person.title else person.name
    return _("%(name)s (told if something is late; reads nothing)") % {"name": name} if watches else name


def _filled_in(unsent: terms.Unsent) -> dict[str, Any]:
    """Give a draft as the form shows it."""
    told = unsent.told
    return {
        "danger": told.danger,
        "kind": ASK if told.asks else told.kind,
        "harms": told.harms,
        "happened": told.happened,
        "where": told.where,
        "concerned": told.concerned,
        "remedy": told.remedy,
        "known": told.known,
        "name": unsent.identity or told.name,
        "leave_off": list(unsent.leave_off),
    }
