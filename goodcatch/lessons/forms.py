"""The shape of a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from goodcatch.actions.models import Action
from goodcatch.lessons import terms
from goodcatch.lessons.services import Draft
from goodcatch.people.models import Unit
from goodcatch.ui.forms import LONGEST_TEXT, DeedForm


def _text(label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=hint, required=required, widget=widget, max_length=LONGEST_TEXT)


class LessonForm(DeedForm):
    """What a lesson says."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("What did we learn, in one sentence?"),
        max_length=200,
        help_text=_("‘When three crews invent the same workaround, the workaround is the report.’"),
    )
    text = _text(
        _("What others can use"), _("Without names: roles and conditions, so that it holds elsewhere."), required=True
    )
    before = _text(_("How it was done before"))
    after = _text(_("How it is done now"))
    applies_where = _text(_("Where it applies"))
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Up to eight, with commas between."))

    def draft(self) -> Draft:
        """Give what was written, as the verb takes it."""
        names = ("title", "text", "before", "after", "applies_where")
        words = tuple(word for word in self.cleaned_data["tags"].split(",") if word.strip())
        return Draft(**{name: self.cleaned_data[name] for name in names}, tags=words)


class BehindForm(DeedForm):
    """An action that stands behind the lesson."""

    action = forms.ModelChoiceField(label=_("Which action?"), queryset=Action.objects.none(), to_field_name="public_id")

    def __init__(self, *args: Any, actions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].queryset = actions  # type: ignore[attr-defined]


class ShareForm(DeedForm):
    """With whom a copy is shared, of the units that are wide enough."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(
        label=_("Who reads it then"), queryset=Unit.objects.none(), to_field_name="public_id", empty_label=None
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        field.choices = [(unit.public_id, _those_of(unit)) for unit in units]


def _those_of(unit: Unit) -> str:
    if unit.parent_id is None:
        return _now("everyone inside")
    return _now("%(unit)s, those who lead above, and those who triage and facilitate there") % {"unit": unit.name}


class RetireForm(DeedForm):
    """Why a lesson no longer holds."""

    reason = _text(_("Why does it no longer hold?"), required=True)


class FindForm(forms.Form):
    """Find lessons by words and tag."""

    words = forms.CharField(label=_("Words"), required=False, max_length=200)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    maturity = forms.ChoiceField(label=_("How far it has come"), required=False)

    def __init__(self, *args: Any, tags: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].choices = [("", _("any")), *((tag, tag) for tag in tags)]  # type: ignore[attr-defined]
        self.fields["maturity"].choices = [("", _("all that hold")), *terms.Maturity.choices]  # type: ignore[attr-defined]
