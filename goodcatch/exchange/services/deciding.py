"""Decide about a change that waits: what the source says now is taken over, or what somebody wrote here stays."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.actions import queries as action_queries
from goodcatch.actions import services as actions
from goodcatch.actions.services import ActionDraft
from goodcatch.cases import services as cases
from goodcatch.cases.services import CaseDraft
from goodcatch.exchange import rules
from goodcatch.exchange.arranging import Draft, arranged
from goodcatch.exchange.models import ImportedPart, ProposedChange, Source, SourceVersion
from goodcatch.exchange.readers import read
from goodcatch.exchange.services.following import drop_action
from goodcatch.exchange.terms import Decision, Target
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.people.services.units import zone_of
from goodcatch.record import services as record
from goodcatch.reviews import services as reviews
from goodcatch.reviews.services import Followed


@transaction.atomic
def take_change(*, by: Person, change: ProposedChange) -> ProposedChange:
    """Take over what the source says now; what stood here is kept among its earlier texts. Raises RuleBroken."""
    row = _waiting(by, change)
    part = row.part
    if row.removal:
        _remove(by, row.source, part)
        part.gone_at = clock.now()
    else:
        draft, part.digest = _said_now(part)
        _apply(by, row.source, part, draft)
    part.save()
    return _decided(by, row, Decision.TAKEN, "exchange.take_change")


@transaction.atomic
def decline_change(*, by: Person, change: ProposedChange) -> ProposedChange:
    """Let what stands here stay; the next change of this part in the source asks again. Raises RuleBroken."""
    return _decided(by, _waiting(by, change), Decision.DECLINED, "exchange.decline_change")


def _waiting(by: Person, change: ProposedChange) -> ProposedChange:
    rows = ProposedChange.objects.select_for_update(of=("self",)).select_related(
        "part", "source__case__unit", "source__review", "source__unit"
    )
    row = rows.get(pk=change.pk)
    if not rules.may_decide(by, row.source):
        raise RuleBroken(_("Only those who look after this matter decide what is taken over. Ask one of them."))
    if row.decided_at:
        raise RuleBroken(_("This is decided already, or a later version of the source has overtaken it."))
    return row


def _decided(by: Person, row: ProposedChange, decision: Decision, verb: str) -> ProposedChange:
    row.decision, row.decided_at, row.decided_by = decision, clock.now(), by
    row.save(update_fields=["decision", "decided_at", "decided_by"])
    record.write(by=by, verb=verb, thing=row.ref, within=row.source.case.ref)
    return row


def _said_now(part: ImportedPart) -> tuple[Draft, str]:
    """What the newest version of the source says in this part."""
    last = SourceVersion.objects.filter(source=part.source).order_by("-number")[0]
    zone = zone_of(part.source.unit) or settings.TIME_ZONE
    pieces = arranged(read(bytes(last.body), name=last.name), zone=zone)
    piece = next((each for each in pieces if each.key == part.key), None)
    if piece is None:
        raise RuleBroken(_("The source no longer has this part. Import it again, and decide then."))
    return piece.draft, piece.digest


def _apply(by: Person, source: Source, part: ImportedPart, draft: Draft) -> None:
    if isinstance(draft, CaseDraft):
        cases.follow_source(by=by, case=source.case, draft=draft)
    elif isinstance(draft, ActionDraft):
        action = action_queries.action_for(viewer=by, public_id=part.target_id)
        if action is None:
            raise RuleBroken(_("Only those who may read this action decide about it."))
        actions.follow_source(by=by, action=action, draft=draft)
    else:
        parts = [Followed(draft, part.target_id)]
        reviews.follow_source(by=by, review=source.review, title=source.review.title, parts=parts)


def _remove(by: Person, source: Source, part: ImportedPart) -> None:
    if part.target == Target.ACTION:
        drop_action(by, part)
    else:
        reviews.follow_source(by=by, review=source.review, title=source.review.title, parts=[], gone=[part.target_id])
