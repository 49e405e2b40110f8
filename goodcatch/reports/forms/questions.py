"""A channel's own questions on a form. Which are asked is decided on the server, each time the form is made.

A question that hangs on an answer appears on the page that comes back: the form then says that there is one more,
keeps what was typed, and is sent again. So it works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodcatch.reports import terms
from goodcatch.reports.forms.outside import Words
from goodcatch.reports.queries import Asking
from goodcatch.ui.widgets import Cards

SEEN = "questions_seen"
"""The hidden field that says which questions stood on the page."""


class AskingForm(forms.Form):
    """A form that asks a channel's own questions, after its own fields."""

    asking: Sequence[Asking] = ()

    def ask(self, questions: Sequence[Asking], answers: Mapping[str, str] | None = None) -> None:
        """Add the questions that are asked, given what was answered; `answers` are those of a draft."""
        self._questions = list(questions)
        typed = self._typed() if self.is_bound else dict(answers or {})
        self.asking = terms.asked(self._questions, typed)
        for question in self.asking:
            self.fields[terms.field_of(question.public_id)] = _field(question, typed.get(question.public_id, ""))
        if self._questions:
            shown = " ".join(question.public_id for question in self.asking)
            self.fields[SEEN] = forms.CharField(widget=forms.HiddenInput, required=False, initial=shown)

    def answered(self) -> dict[str, str]:
        """Give what was answered, by public id of the question."""
        found = {each.public_id: self.cleaned_data.get(terms.field_of(each.public_id), "") for each in self.asking}
        return {public_id: text for public_id, text in found.items() if text}

    def look_for_more(self) -> None:
        """Say that there are more questions, where an answer has brought some that did not stand on the page."""
        if not self.asking:
            return
        seen = set(str(self.data.get(self.add_prefix(SEEN), "")).split())
        more = [each for each in self.asking if each.public_id not in seen]
        if not more:
            return
        for question in more:
            self.errors.pop(terms.field_of(question.public_id), None)
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict by now, which copies
        self.data[self.add_prefix(SEEN)] = " ".join(each.public_id for each in self.asking)  # type: ignore[index]
        said = ngettext(
            "One more question, because of what you answered: it stands below. Answer it, then send again.",
            "%(count)s more questions, because of what you answered: they stand below. Answer them, then send again.",
            len(more),
        )
        self.add_error(None, said % {"count": len(more)})

    def _typed(self) -> dict[str, str]:
        given = {
            each.public_id: self.data.get(self.add_prefix(terms.field_of(each.public_id)), "")
            for each in self._questions
        }
        return {public_id: str(text) for public_id, text in given.items()}


def _field(question: Asking, initial: str) -> forms.Field:
    given: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help,
        "required": question.required,
        "initial": initial,
    }
    if question.options:
        choices = list(question.options) if question.required else [*question.options, ("", _("no answer"))]
        return forms.ChoiceField(choices=choices, widget=Cards, **given)
    quiet = {"rows": 2, "spellcheck": "false", "autocomplete": "off"}
    return Words(widget=forms.Textarea(attrs=quiet), **given)
