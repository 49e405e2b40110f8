"""Verbs of drafts on sealed channels: saved to whoever writes them alone, dropped, forgotten after 30 days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.files.services import Examined
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.reports.models import Draft, ReporterKey
from goodcatch.reports.services.attaching import keep_in_draft, let_go
from goodcatch.reports.services.speaking import today
from goodcatch.reports.terms import DRAFTS_LAST, Unsent
from goodcatch.vault import services as vault


@transaction.atomic
def save_draft(*, key: ReporterKey, unsent: Unsent, private: bytes = b"", files: Sequence[Examined] = ()) -> Draft:
    """Keep what is written so far, sealed to whoever writes it; new files with it, under their `private` half.

    Raises RuleBroken, and AlreadyDone once it was sent.
    """
    draft = draft_of(locked_key(key))
    kept = replace(unsent, files=(*unsent.files, *keep_in_draft(draft, files, private)))
    vault.put_draft(public=bytes(key.public), thing=draft.ref, text=kept.to_bytes())
    draft.saved_on, draft.written = today(), True
    draft.save(update_fields=["saved_on", "written"])
    return draft


@transaction.atomic
def drop_draft(*, key: ReporterKey) -> None:
    """Throw a draft away, with its receipt. Raises AlreadyDone once it was sent."""
    current = locked_key(key)
    forget(current, draft_of(current))


@transaction.atomic
def forget_drafts() -> int:
    """Forget drafts that were last saved more than 30 days ago; give how many. No reader ever knew of one."""
    old = ReporterKey.objects.select_for_update(of=("self",)).filter(draft__saved_on__lt=today() - DRAFTS_LAST)
    found = list(old.select_related("draft"))
    for key in found:
        forget(key, draft_of(key))
    return len(found)


def forget(key: ReporterKey, draft: Draft) -> None:
    """Delete a draft with its receipt."""
    key.delete()
    clear(draft)


def clear(draft: Draft) -> None:
    """Delete a draft, what it sealed first."""
    if draft.written:
        vault.shred(thing=draft.ref)
        let_go(draft.ref)
    draft.delete()


def locked_key(key: ReporterKey) -> ReporterKey:
    """Give the receipt's row as it stands now, held until the deed is done. Raises RuleBroken where it is gone.

    It is read once more when it is held: what it was joined with while this one waited may be of an earlier moment.
    """
    held = ReporterKey.objects.select_for_update().filter(pk=key.pk).values_list("pk", flat=True).first()
    found = ReporterKey.objects.select_related("draft__channel__unit", "report__channel__unit")
    current = found.filter(pk=key.pk).first() if held else None
    if current is None:
        raise RuleBroken(_("This opens nothing any more: the receipt was changed, or the draft is gone."))
    return current


def draft_of(key: ReporterKey) -> Draft:
    """Give the draft that this receipt opens. Raises AlreadyDone where it has been sent."""
    if key.draft is None:
        assert key.report is not None  # noqa: S101  # the database keeps one of both
        raise AlreadyDone(key.report.ref)
    return key.draft
