"""The shape of what people send about law and policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from goodcatch.people.forms import UnitField, UnitsForm
from goodcatch.standards.terms import LawPack
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.widgets import Cards


def languages() -> list[tuple[str, str]]:
    """Give every language that the house knows by name, each in its own words."""
    named = [(code, str(info["name_local"])) for code, info in LANG_INFO.items() if "name_local" in info]
    return sorted(named, key=lambda each: each[1].casefold())


class AdoptForm(UnitsForm):
    """Which law a unit follows."""

    unit = UnitField(
        label=_("Legal entity"), help_text=_("Units below it follow the same, unless they have their own.")
    )

    def __init__(self, *args: Any, packs: Iterable[LawPack], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(packs)
        self.fields["pack"] = forms.ChoiceField(
            label=_("Law"),
            choices=[(pack.key, pack.name) for pack in offered],
            widget=Cards(hints={pack.key: pack.scope for pack in offered}),
        )

    def chosen(self) -> dict[str, Any]:
        """Give what was chosen, as `adopt_law_pack` takes it."""
        code, _dot, edition = self.cleaned_data["pack"].rpartition(".")
        return {"unit": self.cleaned_data["unit"], "code": code, "edition": int(edition)}


class SignForm(DeedForm):
    """What the house promises, in a language in which it stands already."""

    statement = forms.CharField(
        label=_("What you promise those who speak up"),
        help_text=_("A few sentences in your own words; they stand above every channel."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    text = forms.CharField(
        label=_("The policy"),
        required=False,
        help_text=_("Who is protected and how, what happens with a report, whom to turn to. Blank lines stay."),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SignNewForm(SignForm):
    """The same, in a language in which nothing was promised yet."""

    field_order = ("language",)

    def __init__(self, *args: Any, without: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signed = set(without)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=[each for each in languages() if each[0] not in signed]
        )
        self.order_fields(self.field_order)
