"""Files beside what is told and written: kept sealed, what is known of them among the words."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from goodcatch.files import services as files
from goodcatch.files.services import Examined
from goodcatch.files.terms import About, Copy
from goodcatch.kernel.refs import Ref
from goodcatch.reports import words
from goodcatch.reports.models import Draft, Report
from goodcatch.vault.terms import DataKeys, Side


def attach(
    report: Report,
    examined: Sequence[Examined],
    keys: DataKeys | None,
    *,
    beside: int = 0,
    side: Side = Side.REPORTER,
    already: int = 0,
) -> None:
    """Keep files beside a message, or beside what was told (0); for verbs that hold the report.

    What a reporter sent is kept beside its cleaned copy; of what handlers send, the cleaned copy alone. Raises
    RuleBroken where there are too many, and Locked.
    """
    if not examined:
        return
    key = words.files_key(report, keys)
    for place, each in enumerate(examined, start=already):
        original = key if side == Side.REPORTER else None
        about = files.keep(examined=each, owner=report.ref, key=key, original_key=original)
        words.write_file(report, beside, place, about, keys, side=side)


def keep_in_draft(draft: Draft, examined: Sequence[Examined], private: bytes) -> tuple[About, ...]:
    """Keep files with a draft, so that only its receipt opens them; give what is to be sealed of them."""
    key = _draft_key(private)
    return tuple(files.keep(examined=each, owner=draft.ref, key=key, original_key=key) for each in examined)


def hand_on(draft: Draft, report: Report, abouts: Sequence[About], private: bytes, keys: DataKeys) -> None:
    """Let the files of a draft be the report's."""
    for place, about in enumerate(abouts):
        for copy in _copies(about):
            files.hand_on(stored=copy.stored, owner=draft.ref, key=_draft_key(private), to=report.ref, under=keys.files)
        words.write_file(report, 0, place, about, keys, side=Side.REPORTER)


def let_go(owner: Ref) -> None:
    """Remove the files of a draft that is gone."""
    files.purge(owner=owner)


def _copies(about: About) -> list[Copy]:
    return [about.shown, about.original] if about.original else [about.shown]


def _draft_key(private: bytes) -> bytes:
    return blake2b(b"", key=private, digest_size=32, person=b"goodcatch drafts").digest()
