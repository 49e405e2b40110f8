"""The shape of what people write on the pages of cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from goodcatch.cases.models import Case, Level, Theme
from goodcatch.cases.services import LevelText
from goodcatch.cases.terms import (
    NEXT_WORD,
    REVIEWED,
    USUAL_TERMS,
    Condition,
    Counted,
    Kind,
    Part,
    Response,
    ScaleKind,
    Stage,
)
from goodcatch.people.forms import UnitField, UnitsForm
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.places.models import Place
from goodcatch.reports.forms import WhatFollowedForm
from goodcatch.reports.models import Channel
from goodcatch.reports.terms import Kind as ReportKind
from goodcatch.ui.forms import DayField, DeedForm
from goodcatch.ui.widgets import Cards, CheckCards

INSIDE, UNIT, NAMED = "inside", "unit", "named"
MOST = 9
READERS = {
    UNIT: _("its unit, those who lead above, and those who triage and facilitate there"),
    INSIDE: _("everyone inside"),
    NAMED: _("those I name, and nobody else"),
}


def _words(label: Any, *, hint: Any = "", required: bool = True, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, widget=widget, max_length=20_000)


class _Rows(forms.TypedChoiceField):
    """One of some rows, by public id; the form offers them."""

    def offer(self, rows: Iterable[Any], *, empty: Any = "—") -> None:
        known = {row.public_id: row for row in rows}
        self.choices = [("", empty), *((key, str(row)) for key, row in known.items())]
        self.coerce = known.get
        self.empty_value = None


def open_places() -> list[Place]:
    """Give the places that can be chosen, parents first."""
    return list(Place.objects.filter(closed_at=None).order_by("path")[:300])


class PeopleField(forms.TypedMultipleChoiceField):
    """Some of the people offered."""

    def offer(self, people: Sequence[Person]) -> None:
        """Offer these people, by name and what they do."""
        known = {person.public_id: person for person in people}
        self.choices = [(key, person.name) for key, person in known.items()]
        self.widget = CheckCards(hints={key: person.title for key, person in known.items()})
        self.widget.choices = self.choices
        self.coerce = known.__getitem__


class OpenForm(UnitsForm):
    """Opening a matter, from reports or without one."""

    title = forms.CharField(label=_("What happened, in a few words"), max_length=200)
    kind = forms.ChoiceField(label=_("What kind of matter"), choices=Kind.choices)
    unit = UnitField(label=_("Where it belongs"))
    summary = _words(
        _("What happened"), required=False, hint=_("In your own words, without names. It can be written later.")
    )
    place = _Rows(label=_("Place"), required=False)
    day = DayField(label=_("When it happened"), required=False)
    readers = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[(UNIT, READERS[UNIT]), (INSIDE, READERS[INSIDE])],
        widget=Cards,
        initial=UNIT,
    )

    def __init__(self, *args: Any, viewer: Viewer, protected: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["place"].offer(open_places())  # type: ignore[attr-defined]  # a field of _Rows
        if protected:
            del self.fields["readers"]


class ThemeForm(UnitsForm):
    """Opening a theme."""

    title = forms.CharField(label=_("What these matters have in common"), max_length=200)
    unit = UnitField(label=_("Where it belongs"))


class WeighForm(DeedForm):
    """A level of a scale, and why."""

    level = forms.TypedChoiceField(label=_("Level"), coerce=int, widget=Cards)
    reason = _words(_("Why"), hint=_("A sentence. It is kept, and whoever reported it hears of the level."), rows=3)

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
    reason = _words(
        _("Why"), required=False, rows=3, hint=_("Needed for 'none', and where less is chosen than the scales ask for.")
    )


class JoinForm(DeedForm):
    """Joining another matter, or a theme."""

    theme = _Rows(label=_("A theme"), required=False)
    case = forms.CharField(
        label=_("Or another matter, by its id"), max_length=12, required=False, help_text=_("such as K7QF-2M4D")
    )
    reason = _words(_("Why"), required=False, rows=3)

    def __init__(self, *args: Any, themes: Iterable[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].offer(themes)  # type: ignore[attr-defined]  # a field of _Rows


class SafeForm(DeedForm):
    """What was done to contain it."""

    note = _words(_("What was done"), hint=_("Everybody concerned is told at once."), rows=3)


class OwnForm(DeedForm):
    """Two sentences, and the day of the next word."""

    short = _words(
        _("Two sentences"), rows=3, hint=_("This happened. I answer for it. The full statement can come later.")
    )
    next_word_on = DayField(
        label=_("Next word on"),
        help_text=format_lazy(_("Proposed: {term} from today. Choose another day if you like."), term=NEXT_WORD),
    )


class StatementForm(DeedForm):
    """The full statement of a leader."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    happened = _words(_("What happened"))
    to_whom = _words(_("To whom"), hint=_("By role, and only as they agree."), required=False, rows=2)
    known = _words(_("What we know"), required=False)
    not_known = _words(_("What we do not know yet"), required=False)
    decision = _words(
        _("Which decision of ours contributed"), hint=_("A decision of leadership, and who took it."), required=False
    )
    next_steps = _words(_("What comes next, and when"))
    next_word_on = DayField(label=_("Next word on"))


