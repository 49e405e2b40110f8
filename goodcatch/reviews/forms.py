"""The shape of what is written in a review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goodcatch.cases.models import Case
from goodcatch.kernel import ids
from goodcatch.kernel.fields import Precision
from goodcatch.people.models import Person
from goodcatch.reviews import taxonomy, terms
from goodcatch.reviews.models import TimelineEntry
from goodcatch.reviews.services import EntryDraft, When
from goodcatch.ui.forms import LONGEST_TEXT, DayField, DeedForm, MomentField
from goodcatch.ui.widgets import Cards


def _text(label: Any, hint: Any = "", *, required: bool = False, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, widget=widget, max_length=LONGEST_TEXT)


class OpenForm(DeedForm):
    """Open a review: its form and title."""

    form_of_review = forms.ChoiceField(
        label=_("How much does it deserve?"),
        choices=terms.Form.choices,
        widget=Cards(
            hints={
                terms.Form.BRIEF: _("Four questions, ten minutes. It can grow later, and nothing is lost."),
                terms.Form.FULL: _("A timeline, contributing factors, perspectives. For what weighs more."),
            }
        ),
    )
    title = forms.CharField(label=_("What is it about?"), max_length=200)
    due_on = DayField(label=_("To be done by"), required=False)


class BriefForm(DeedForm):
    """The four questions of a brief (after-action review, TC 25-20), which stay when it grows."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What is it about?"), max_length=200)
    expected = _text(_("What did we expect to happen?"))
    happened = _text(_("What happened?"), _("As it looked at the time, to those who were there."))
    why_different = _text(
        _("Why was it different?"), _("What made each step make sense then? Several things, never one.")
    )
    keep_or_change = _text(_("What do we keep, and what could we do differently?"))


