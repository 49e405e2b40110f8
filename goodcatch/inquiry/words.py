"""The sealed file of an inquiry: leaves, numbered from 1, each in an envelope of its own.

Not even what kind of leaf it is stands outside. All lie under the key of notes, which readers alone hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.terms import Kind, Leaf
from goodcatch.kernel import clock
from goodcatch.kernel.errors import Refused
from goodcatch.kernel.refs import Actor, Ref
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys, Side

_LEAF = "leaf"


def read(inquiry: Inquiry, keys: DataKeys) -> list[Leaf]:
    """Give all leaves in their order. Raises Refused where one was altered, swapped or taken out."""
    rows = vault.take_all(keys=keys, thing=inquiry.ref, kind=_LEAF)
    if list(rows) != list(range(1, inquiry.leaves + 1)):
        raise Refused(
            _("A leaf of this inquiry is missing, or was put in. It stays shut."), thing=inquiry.ref, what="leaves"
        )
    return [_leaf(number, raw) for number, (_side, raw) in rows.items()]


def first(keys: Mapping[Ref, DataKeys]) -> dict[Ref, Leaf]:
    """Give the opening of many inquiries, in one query: for a list. Raises Refused."""
    return {ref: _leaf(1, raw) for ref, raw in vault.take_many(keys=keys, kind=_LEAF, number=1).items()}


def add(inquiry: Inquiry, kind: Kind, said: Mapping[str, Any], *, by: Actor, keys: DataKeys) -> int:
    """Add a leaf to an inquiry whose row the caller holds; give its number."""
    number = inquiry.leaves + 1
    plain = {"kind": str(kind), "on": clock.today().isoformat(), "by": by.ref.id, "said": said}
    text = json.dumps(plain, ensure_ascii=False).encode()
    vault.put(keys=keys, thing=inquiry.ref, kind=_LEAF, number=number, side=Side.NOTES, text=text)
    inquiry.leaves = number
    inquiry.save(update_fields=["leaves"])
    return number


def of(leaves: Iterable[Leaf], kind: Kind) -> list[Leaf]:
    """Give the leaves of one kind."""
    return [leaf for leaf in leaves if leaf.kind == kind]


def _leaf(number: int, raw: bytes) -> Leaf:
    plain = json.loads(raw)
    return Leaf(number, Kind(plain["kind"]), date.fromisoformat(plain["on"]), plain["by"], plain["said"])
