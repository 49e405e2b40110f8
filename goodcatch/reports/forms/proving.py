"""Checking a proof of reporting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.reports import certificates
from goodcatch.reports.forms.outside import UNCHECKED, Words
from goodcatch.ui.forms import Asking


class CheckForm(Asking, forms.Form):
    """A proof, as it stands in its file. Nothing is kept of it."""

    proof = Words(
        label=gettext_lazy("The proof"),
        help_text=gettext_lazy("Everything that stands in the file."),
        widget=forms.Textarea(attrs={**UNCHECKED, "rows": 9}),
        max_length=certificates.LONGEST,
    )

    def clean_proof(self) -> certificates.Certificate:
        """Read the proof, and look at its signature."""
        try:
            found = certificates.read(self.cleaned_data["proof"])
        except certificates.Unreadable:
            raise forms.ValidationError(_("This is no proof of reporting, or not all of it.")) from None
        if not found.is_signed():
            raise forms.ValidationError(_("The signature does not hold: something in it was changed."))
        return found
