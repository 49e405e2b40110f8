"""Forms that keep what was typed, do each deed once, and say in a sentence what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from goodcatch.kernel import deeds
from goodcatch.kernel.errors import AlreadyDone, ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.ui.widgets import DayInput, MomentInput


class Renderer(TemplatesSetting):
    """Draws forms and fields with the house's own templates."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class HasRef(Protocol):
    """A thing with a public reference; what verbs give back."""

    @property
    def ref(self) -> Ref: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a deed was done to; `repeated` where the same form had been sent before."""

    ref: Ref
    repeated: bool = False


LONGEST_TEXT = 50_000
"""Characters of one field for text: more than anybody writes at once, and quickly looked through."""

FIRST_YEAR, LAST_YEAR = 1800, 2999
"""Days outside these years are slips of the finger; at the very ends of the calendar no zone can be reckoned."""


def _plausible(value: date) -> None:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise forms.ValidationError(
            _("No year of ours: one from %(first)s to %(last)s would be right.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[_plausible], **kwargs)


class MomentField(forms.DateTimeField):
    """An instant to the minute, read in the reader's zone, which stands beside the input."""

    widget = MomentInput

    def __init__(self, *, help_text: str | Promise = "", **kwargs: Any) -> None:
        words = format_lazy("{} {}", help_text, _zone_words())
        super().__init__(help_text=words, validators=[_plausible], **kwargs)


def _zone() -> str:
    return _("Time in %(zone)s.") % {"zone": timezone.get_current_timezone_name()}


_zone_words = lazy(_zone, str)


class Asking(forms.BaseForm):
    """A form that says what a field needs where it was left empty, in the words of the house."""

    def full_clean(self) -> None:
        """Clean as any form does, after every field that a form adds for itself is there."""
        for field in self.fields.values():
            if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _needed(field)
        super().full_clean()


def _needed(field: forms.Field) -> str:
    if isinstance(field, forms.MultipleChoiceField):
        return _("Choose at least one.")
    if isinstance(field, forms.ChoiceField):
        return _("Choose one.")
    if isinstance(field, forms.DateField | forms.DateTimeField):
        return _("Choose a day.")
    if isinstance(field, forms.BooleanField):
        return _("Tick this to go on.")
    return _("This was left empty, and is needed.")


class DeedForm(Asking, forms.Form):
    """A form for one verb. It carries a nonce, unique in the record: sent twice, it is one deed.

    For things that people edit, pass `version` as initial data: the verb is given it back and raises
    ChangedMeanwhile if somebody saved first; `theirs` then holds the other text for the page to show.
    """

    nonce = forms.CharField(widget=forms.HiddenInput, max_length=48, required=False)
    theirs: dict[str, str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nonce"].initial = deeds.new_nonce
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = _("choose one") if field.required else "—"

    def words(self) -> dict[str, Any]:
        """Give what was typed, by field: all but the nonce."""
        return {name: value for name, value in self.cleaned_data.items() if name != "nonce"}

    def perform(self, verb: Callable[..., HasRef], **arguments: Any) -> Outcome | None:
        """Do the verb as the deed of this form. None where a rule stands against it: the form then says which."""
        nonce = self.cleaned_data.get("nonce") or None
        try:
            with deeds.deed(nonce):
                return Outcome(verb(**arguments).ref)
        except AlreadyDone as done:
            return Outcome(done.ref, repeated=True)
        except RuleBroken as broken:
            earlier = _earlier_deed(nonce)  # the second of two copies often meets a rule before it meets the record
            if earlier:
                return Outcome(earlier, repeated=True)
            if isinstance(broken, ChangedMeanwhile):
                self._show_both(broken)
                return None
            self.add_error(broken.field if broken.field in self.fields else None, broken.sentence)
        return None

    def repeated(self) -> Outcome | None:
        """Give what this form was done to, if it was sent before: a second copy may no longer fit the page."""
        earlier = _earlier_deed(self.cleaned_data.get("nonce") or None) if self.is_bound else None
        return Outcome(earlier, repeated=True) if earlier else None

    def is_second_copy(self) -> bool:
        """Tell whether this form was sent before: for pages of which what they show goes with the first copy."""
        return self.is_bound and self.is_valid() and self.repeated() is not None

    def _show_both(self, changed: ChangedMeanwhile) -> None:
        self.theirs = changed.theirs
        self.add_error(None, changed.sentence)
        if "version" in self.fields:
            self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict by now, which copies
            self.data[self.add_prefix("version")] = str(changed.version)  # type: ignore[index]


def _earlier_deed(nonce: str | None) -> Ref | None:
    find: Callable[[str], Ref | None] = import_string(import_string("config.house.EARLIER_DEED"))
    return find(nonce) if nonce else None
