"""The shape of what people write at the desk and in the list: what a matter is opened of, and what is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from goodcatch.cases.forms.fields import Rows, open_places, words_field
from goodcatch.cases.forms.readers import INSIDE, NAMED, READERS, UNIT
from goodcatch.cases.models import Case
from goodcatch.cases.terms import Kind, Stage
from goodcatch.people.forms import UnitField, UnitsForm
from goodcatch.people.queries import Viewer
from goodcatch.reports.forms import WhatFollowedForm
from goodcatch.reports.models import Channel
from goodcatch.reports.terms import Kind as ReportKind
from goodcatch.ui.forms import DayField, DeedForm
from goodcatch.ui.widgets import Cards


class OpenForm(UnitsForm):
    """Opening a matter, from reports or without one."""

    title = forms.CharField(label=_("What happened, in a few words"), max_length=200)
    kind = forms.ChoiceField(label=_("What kind of matter"), choices=Kind.choices)
    unit = UnitField(label=_("Where it belongs"))
    summary = words_field(
        _("What happened"), required=False, hint=_("In your own words, without names. It can be written later.")
    )
    place = Rows(label=_("Place"), required=False)
    day = DayField(label=_("When it happened"), required=False)
    readers = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[(UNIT, READERS[UNIT]), (INSIDE, READERS[INSIDE])],
        widget=Cards,
        initial=UNIT,
    )

    def __init__(
        self, *args: Any, viewer: Viewer, protected: bool = False, from_reports: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        if not from_reports:  # of which those who handle them decide who reads
            self.fields["readers"].choices += [(NAMED, _("only I at first, then people whom I name"))]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["place"].offer(open_places())  # type: ignore[attr-defined]  # a field of Rows
        if protected:
            del self.fields["readers"]


class ThemeForm(UnitsForm):
    """Opening a theme."""

    title = forms.CharField(label=_("What these matters have in common"), max_length=200)
    unit = UnitField(label=_("Where it belongs"))


class ClosingForm(WhatFollowedForm):
    """Closing loose reports with one answer, thanks included."""

    field_order = ("answer", "outcome", "withheld")
    answer = words_field(_("Answer"), hint=_("What was done, or will be. Whoever reported it reads this, with thanks."))


class GroupForm(DeedForm):
    """The matter to which reports are to belong."""

    case = Rows(label=_("Which matter?"), widget=Cards)

    def __init__(self, *args: Any, offered: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(Rows, self.fields["case"])
        hints = {case.public_id: f"{case.get_kind_display()} · {case.unit.name}" for case in offered}
        field.widget = Cards(hints=hints)
        field.choices = [(case.public_id, case.title) for case in offered]
        field.coerce = {case.public_id: case for case in offered}.get


class FindMatterForm(forms.Form):
    """Looking for a matter."""

    words = forms.CharField(label=_("Words of its title, or its id"), max_length=100, required=False)


class DeskFilterForm(forms.Form):
    """What the desk is narrowed to."""

    channel = Rows(label=_("Channel"), required=False)
    place = Rows(label=_("Place"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *ReportKind.choices])

    def __init__(self, *args: Any, channels: Iterable[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].offer(channels, empty=_("any"))  # type: ignore[attr-defined]  # a field of Rows
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
