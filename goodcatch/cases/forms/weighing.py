"""The shape of what people write when they weigh a matter, and say how the house learns from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from goodcatch.cases.forms.fields import Rows, words_field
from goodcatch.cases.models import Level, Theme
from goodcatch.cases.services import LevelText
from goodcatch.cases.terms import REVIEWED, USUAL_TERMS, Counted, Response, ScaleKind
from goodcatch.ui.forms import DayField, DeedForm
from goodcatch.ui.widgets import Cards

MOST = 9
SCALE_WORDS = {
    ScaleKind.IMPACT: _("What happened: how heavy is it?"),
    ScaleKind.POTENTIAL: _("What could have happened?"),
}


class WeighForm(DeedForm):
    """A level of a scale, and why."""

    level = forms.TypedChoiceField(label=_("Level"), coerce=int, widget=Cards)
    reason = words_field(
        _("Why"), hint=_("A sentence. It is kept, and whoever reported it hears of the level."), rows=3
    )

    def __init__(self, *args: Any, levels: Sequence[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["level"])
        field.widget = Cards(hints={str(level.rank): level.anchor for level in levels})
        field.choices = [(level.rank, level.word) for level in levels]
        self.by_rank = {level.rank: level for level in levels}


class ScaleForm(DeedForm):
    """The levels of a scale, lightest first; a level without a word is left out. Its version is the edition."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, levels: Sequence[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ranks = range(1, min(max(len(levels) + 1, 5), MOST) + 1)
        now = {level.rank: level for level in levels}
        self.fields["version"].initial = levels[0].scale.edition if levels else None
        asks = [("", _("nothing")), *((value, label) for value, label in Response.choices if value in REVIEWED)]
        for rank in self.ranks:
            level = now.get(rank)
            of = {"rank": rank}
            self.fields[f"word{rank}"] = forms.CharField(
                label=_("Level %(rank)s: its word") % of, max_length=40, required=False, initial=level and level.word
            )
            self.fields[f"anchor{rank}"] = forms.CharField(
                label=_("Level %(rank)s: when it is meant") % of,
                max_length=300,
                required=False,
                initial=level and level.anchor,
            )
            self.fields[f"statement{rank}"] = forms.BooleanField(
                label=_("Level %(rank)s asks for a leader's statement") % of,
                required=False,
                initial=bool(level and level.asks_statement),
            )
            self.fields[f"response{rank}"] = forms.ChoiceField(
                label=_("Level %(rank)s asks for") % of,
                choices=asks,
                required=False,
                initial=level and level.asks_response,
            )
            self.fields[f"days{rank}"] = forms.IntegerField(
                label=_("Level %(rank)s: within how many days") % of,
                min_value=1,
                max_value=365,
                required=False,
                initial=level and level.within_days,
            )
            self.fields[f"counted{rank}"] = forms.ChoiceField(
                label=_("Level %(rank)s: which days count") % of,
                choices=Counted.choices,
                required=False,
                initial=level.counted if level else Counted.WORKING,
            )

    @property
    def texts(self) -> list[LevelText]:
        """Give the levels as they were written."""
        said = self.cleaned_data
        return [
            LevelText(
                word=said[f"word{rank}"],
                anchor=said[f"anchor{rank}"],
                asks_statement=said[f"statement{rank}"],
                asks_response=said[f"response{rank}"],
                within_days=said[f"days{rank}"],
                counted=said[f"counted{rank}"] or Counted.WORKING,
            )
            for rank in self.ranks
            if said[f"word{rank}"] or said[f"anchor{rank}"]
        ]


class RespondForm(DeedForm):
    """How the house learns from it, by when."""

    response = forms.ChoiceField(
        label=_("How do we learn from it?"),
        choices=[(value, label) for value, label in Response.choices if value != Response.JOINED],
        widget=Cards(
            hints={
                Response.FULL_REVIEW: _("A timeline, decisions, factors, perspectives; several people, some weeks."),
                Response.BRIEF: _("Four questions, ten minutes, those who were there. It can grow into a full review."),
                Response.NONE: _("What is known is enough. The reason is what others will read."),
            }
        ),
    )
    due = DayField(
        label=_("By when"),
        required=False,
        help_text=format_lazy(
            _("Left empty, the scales say by when; where they do not, a brief takes {brief} and a full review {full}."),
            brief=USUAL_TERMS[Response.BRIEF],
            full=USUAL_TERMS[Response.FULL_REVIEW],
        ),
    )
    reason = words_field(
        _("Why"), required=False, rows=3, hint=_("Needed for 'none', and where less is chosen than the scales ask for.")
    )


class JoinForm(DeedForm):
    """Joining another matter, or a theme."""

    theme = Rows(label=_("A theme"), required=False)
    case = forms.CharField(
        label=_("Or another matter, by its id"), max_length=12, required=False, help_text=_("such as K7QF-2M4D")
    )
    reason = words_field(_("Why"), required=False, rows=3)

    def __init__(self, *args: Any, themes: Iterable[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].offer(themes)  # type: ignore[attr-defined]  # a field of Rows
