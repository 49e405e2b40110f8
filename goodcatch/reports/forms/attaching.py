"""What forms share that bring files: what was chosen is not lost where the form cannot be done yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.files.forms import FilesField, PhotoFirst
from goodcatch.files.terms import limits
from goodcatch.reports import tokens, words
from goodcatch.reports.terms import Aside


class BringingForm(forms.Form):
    """A form with files. Those of a form that came back are set aside, and sent with it the next time."""

    attached = FilesField(required=False, label=gettext_lazy("Photos or files"), widget=PhotoFirst)
    aside = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    drop = forms.BooleanField(
        required=False, help_text=gettext_lazy("What is kept goes along when you send. Tick this to leave it out.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names: list[str] = []
        self._drop = self.fields.pop("drop")
        self._drop.label = lazy(self._kept_words, str)()  # read when it is shown: files may have come meanwhile
        if self.is_bound and self.data.get(self.add_prefix("aside")):
            self._show_kept(self.held_aside())

    def held_aside(self) -> Aside | None:
        """Give where files of this form are set aside, if they are."""
        held = tokens.unseal(tokens.ASIDE, str(self.data.get(self.add_prefix("aside"), "")))
        return Aside(held["id"], held["secret"]) if held else None

    def clean(self) -> None:
        super().clean()
        aside = self.held_aside()
        kept = words.aside(aside) if aside else ()
        if self.cleaned_data.get("aside") and aside is None:
            self.carry(None)
            self.add_error("attached", _("The files that were kept for this form are gone. Choose them again."))
        came = self.cleaned_data.get("attached") or ()
        if len(came) + (0 if self.drops else len(kept)) > limits().at_once:
            self.add_error("attached", _("At most %(n)s files at once.") % {"n": limits().at_once})

    @property
    def drops(self) -> bool:
        """True where whoever fills it in does not want to send what is kept already."""
        return bool(self.cleaned_data.get("drop"))

    @property
    def keeps(self) -> bool:
        """True where files are set aside for this form."""
        return bool(self._names)

    def brought(self) -> dict[str, Any]:
        """Give the files as verbs take them: those that came now, and where the others are set aside."""
        return {"files": self.cleaned_data["attached"], "aside": None if self.drops else self.held_aside()}

    def carry(self, aside: Aside | None) -> None:
        """Let the form, as it comes back, say what is set aside, and bring it along the next time."""
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict by now, which copies
        sealed = tokens.seal(tokens.ASIDE, id=aside.id, secret=aside.secret) if aside else ""
        self.data[self.add_prefix("aside")] = sealed  # type: ignore[index]
        self.data.pop(self.add_prefix("drop"), None)  # type: ignore[attr-defined]
        self._show_kept(aside)

    def _show_kept(self, aside: Aside | None) -> None:
        self._names = [about.shown.name for about in words.aside(aside)] if aside else []
        self.fields.pop("drop", None)
        if self._names:
            self.fields["drop"] = self._drop
            order = [name for name in self.fields if name != "drop"]
            order.insert(order.index("attached") + 1, "drop")
            self.order_fields(order)

    def _kept_words(self) -> str:
        return _("Kept already: %(names)s") % {"names": ", ".join(self._names)}