class CorrectForm(DeedForm):
    """Title and summary."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What happened, in a few words"), max_length=200)
    summary = _words(_("What happened"), required=False, rows=8)


class UpdateForm(DeedForm):
    """A dated word on how it goes."""

    text = _words(_("How it goes"))
    next_word_on = DayField(label=_("Next word on"), required=False)

    def __init__(self, *args: Any, owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not owner:
            del self.fields["next_word_on"]


class AskForm(DeedForm):
    """A question, with a name or without."""

    text = _words(_("Your question"), hint=_("It is answered in the open, on the page of the matter."))
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

    answer = _words(_("Answer"))


class PartForm(DeedForm):
    """Giving somebody a part."""

    person = forms.TypedChoiceField(label=_("Who"), empty_value=None)
    part = forms.ChoiceField(
        label=_("What they do"),
        choices=[(part.value, part.label) for part in (Part.CONTRIBUTOR, Part.HANDLER)],
        widget=Cards,
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["person"])
        known = {person.public_id: person for person in people}
        words = [(key, f"{who.name}, {who.title}" if who.title else who.name) for key, who in known.items()]
        field.choices = [("", "—"), *words]
        field.coerce = known.get


class EndPartForm(DeedForm):
    """Ending a part asks for nothing but the decision."""


class ReadersForm(UnitsForm):
    """Who may read the matter."""

    readers = forms.ChoiceField(label=_("Who may read it"), choices=list(READERS.items()), widget=Cards)
    people = PeopleField(label=_("Whom I name"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["people"].offer(people)  # type: ignore[attr-defined]  # a PeopleField


class LeaveOffForm(DeedForm):
    """Whom to leave off."""

    person = forms.TypedChoiceField(label=_("Who must not read it"), empty_value=None)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["person"])
        known = {person.public_id: person for person in people}
        field.choices = [("", "—"), *((key, f"{who.name}, {who.title}".rstrip(", ")) for key, who in known.items())]
        field.coerce = known.get


class HoldForm(DeedForm):
    """Why a matter must be kept, or need not be kept any longer."""

    reason = _words(_("Why"), hint=_("Read by those who look after this matter."))


class SupportedForm(DeedForm):
    """How the people in it are supported."""

    note = _words(_("How they are supported"), hint=_("Who was asked, and what they have. No names."), rows=3)


class MoveOnForm(WhatFollowedForm):
    """Moving on: an answer where one is owed, and a reason for each condition that is not met."""

    answer = _words(
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
            self.fields[condition.value] = _words(label % {"condition": condition.label}, required=False, rows=2)

    @property
    def answered(self) -> dict[str, str]:
        """Give the answer with what followed, where one is owed."""
        return {name: self.cleaned_data[name] for name in ("answer", "outcome", "withheld") if name in self.fields}

    @property
    def waived(self) -> dict[Condition, str]:
        """Give the reasons that were written, by condition."""
        return {condition: self.cleaned_data.get(condition.value, "") for condition in self.unmet}


class ClosingForm(WhatFollowedForm):
    """Closing loose reports with one answer, thanks included."""

    field_order = ("answer", "outcome", "withheld")
    answer = _words(_("Answer"), hint=_("What was done, or will be. Whoever reported it reads this, with thanks."))


class GroupForm(DeedForm):
    """The matter to which reports are to belong."""

    case = _Rows(label=_("Which matter?"), widget=Cards)

    def __init__(self, *args: Any, offered: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(_Rows, self.fields["case"])
        hints = {case.public_id: f"{case.get_kind_display()} · {case.unit.name}" for case in offered}
        field.widget = Cards(hints=hints)
        field.choices = [(case.public_id, case.title) for case in offered]
        field.coerce = {case.public_id: case for case in offered}.get


class FindMatterForm(forms.Form):
    """Looking for a matter."""

    words = forms.CharField(label=_("Words of its title, or its id"), max_length=100, required=False)


class DeskFilterForm(forms.Form):
    """What the desk is narrowed to."""

    channel = _Rows(label=_("Channel"), required=False)
    place = _Rows(label=_("Place"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *ReportKind.choices])

    def __init__(self, *args: Any, channels: Iterable[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].offer(channels, empty=_("any"))  # type: ignore[attr-defined]  # a field of _Rows
        self.fields["place"].offer(open_places(), empty=_("any"))  # type: ignore[attr-defined]


class CaseFilterForm(forms.Form):
    """What the list of cases is narrowed to."""

    words = forms.CharField(label=_("Words in the title"), max_length=100, required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("any")), *Stage.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *Kind.choices])
    unit = UnitField(label=_("Unit"), required=False, empty=_("any"))
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    mine = forms.BooleanField(label=_("Mine"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(viewer)  # type: ignore[attr-defined]  # a UnitField


SCALE_WORDS = {
    ScaleKind.IMPACT: _("What happened: how heavy is it?"),
    ScaleKind.POTENTIAL: _("What could have happened?"),
}
