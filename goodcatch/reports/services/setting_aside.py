"""Setting files aside: what was chosen in a form that could not be done yet is there when the form is sent again.

Nobody but whoever holds the form reads it: what opens it stands in the form alone, sealed. It is in no list, count or
record, and goes after a day.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.files import queries as kept_files
from goodcatch.files import services as files
from goodcatch.files.services import Examined
from goodcatch.files.terms import About
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.reports import words
from goodcatch.reports.terms import ASIDE, ASIDE_LASTS, Aside
from goodcatch.vault import services as vault


@transaction.atomic
def set_aside(*, files_of_form: Sequence[Examined], aside: Aside | None = None, originals: bool = False) -> Aside:
    """Set files aside until their form is sent again, with those that were set aside before; give where.

    `originals`: whether what came is kept beside its cleaned copy. Raises RuleBroken where there are too many.
    """
    held = aside or Aside()
    key = held.keys.files
    for number, each in enumerate(files_of_form, start=len(words.aside(held))):
        original = key if originals else None
        words.write_aside(held, number, files.keep(examined=each, owner=held.ref, key=key, original_key=original))
    return held


def take_from_aside(aside: Aside, *, to: Ref, under: bytes) -> list[About]:
    """Let files that were set aside be those of `to`; for verbs that keep what is known of them. Raises RuleBroken."""
    found = words.aside(aside)
    if not found:
        raise RuleBroken(_("The files that were kept for this form are gone. Choose them again."), field="attached")
    for about in found:
        for copy in about.copies:
            files.hand_on(stored=copy.stored, owner=aside.ref, key=aside.keys.files, to=to, under=under)
    vault.shred(thing=aside.ref)
    return list(found)


@transaction.atomic
def drop_aside(*, aside: Aside) -> None:
    """Remove what was set aside: whoever chose it does not want to send it."""
    _drop(aside.ref)


@transaction.atomic
def forget_asides() -> int:
    """Forget what was set aside and never sent; give how much. Nobody but whoever chose it ever knew of it."""
    old = kept_files.owners_before(kind=ASIDE, day=clock.today() - ASIDE_LASTS)
    for thing in old:
        _drop(thing)
    return len(old)


def _drop(thing: Ref) -> None:
    vault.shred(thing=thing)
    files.purge(owner=thing)
