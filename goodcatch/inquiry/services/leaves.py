"""What every verb of an inquiry does: hold its row, add a leaf, write the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.inquiry import rules, words
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.queries import Opened, opened
from goodcatch.inquiry.terms import Kind
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.vault.terms import DataKeys, Locked


@transaction.atomic
def held(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, closed: bool | None = False) -> Opened:
    """Hold the row of an inquiry, and give its file. `closed`: None where it does not matter. Raises RuleBroken."""
    rows = Inquiry.objects.select_for_update(of=("self",)).select_related("channel__unit", "audience")
    row = rows.filter(pk=inquiry.pk).first()
    if row is None:
        raise RuleBroken(_("This inquiry was deleted meanwhile: its time of keeping has ended."))
    rules.demand_inquirer(by, row)
    if keys is None:
        raise Locked
    if closed is False and row.closed_on:
        raise RuleBroken(_("This inquiry is closed. Talk of conduct is over, unless new evidence reopens it."))
    if closed and not row.closed_on:
        raise RuleBroken(_("This inquiry is open already."))
    return opened(by, row, keys)


@transaction.atomic
def written(  # what every verb says at its end
    *,
    file: Opened,
    kind: Kind,
    said: Mapping[str, Any],
    by: Person,
    keys: DataKeys | None,
    verb: str,
    hearers: Iterable[Hearer] = (),
) -> Inquiry:
    """Add the leaf of a verb, and write its entry into the record, which bears no word of it."""
    if keys is None:
        raise Locked
    words.add(file.inquiry, kind, said, by=by, keys=keys)
    record.write(by=by, verb=f"inquiry.{verb}", thing=file.inquiry.ref, hearers=hearers)
    return file.inquiry