class EntryForm(DeedForm):
    """One entry of the timeline."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = _text(_("What happened?"), _("What was seen, said or done, by which role."), required=True, rows=3)
    at = MomentField(
        label=_("When"), required=False, help_text=_("In your own time zone. Leave it empty if only the day is known.")
    )
    on = DayField(label=_("Or the day alone"), required=False)
    about = forms.BooleanField(label=_("The time is a guess, about an hour either way"), required=False)
    mark = forms.ChoiceField(
        label=_("How do we know?"),
        choices=terms.Mark.choices,
        initial=terms.Mark.FACT,
        widget=Cards(
            hints={
                terms.Mark.FACT: _("Somebody saw it, or a system wrote it down."),
                terms.Mark.INFERENCE: _("We conclude it from something else."),
                terms.Mark.NOT_KNOWN_THEN: _("True, but nobody could know it at the time."),
            }
        ),
    )
    support = forms.ChoiceField(
        label=_("What does it rest on?"), choices=terms.Support.choices, initial=terms.Support.ONE_SOURCE
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, required=False, help_text=_("A log, a photograph, somebody's account.")
    )
    other_account = _text(_("The other account"), _("Where it is disputed both stand."), rows=3)
    decision_point = forms.BooleanField(label=_("Somebody had to decide here"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("at") and cleaned.get("on"):
            self.add_error("on", _("Give either the moment or the day, not both."))
        return cleaned

    def draft(self, entry: TimelineEntry | None = None) -> EntryDraft:
        """Give what was written, as the verb takes it; a time that nobody touched stays exactly as it was kept."""
        data = self.cleaned_data
        kept = entry if entry is not None and self._same_time(entry) else None
        return EntryDraft(
            text=data["text"],
            when=_when_of(kept) if kept else self._when(),
            written_time=kept.written_time if kept else "",
            mark=terms.Mark(data["mark"]),
            support=terms.Support(data["support"]),
            source=data["source"],
            other_account=data["other_account"],
            decision_point=data["decision_point"],
        )

    def _when(self) -> When:
        data = self.cleaned_data
        at: datetime | None = data["at"]
        precision = Precision.HOUR if data["about"] else Precision.MINUTE
        zone = timezone.get_current_timezone_name() if at else ""
        return When(at=at, on=data["on"], zone=zone, precision=precision if at else Precision.DAY)

    def _same_time(self, entry: TimelineEntry) -> bool:
        data = self.cleaned_data
        at = entry.occurred_at.replace(second=0, microsecond=0) if entry.occurred_at else None
        written = data["at"].replace(second=0, microsecond=0) if data["at"] else None
        about = entry.occurred_precision == Precision.HOUR
        return bool(written == at and data["on"] == entry.occurred_on and data["about"] == about)

    @staticmethod
    def initial_of(entry: TimelineEntry) -> dict[str, Any]:
        """Give an entry as the form shows it."""
        names = ("version", "text", "mark", "support", "source", "other_account", "decision_point")
        shown = {name: getattr(entry, name) for name in names}
        shown |= {"at": entry.occurred_at, "on": entry.occurred_on}
        return shown | {"about": entry.occurred_precision == Precision.HOUR}


def _when_of(entry: TimelineEntry) -> When:
    return When(
        at=entry.occurred_at,
        on=entry.occurred_on,
        zone=entry.occurred_zone,
        zone_assumed=entry.occurred_zone_assumed,
        precision=Precision(entry.occurred_precision),
    )


class FactorForm(DeedForm):
    """Something that contributed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = _text(
        _("What contributed?"),
        _("A condition, not a person: what made it likelier, or let it through. There are always several."),
        required=True,
        rows=3,
    )
    code = forms.ChoiceField(label=_("What kind is it?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("Not said yet")), *taxonomy.choices()]  # type: ignore[attr-defined]


class AcceptForm(DeedForm):
    """Why a factor is left as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = _text(_("Why is nothing to be done about this?"), required=True, rows=3)


class FindingForm(DeedForm):
    """What went well, was luck, surprised, or was there to see."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What kind of finding is it?"),
        choices=[c for c in terms.FindingKind.choices if c[0] != terms.FindingKind.NOTE],
        widget=Cards(
            hints={
                terms.FindingKind.WENT_WELL: _("What people or systems did that helped."),
                terms.FindingKind.LUCKY: _("What could as well have gone the other way."),
                terms.FindingKind.SURPRISED: _("What we had thought to be different."),
                terms.FindingKind.MISSED_SIGNAL: _("A sign that was there. What made it hard to read then?"),
                terms.FindingKind.LEARNED: _("What we know now, for others too."),
            }
        ),
    )
    text = _text(_("In a sentence or two"), required=True, rows=3)


class PersonForm(DeedForm):
    """Choose somebody by name."""

    person = forms.ModelChoiceField(label=_("Who?"), queryset=Person.objects.none(), to_field_name="public_id")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class ObjectionForm(DeedForm):
    """What somebody sees differently."""

    objection = _text(_("What do you see differently?"), _("It is answered, or printed beside."), required=True)


class AnswerForm(DeedForm):
    """The answer to an objection."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    answer = _text(_("Your answer"), required=True)


class PeerForm(DeedForm):
    """What a peer says."""

    agreed = forms.TypedChoiceField(
        label=_("Is it ready?"),
        choices=[("yes", _("Yes, I agree to publishing it")), ("no", _("Not yet"))],
        coerce=lambda value: value == "yes",
        widget=Cards(),
    )
    comment = _text(_("What would make it better?"), rows=3)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CaseForm(DeedForm):
    """Name one more case by its number."""

    number = forms.CharField(
        label=_("The number of the case"),
        max_length=20,
        help_text=_("Eight letters and digits; they stand below its title."),
    )

    def __init__(self, *args: Any, find: Callable[[str], Case | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._find = find

    def clean_number(self) -> Case:
        """Give the case with this number."""
        public_id = ids.read_id(self.cleaned_data["number"])
        case = self._find(public_id) if public_id else None
        if case is None:
            raise forms.ValidationError(_("There is no case with this number that you can read. Please look again."))
        return case
