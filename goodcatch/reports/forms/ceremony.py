"""The receipt on a sealed channel: shown before anything is written, two of its words typed back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from goodcatch.reports import tokens
from goodcatch.reports.forms.outside import UNCHECKED, Words
from goodcatch.reports.receipts import Receipt, new_receipt
from goodcatch.reports.receipts.codec import ROWS, WORDS
from goodcatch.ui.forms import Asking

_GROUP = 4
"""Digits of the last group of a row, as it is shown."""


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """A receipt that a page shows, and which two of its words (or rows) are to be typed back. Kept nowhere."""

    receipt: Receipt
    words: tuple[int, int]
    rows: tuple[int, int]

    def token(self, bound_to: str) -> str:
        """Give it as the page carries it: sealed, for an hour, for one channel or report."""
        return tokens.seal(
            tokens.OFFERED,
            to=bound_to,
            look_up=self.receipt.look_up.hex(),
            secret=self.receipt.secret.hex(),
            asked=" ".join(map(str, (*self.words, *self.rows))),
        )

    def is_right(self, which: int, typed: str) -> bool:
        """Tell whether this is the word asked for, or the last digits of the row beside it."""
        plain = "".join(c for c in typed.lower() if c.isalnum())
        word = self.receipt.words[self.words[which] - 1].replace("-", "")
        return plain in {word, self.receipt.rows[self.rows[which] - 1][-_GROUP:]}


def new_offer() -> Offer:
    """Draw a receipt, and what is asked of it."""
    dice = secrets.SystemRandom()
    first, second = sorted(dice.sample(range(1, WORDS + 1), 2))
    row, other = sorted(dice.sample(range(1, ROWS + 1), 2))
    return Offer(new_receipt(), (first, second), (row, other))


def offer_in(token: str, bound_to: str) -> Offer | None:
    """Give the offer that a page carried; None where it is stale, not ours, or belongs elsewhere."""
    held = tokens.unseal(tokens.OFFERED, token)
    if held is None or held["to"] != bound_to:
        return None
    first, second, row, other = map(int, held["asked"].split())
    receipt = Receipt(bytes.fromhex(held["look_up"]), bytes.fromhex(held["secret"]))
    return Offer(receipt, (first, second), (row, other))


class TwoWordsForm(Asking, forms.Form):
    """Two of the ten words, typed back; the receipt itself comes along, sealed.

    A stale page shows another receipt, and says so: nothing was written yet that could be lost.
    """

    offered = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)
    first = Words(widget=forms.TextInput(attrs=UNCHECKED), max_length=60)
    second = Words(widget=forms.TextInput(attrs=UNCHECKED), max_length=60)

    def __init__(self, *args: Any, bound_to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        carried = offer_in(str(self.data.get("offered", "")), bound_to) if self.is_bound else None
        self.is_stale = self.is_bound and carried is None
        self.offer = carried or new_offer()
        token = self.offer.token(bound_to) if carried is None else str(self.data["offered"])
        self.fields["offered"].initial = token
        if self.is_stale:
            self.data = {"offered": token}
        for which, name in enumerate(("first", "second")):
            field = self.fields[name]
            field.label = _("Word %(number)s") % {"number": self.offer.words[which]}
            field.help_text = _("Or the last four digits of row %(row)s.") % {"row": self.offer.rows[which]}

    def clean(self) -> None:
        super().clean()
        if self.is_stale:
            self.errors.clear()
            raise forms.ValidationError(
                _("This page had been open for long, so it shows another receipt now. Write this one down instead.")
            )
        for which, name in enumerate(("first", "second")):
            if name in self.cleaned_data and not self.offer.is_right(which, self.cleaned_data[name]):
                self.add_error(name, _("It says something else above. Compare it with what you wrote down."))
