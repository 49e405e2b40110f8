"""The shape of what people write on the page of a matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from goodcatch.cases.forms.fields import words_field
from goodcatch.cases.terms import NEXT_WORD, Condition
from goodcatch.reports.forms import WhatFollowedForm
from goodcatch.ui.forms import DayField, DeedForm
from goodcatch.ui.widgets import Cards


class SafeForm(DeedForm):
    """What was done to contain it."""

    note = words_field(_("What was done"), hint=_("Everybody concerned is told at once."), rows=3)


class OwnForm(DeedForm):
    """Two sentences, and the day of the next word."""

    short = words_field(
        _("Two sentences"), rows=3, hint=_("This happened. I answer for it. The full statement can come later.")
    )
    next_word_on = DayField(
        label=_("Next word on"),
        help_text=format_lazy(_("Proposed: {term} from today. Choose another day if you like."), term=NEXT_WORD),
    )


class StatementForm(DeedForm):
    """The full statement of a leader."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    happened = words_field(_("What happened"))
    to_whom = words_field(_("To whom"), hint=_("By role, and only as they agree."), required=False, rows=2)
    known = words_field(_("What we know"), required=False)
    not_known = words_field(_("What we do not know yet"), required=False)
    decision = words_field(
        _("Which decision of ours contributed"), hint=_("A decision of leadership, and who took it."), required=False
    )
    next_steps = words_field(_("What comes next, and when"))
    next_word_on = DayField(label=_("Next word on"))


class CorrectForm(DeedForm):
    """Title and summary."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What happened, in a few words"), max_length=200)
    summary = words_field(_("What happened"), required=False, rows=8)


class UpdateForm(DeedForm):
    """A dated word on how it goes."""

    text = words_field(_("How it goes"))
    next_word_on = DayField(label=_("Next word on"), required=False)

    def __init__(self, *args: Any, owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not owner:
            del self.fields["next_word_on"]


class AskForm(DeedForm):
    """A question, with a name or without."""

    text = words_field(_("Your question"), hint=_("It is answered in the open, on the page of the matter."))
    named = forms.ChoiceField(
        label=_("May your name stand beside it?"),
        choices=[("without", _("Without my name")), ("with", _("With my name"))],
        widget=Cards(
            hints={
                "without": _("Who asked is kept nowhere, only the day. You will find the answer on the page."),
                "with": _("You are told when it is answered."),
            }
        ),
    )


class AnswerForm(DeedForm):
    """An answer in the open."""

    answer = words_field(_("Answer"))


class HoldForm(DeedForm):
    """Why a matter must be kept, or need not be kept any longer."""

    reason = words_field(_("Why"), hint=_("Read by those who look after this matter."))


class SupportedForm(DeedForm):
    """How the people in it are supported."""

    note = words_field(_("How they are supported"), hint=_("Who was asked, and what they have. No names."), rows=3)


class MoveOnForm(WhatFollowedForm):
    """Moving on: an answer where one is owed, and a reason for each condition that is not met."""

    answer = words_field(
        _("Answer to whoever reported it"), required=False, hint=_("What became of it, in a sentence or two.")
    )

    def __init__(self, *args: Any, unmet: Sequence[Condition], owed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["answer", "outcome", "withheld"])
        self.fields["outcome"].required = False  # the verb asks for it where there is an answer
        self.unmet = [condition for condition in unmet if not (owed and condition == Condition.REPORTER_ANSWERED)]
        if not owed:
            for name in ("answer", "outcome", "withheld"):
                del self.fields[name]
        for condition in self.unmet:
            label = _("Why it can move on without this: %(condition)s")
            self.fields[condition.value] = words_field(label % {"condition": condition.label}, required=False, rows=2)

    @property
    def answered(self) -> dict[str, str]:
        """Give the answer with what followed, where one is owed."""
        return {name: self.cleaned_data[name] for name in ("answer", "outcome", "withheld") if name in self.fields}

    @property
    def waived(self) -> dict[Condition, str]:
        """Give the reasons that were written, by condition."""
        return {condition: self.cleaned_data.get(condition.value, "") for condition in self.unmet}
