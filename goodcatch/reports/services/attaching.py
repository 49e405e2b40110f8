"""Files beside what is told and written: kept sealed, what is known of them among the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from goodcatch.files import services as files
from goodcatch.files.services import Examined
from goodcatch.files.terms import KINDS, About
from goodcatch.kernel.refs import Ref
from goodcatch.reports import words
from goodcatch.reports.models import Draft, Report
from goodcatch.reports.services.setting_aside import take_from_aside
from goodcatch.reports.terms import Aside
from goodcatch.vault.terms import DataKeys, Side


def attach(  # each is a part of what is attached
    report: Report,
    examined: Sequence[Examined],
    keys: DataKeys | None,
    *,
    beside: int = 0,
    side: Side = Side.REPORTER,
    already: int = 0,
    aside: Aside | None = None,
) -> None:
    """Keep files beside a message, or beside what was told (0); for verbs that hold the report.

    First those that were set aside, which go on to the report. On a sealed channel, what a reporter sent is kept beside
    its cleaned copy; everywhere else the cleaned copy alone. Raises RuleBroken where there are too many, or what was
    set aside is gone, and Locked.
    """
    if not examined and aside is None:
        return
    key = words.files_key(report, keys)
    original = key if side == Side.REPORTER and report.channel.sealed else None
    abouts = [] if aside is None else take_from_aside(aside, to=report.ref, under=key)
    abouts += [files.keep(examined=each, owner=report.ref, key=key, original_key=original) for each in examined]
    for place, about in enumerate(abouts, start=already):
        shown = _unnamed(about, beside, place) if side == Side.REPORTER and _keeps_no_names(report) else about
        words.write_file(report, beside, place, shown, keys, side=side)
    if not report.channel.sealed and not report.has_files:
        report.has_files = True
        report.save(update_fields=["has_files"])


def _keeps_no_names(report: Report) -> bool:
    """Names of files may hold the second at which a picture was taken: of an anonymous reporter none is kept."""
    return report.anonymous and not report.channel.sealed


def _unnamed(about: About, beside: int, place: int) -> About:
    ending = PurePosixPath(about.shown.name).suffix
    name = f"{KINDS[about.kind]} {place + 1}{ending}"
    if beside:
        name = _("message %(number)s, %(name)s") % {"number": beside, "name": name}
    return replace(about, shown=replace(about.shown, name=name))


def keep_in_draft(draft: Draft, examined: Sequence[Examined], private: bytes) -> tuple[About, ...]:
    """Keep files with a draft, so that only its receipt opens them; give what is to be sealed of them."""
    key = _draft_key(private)
    return tuple(files.keep(examined=each, owner=draft.ref, key=key, original_key=key) for each in examined)


def hand_on(draft: Draft, report: Report, abouts: Sequence[About], private: bytes, keys: DataKeys) -> None:
    """Let the files of a draft be the report's."""
    for place, about in enumerate(abouts):
        for copy in about.copies:
            files.hand_on(stored=copy.stored, owner=draft.ref, key=_draft_key(private), to=report.ref, under=keys.files)
        words.write_file(report, 0, place, about, keys, side=Side.REPORTER)


def let_go(owner: Ref) -> None:
    """Remove the files of a draft that is gone."""
    files.purge(owner=owner)


def _draft_key(private: bytes) -> bytes:
    return blake2b(b"", key=private, digest_size=32, person=b"goodcatch drafts").digest()
