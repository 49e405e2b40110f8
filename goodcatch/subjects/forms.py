"""The shape of what is typed about requests, and of copies of what was found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodcatch.people.terms import Subject, Trace
from goodcatch.reports.terms import Passage
from goodcatch.subjects import terms
from goodcatch.ui.forms import DayField, DeedForm
from goodcatch.ui.widgets import Cards, CheckCards

HTML, JSON = "html", "json"
_FORMS = [(HTML, _("a page to read and print")), (JSON, _("data for another machine (JSON)"))]


def _words(label: Any, *, hint: Any = "", required: bool = True, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, widget=widget, max_length=20_000)


class ReceiveForm(DeedForm):
    """A request that came."""

    kind = forms.ChoiceField(label=_("What they ask for"), choices=terms.Kind.choices, widget=Cards())
    name = forms.CharField(label=_("Who asks"), max_length=200)
    reached = forms.CharField(
        label=_("How they are reached"), required=False, max_length=300, help_text=_("An address, for the answer.")
    )
    received_on = DayField(label=_("On which day it came"), help_text=_("The month for the answer counts from it."))
    account = forms.CharField(
        label=_("How they sign in here"),
        required=False,
        max_length=200,
        help_text=_("E-mail address or username; left empty where they have no account. Make sure that it is them."),
    )
    looked_for = _words(
        _("Words to look for"),
        hint=_("Names and addresses, one on each line, in each way that they may be written."),
        required=False,
    )


class ReasonForm(DeedForm):
    """Why it takes longer."""

    reason = _words(_("Why it takes longer"), hint=_("Tell them too, before the first month is over."))


class AnswerForm(DeedForm):
    """What they were answered."""

    outcome = forms.ChoiceField(label=_("What became of it"), choices=terms.Outcome.choices, widget=Cards())
    answer = _words(_("What they were answered"), rows=6)


class LookedForm(DeedForm):
    """Looking inside a sealed channel was done."""


class OwnCopyForm(DeedForm):
    """A copy of what is kept about oneself."""

    shape = forms.ChoiceField(label=_("As what?"), choices=_FORMS, initial=HTML, widget=Cards())

    def copy(self, traces: Sequence[Trace]) -> list[dict[str, str]]:
        """Give what stands in the copy."""
        return [_line(trace, trace.text) for trace in traces]


class CopyForm(OwnCopyForm):
    """A copy for whoever asked: of what others wrote, sentences that do not name them are blacked out to begin with."""

    everywhere = _words(
        _("Black out these words wherever they stand"),
        hint=_("One on each line: names of others first of all. Look for other ways of writing them."),
        required=False,
    )

    def __init__(self, *args: Any, traces: Sequence[Trace], subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._others = {
            f"black_{place}": (trace, Passage("", trace.called, trace.text))
            for place, trace in enumerate(traces)
            if not trace.own
        }
        for name, (trace, passage) in self._others.items():
            said = [passage.said(part) for part in passage.sentences]
            self.fields[name] = forms.MultipleChoiceField(
                required=False,
                label=f"{trace.heading}: {trace.called}",
                help_text=_("Ticked is blacked out."),
                choices=[(str(place), sentence) for place, sentence in enumerate(said)],
                initial=[str(place) for place, sentence in enumerate(said) if not subject.is_in(sentence)],
                widget=CheckCards,
            )

    def copy(self, traces: Sequence[Trace]) -> list[dict[str, str]]:
        """Give what stands in the copy, with what was ticked blacked out, and words wherever they stand."""
        everywhere = self.cleaned_data["everywhere"].splitlines()
        lines = [_line(trace, trace.text) for trace in traces if trace.own]
        for name, (trace, passage) in self._others.items():
            ticked = [passage.sentences[int(place)] for place in self.cleaned_data[name]]
            called = Passage("", "", trace.called).without([], everywhere)
            lines.append({**_line(trace, passage.without(ticked, everywhere)), "called": called})
        return lines


def as_json(lines: Sequence[dict[str, str]]) -> str:
    """Give a copy as data."""
    return json.dumps({"kept": list(lines)}, ensure_ascii=False, indent=1)


def _line(trace: Trace, text: str) -> dict[str, str]:
    day = trace.day.isoformat() if trace.day else ""
    return {"heading": trace.heading, "called": trace.called, "day": day, "text": text}
