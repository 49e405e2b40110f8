"""A source has changed: what nobody edited follows it, of what somebody edited a proposed change waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.actions import queries as action_queries
from goodcatch.actions import services as actions
from goodcatch.actions.services import ActionDraft
from goodcatch.cases import services as cases
from goodcatch.cases.services import CaseDraft
from goodcatch.exchange.arranging import Draft, Piece, words_of
from goodcatch.exchange.models import ImportedPart, ProposedChange, Source, SourceVersion
from goodcatch.exchange.readers import Document, NotAPostmortem, Unreadable, diff, read
from goodcatch.exchange.standing import READING, standing
from goodcatch.exchange.terms import Decision, Status, Target
from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.reviews import services as reviews
from goodcatch.reviews.services import Followed

REVIEWED = {Target.ENTRY, Target.FACTOR, Target.FINDING}


@dataclass(slots=True)
class _Plan:
    """What is to be done, piece by piece, in the order of the source."""

    rows: list[tuple[Piece, ImportedPart, bool]] = field(default_factory=list)
    gone: list[ImportedPart] = field(default_factory=list)
    proposed: list[ProposedChange] = field(default_factory=list)


@transaction.atomic
def follow(*, by: Person | System, source: Source, document: Document, pieces: Sequence[Piece]) -> Status:
    """Let the matter, its review and its actions follow the document; say whether anything waits for a decision.

    Called by `import_source`, inside its transaction and its entry.
    """
    renamed = _renamed(source, document)
    before = {part.key: part for part in ImportedPart.objects.select_for_update().filter(source=source, gone_at=None)}
    now = standing(source)
    plan = _Plan()
    for piece in pieces:
        was = before.get(renamed.get(piece.key, piece.key))
        if was is not None and was.target == piece.target:
            del before[was.key]
            plan.rows.append((piece, was, _follows(plan, piece, was, now)))
        else:
            fresh = ImportedPart(source=source, target=piece.target, digest=piece.digest)
            plan.rows.append((piece, fresh, True))
    for part in before.values():
        _let_go(plan, part, now)
    _perform(by, source, plan)
    _store(plan)
    return Status.PROPOSED if plan.proposed else Status.UPDATED


def _renamed(source: Source, document: Document) -> dict[str, str]:
    """New key → the key that the part had when its words were others."""
    last = SourceVersion.objects.filter(source=source).order_by("-number").first()
    try:
        changes = diff(read(bytes(last.body), name=last.name), document) if last else []
    except (Unreadable, NotAPostmortem):  # by a later edition of the reader
        return {}
    return {change.new.key: change.old.key for change in changes if change.old and change.new}


def _follows(plan: _Plan, piece: Piece, was: ImportedPart, now: Mapping[str, tuple[Draft, str]]) -> bool:
    """Tell whether the thing follows this piece; where somebody edited it, let the change wait."""
    digest, (draft, state) = piece.digest, now.get(was.target_id, (None, ""))
    if digest == was.said:
        return False
    was.said = digest
    _overtake(was)
    if state == was.digest and state != digest:
        was.digest = digest
        return True
    if state == digest:
        was.digest = digest
    else:
        _propose(plan, was, draft, words_of(piece.draft))
    return False


def _let_go(plan: _Plan, part: ImportedPart, now: Mapping[str, tuple[Draft, str]]) -> None:
    """A part that the source no longer has goes, unless somebody edited what it became."""
    draft, state = now.get(part.target_id, (None, ""))
    waits_for_removal = part.said == ""
    if waits_for_removal:
        return
    _overtake(part)
    if draft is None or state == part.digest:
        plan.gone.append(part)
    else:
        part.said = ""
        part.save(update_fields=["said"])
        _propose(plan, part, draft, "", removal=True)


def _propose(plan: _Plan, part: ImportedPart, draft: Draft | None, new: str, *, removal: bool = False) -> None:
    old = words_of(draft) if draft is not None else ""
    plan.proposed.append(
        ProposedChange(source=part.source, part=part, old=old, new=new, removal=removal, at=clock.now())
    )


def _overtake(part: ImportedPart) -> None:
    waiting = ProposedChange.objects.filter(part=part, decided_at=None)
    waiting.update(decision=Decision.OVERTAKEN, decided_at=clock.now())


def _perform(by: Person | System, source: Source, plan: _Plan) -> None:
    """Hand each room what follows there."""
    told = [(piece, part, follows) for piece, part, follows in plan.rows if piece.target in REVIEWED]
    parts = [
        Followed(_review_draft(piece) if follows else None, part.target_id, order)
        for order, (piece, part, follows) in enumerate(told, 1)
    ]
    gone = [part.target_id for part in plan.gone if part.target in REVIEWED]
    title = source.review.title
    for piece, part, follows in plan.rows:
        if isinstance(piece.draft, CaseDraft):
            title = piece.draft.title
            if follows:
                cases.follow_source(by=by, case=source.case, draft=piece.draft)
        elif isinstance(piece.draft, ActionDraft) and follows:
            _follow_action(by, source, part, piece.draft)
    for part in plan.gone:
        if part.target == Target.ACTION:
            drop_action(by, part)
    ids = reviews.follow_source(by=by, review=source.review, title=title, parts=parts, gone=gone)
    for (_piece, part, _follows), public_id in zip(told, ids, strict=True):
        part.target_id = public_id


def _review_draft(piece: Piece) -> reviews.PartDraft:
    if isinstance(piece.draft, CaseDraft | ActionDraft):
        raise TypeError("not a part of a review")
    return piece.draft


def _follow_action(by: Person | System, source: Source, part: ImportedPart, draft: ActionDraft) -> None:
    action = action_queries.action_for(viewer=READING, public_id=part.target_id) if part.target_id else None
    if action is not None:
        actions.follow_source(by=by, action=action, draft=draft)
        return
    made = actions.bring_in(by=by, case=source.case, review=source.review, drafts=[draft])
    part.target_id = made[0].public_id


def drop_action(actor: Person | System, part: ImportedPart) -> None:
    """Let an action end that the source no longer names: declined, with that as the reason.

    What is in place stays: it was done, whatever the source has to say of it now.
    """
    action = action_queries.action_for(viewer=READING, public_id=part.target_id)
    if action is not None and action.declined_at is None and action.in_place_at is None:
        actions.decline_action(by=actor, action=action, reason=_("The source it came from no longer names it."))


def _store(plan: _Plan) -> None:
    for part in plan.gone:
        part.gone_at = clock.now()
    ImportedPart.objects.bulk_update(plan.gone, ["gone_at"])
    fresh: list[ImportedPart] = []
    kept: list[ImportedPart] = []
    for piece, part, _follows in plan.rows:
        part.key, part.kind, part.said = piece.key, piece.kind, piece.digest
        (kept if part.pk else fresh).append(part)
    for part in kept:  # out of the way first: two parts may have changed keys with each other
        ImportedPart.objects.filter(pk=part.pk).update(key=f"was-{part.pk}")
    ImportedPart.objects.bulk_update(kept, ["key", "kind", "said", "digest"], batch_size=100)
    ImportedPart.objects.bulk_create(fresh)
    ProposedChange.objects.bulk_create(plan.proposed)
