"""What stands in the house now of what a source became, as digests: how it is known that somebody edited it."""

from __future__ import annotations

from goodcatch.actions import queries as actions
from goodcatch.actions.models import Action
from goodcatch.actions.services import ActionDraft
from goodcatch.cases.models import Case
from goodcatch.cases.services import CaseDraft
from goodcatch.cases.terms import When as CaseWhen
from goodcatch.exchange.arranging import Draft, digest_of
from goodcatch.exchange.models import Source
from goodcatch.kernel.fields import Precision
from goodcatch.kernel.refs import System
from goodcatch.reviews import queries as reviews
from goodcatch.reviews.models import Factor, Finding, TimelineEntry
from goodcatch.reviews.services import EntryDraft, FactorDraft, FindingDraft, When
from goodcatch.reviews.terms import FindingKind, Mark, Support

READING = System("import")
HANDLED = "handled by somebody"


def standing(source: Source) -> dict[str, tuple[Draft, str]]:
    """Give, by public id, what each thing of this source says now, and the digest of it."""
    parts = reviews.parts_for(viewer=READING, review=source.review)
    rows: list[Case | TimelineEntry | Factor | Finding | Action] = [source.case]
    rows += [*parts.timeline, *parts.factors, *parts.findings]
    rows += actions.actions_of_review(viewer=READING, review=source.review)
    return {row.public_id: (drafted(row), state_of(row)) for row in rows}


def state_of(row: Case | TimelineEntry | Factor | Finding | Action) -> str:
    """Give the digest of what a row says now; of an action that somebody took in hand, one that no source has."""
    if isinstance(row, Action) and _in_hand(row):
        return HANDLED
    return digest_of(drafted(row))


def _in_hand(row: Action) -> bool:
    return bool(row.owner_id or row.agreed_at or row.started_at or row.declined_at or row.answered_back)


def drafted(row: Case | TimelineEntry | Factor | Finding | Action) -> Draft:
    """Give the draft that would make this row say what it says."""
    if isinstance(row, Case):
        when = CaseWhen(
            row.occurred_at, row.occurred_on, row.occurred_zone, row.occurred_zone_assumed, row.occurred_precision
        )
        return CaseDraft(row.title, row.summary, when)
    if isinstance(row, Action):
        done = row.in_place_at is not None
        return ActionDraft(row.title, row.text, done, row.owner_as_written, row.link, row.due_on)
    if isinstance(row, Factor):
        return FactorDraft(row.text)
    if isinstance(row, Finding):
        return FindingDraft(FindingKind(row.kind), row.text, row.heading)
    precision = Precision(row.occurred_precision)
    when_then = When(row.occurred_at, row.occurred_on, row.occurred_zone, row.occurred_zone_assumed, precision)
    return EntryDraft(
        text=row.text,
        when=when_then,
        mark=Mark(row.mark),
        support=Support(row.support),
        source=row.source,
        other_account=row.other_account,
        written_time=row.written_time,
        decision_point=row.decision_point,
    )
