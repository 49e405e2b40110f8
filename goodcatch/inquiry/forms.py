"""The shape of what an inquiry is told. No field is ever checked for its wording here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodcatch.files.forms import FilesField
from goodcatch.inquiry.queries import Bridge, Opened
from goodcatch.inquiry.terms import Source, Standard, Verdict
from goodcatch.people.forms import UnitField, UnitsForm
from goodcatch.people.models import Person
from goodcatch.reports.models import Report
from goodcatch.reviews.terms import Form as ReviewForm
from goodcatch.ui.forms import LONGEST_TEXT, DayField, DeedForm
from goodcatch.ui.widgets import Cards, CheckCards

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
_LINE = 200


def _text(label: Words, help_text: Words = "", *, required: bool = True, rows: int = 6) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=LONGEST_TEXT, widget=area)


def _line(label: Words, help_text: Words = "", *, required: bool = True) -> forms.CharField:
    line = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=_LINE, widget=line)


def _people(form: forms.Form, name: str, people: Iterable[Person]) -> None:
    ids = [person.pk for person in people]
    form.fields[name].queryset = Person.objects.filter(pk__in=ids).order_by("name", "pk")  # type: ignore[attr-defined]


def _persons(form: forms.Form, name: str, file: Opened | None) -> list[tuple[str, str]]:
    """Give whom it concerns, to choose from; while keys are locked, what was chosen, by number alone."""
    if file is not None:
        return [(str(leaf.number), str(leaf.said["name"])) for leaf in file.persons]
    chosen = form.data.getlist(name) if isinstance(form.data, QueryDict) else []
    return [(each, gettext("no. %(number)s") % {"number": each}) for each in chosen if each.isdecimal()]


class OpenForm(DeedForm):
    """Open an inquiry."""

    title = _line(_("Title"), _("Without a verdict in it: ‘Orders in the spring’, not ‘Fraud by …’."))
    matter = _text(_("What is to be found out?"))
    report = forms.ChoiceField(
        label=_("The report it comes from"),
        required=False,
        help_text=_("Only the sealed file says which one. A mistake of somebody’s own leads to no inquiry."),
    )
    inquirers = forms.ModelMultipleChoiceField(
        label=_("Who inquires besides you"),
        queryset=Person.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=CheckCards,
        help_text=_("Nobody whom it could concern. They read on this channel, and the report it comes from."),
    )

    def __init__(self, *args: Any, people: Iterable[Person], reports: Sequence[Report], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _people(self, "inquirers", people)
        found = [(each.public_id, f"{each.public_id} · {each.day}") for each in reports]
        self.fields["report"].choices = [("", _("none")), *found]  # type: ignore[attr-defined]


class ConcernedForm(DeedForm):
    """Name somebody whom it concerns."""

    name = _line(_("Whom does it concern?"), _("Presumed innocent. ‘Not known yet’ is an answer."))
    part = _line(_("What they do"), required=False)


class AllegeForm(DeedForm):
    """Say what is alleged."""

    text = _text(_("What is alleged?"), _("What, when, where; as an allegation, not as a fact."))
    persons = forms.TypedMultipleChoiceField(
        label=_("About whom?"), coerce=int, widget=CheckCards, help_text=_("Each gets a finding of their own.")
    )

    def __init__(self, *args: Any, file: Opened | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = _persons(self, "persons", file)  # type: ignore[attr-defined]


class PlanForm(DeedForm):
    """Settle the plan."""

    standard = forms.ChoiceField(
        label=_("How sure must a finding be?"),
        choices=Standard.choices,
        widget=Cards,
        help_text=_("The same for everything found here. It cannot be changed afterwards."),
    )
    bounds = _text(_("What is looked into, and what is not?"))


class StepForm(DeedForm):
    """Add a step."""

    text = _text(_("What is to be done?"), rows=3)
    due = DayField(label=_("By when"), required=False)


class InviteForm(DeedForm):
    """Invite somebody to an interview."""

    whom = _line(_("Who is invited?"))
    person = forms.ChoiceField(label=_("Is it one of those whom it concerns?"), required=False)
    when = _line(_("When"), _("Day, time and how long, as it is to stand in the invitation."))
    where = _line(_("Where"))
    second = forms.ModelChoiceField(
        label=_("Second interviewer"), queryset=Person.objects.none(), to_field_name="public_id", required=False
    )

    def __init__(self, *args: Any, file: Opened | None, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _people(self, "second", people)
        nobody = ("", _("no, somebody who may know something"))
        self.fields["person"].choices = [nobody, *_persons(self, "person", file)]  # type: ignore[attr-defined]

    def clean_person(self) -> int:
        """Give the number of the person concerned; 0 for anybody else."""
        return int(self.cleaned_data["person"] or 0)


class RightsForm(DeedForm):
    """Note that rights were read."""

    on = DayField(label=_("On which day were they read?"))
    companion = _line(_("Who came along"), required=False)


class TextForm(DeedForm):
    """Write something."""

    text = _text(_("In your words"), rows=12)


class TranscriptForm(DeedForm):
    """Write the transcript, or another version with what was corrected."""

    text = _text(_("The transcript"), _("Every version is kept beside the others."), rows=16)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def clean_after(self) -> int:
        """Give how many versions there were."""
        return self.cleaned_data.get("after") or 0


class SignForm(DeedForm):
    """Note that the transcript was signed."""

    on = DayField(label=_("On which day did they sign?"))
    how = _text(
        _("How, and where is the paper?"),
        _("They sign on paper, in person; this is your word for it, and stands under your name."),
        rows=3,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def clean_version(self) -> int:
        """Give the version that was signed."""
        return self.cleaned_data.get("version") or 0


def _anew() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("It was gathered anew, for this inquiry"),
        help_text=_("Nothing that somebody told in a review, a brief, or of a mistake of their own is cited here."),
        required=False,
    )


class EvidenceForm(DeedForm):
    """Add evidence."""

    what = _text(_("What is it?"), _("Who gathered it, when, and where the original is kept."))
    source = forms.ChoiceField(label=_("Where does it come from?"), choices=Source.choices, widget=Cards)
    attached = FilesField(required=False, label=_("Pictures or documents"))
    anew = _anew()


class FindForm(DeedForm):
    """Find."""

    verdict = forms.ChoiceField(label=_("What is found?"), choices=Verdict.choices, widget=Cards)
    reasons = _text(_("Reasons, and the evidence they rest on"))
    unheard = _text(
        _("If they were not heard: why not"), _("Whoever it is about is heard first."), required=False, rows=3
    )


class CloseForm(DeedForm):
    """Close it."""

    memo = _text(_("Closing memo"), _("How you went about it, what was found, what follows, who is told what."))
    remedies = _text(
        _("What should change"),
        _("Sealed here. It goes on to a review and its actions as a text without anybody in it."),
        required=False,
    )


class ReopenForm(DeedForm):
    """Reopen it."""

    evidence = _text(_("What is new?"), _("Evidence that was not known when it was closed."))
    source = forms.ChoiceField(label=_("Where does it come from?"), choices=Source.choices, widget=Cards)
    anew = _anew()


class SomebodyForm(DeedForm):
    """Choose who inquires."""

    person = forms.ModelChoiceField(
        label=_("Who?"),
        queryset=Person.objects.none(),
        to_field_name="public_id",
        help_text=_("Somebody who reads on this channel, and whom it does not concern."),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _people(self, "person", people)


class HandOnForm(SomebodyForm):
    """Hand on."""

    reason = _text(_("Why"), rows=3)


class ReasonForm(DeedForm):
    """Say why."""

    reason = _text(_("Why"), rows=3)


class BridgeForm(DeedForm):
    """Write a de-identified text."""

    title = _line(_("Title"))
    text = _text(
        _("What made it possible"),
        _("No name, role that only one person has, date, place or number by which somebody is recognised."),
    )
    changes = _text(
        _("What should change"),
        _("One change a line. Each line can become a proposed action of the matter."),
        required=False,
        rows=3,
    )


class CarryForm(UnitsForm):
    """Carry a text over to a review."""

    unit = UnitField(
        label=_("For which unit"), help_text=_("The wider it is, the less it says of who. You may open matters there.")
    )
    form = forms.ChoiceField(label=_("Looked into as"), choices=ReviewForm.choices, widget=Cards)
    changes = forms.TypedMultipleChoiceField(
        label=_("Which lines become proposed actions?"),
        coerce=int,
        required=False,
        widget=CheckCards,
        help_text=_("Nobody is asked to own one yet."),
    )

    def __init__(self, *args: Any, bridge: Bridge | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = list(enumerate(bridge.changes)) if bridge else []
        if bridge is None and isinstance(self.data, QueryDict):  # locked: what was chosen, by number alone
            chosen = [each for each in self.data.getlist("changes") if each.isdecimal()]
            lines = [(int(each), gettext("no. %(number)s") % {"number": int(each) + 1}) for each in chosen]
        self.fields["changes"].choices = lines  # type: ignore[attr-defined]
        self.initial.setdefault("changes", [place for place, _line in lines])
        if not lines:
            del self.fields["changes"]
