"""Reads of whoever holds a receipt: the draft or report it opens, and what lies sealed in it."""

from __future__ import annotations

from django.db.models import BigIntegerField, CharField

from goodcatch.kernel.ready import Gap, Ready
from goodcatch.kernel.refs import Public
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import Reporter
from goodcatch.reports import proofs, words
from goodcatch.reports.models import Report, ReporterKey, Slip
from goodcatch.reports.receipts import Receipt
from goodcatch.reports.terms import Unsent
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys


def key_with(viewer: Public, public_id: str, public: bytes) -> ReporterKey | None:  # noqa: ARG001  # a cookie names it
    """Give the key that a reporter's cookie names, while its pair is still the same: not once a receipt was changed."""
    found = ReporterKey.objects.select_related("draft__channel__unit", "report__channel__unit")
    key = found.filter(public_id=public_id).first()
    return key if key and bytes(key.public) == public else None


def unsent(viewer: Public, key: ReporterKey, private: bytes) -> Unsent:  # noqa: ARG001  # whoever holds the private half
    """Give what a draft holds so far; nothing before its first saving."""
    if key.draft is None or not key.draft.written:
        return Unsent()
    raw = vault.take_draft(private=private, thing=key.draft.ref)
    return Unsent.from_bytes(raw) if raw else Unsent()


def data_keys(viewer: Reporter, report: Report, private: bytes) -> DataKeys | None:  # noqa: ARG001  # likewise
    """Give a reporter's keys to their sealed report; None for a report of an open channel."""
    return vault.keys_of_reporter(private=private, thing=report.ref) if report.channel.sealed else None


def files_key(viewer: Viewer, report: Report, keys: DataKeys | None) -> bytes:  # noqa: ARG001  # who may was asked
    """Give the key under which the files of a report lie, for whoever was given its keys. Raises Locked."""
    return words.files_key(report, keys)


def words_as_told(viewer: Reporter, report: Report, keys: DataKeys) -> bytes:  # noqa: ARG001  # likewise
    """Give what was told on a sealed channel, byte by byte as it was sealed: what its proof stands for."""
    return words.read(report, keys).told.to_bytes()


def opens_something(viewer: Viewer, receipt: Receipt) -> bool:  # noqa: ARG001  # whoever has the receipt
    """Tell whether a sealed report or a draft is kept under this receipt, by its look-up id alone."""
    return ReporterKey.objects.filter(look_up=proofs.hashed_look_up(receipt)).exists()


def has_slip(viewer: Reporter, report: Report) -> bool:
    """Tell whether a receipt was taken for this report."""
    return _SLIP.first(report=report.pk, public_id=viewer.report) is not None


_SLIP = Ready(
    lambda: Slip.objects.filter(
        report=Gap("report", BigIntegerField()), report__public_id=Gap("public_id", CharField())
    ).values_list("pk", flat=True)
)
