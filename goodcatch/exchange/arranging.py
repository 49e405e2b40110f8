"""Which place in the house each part of a document gets. Pure: from a document to drafts, without a database."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from goodcatch.actions.services import ActionDraft
from goodcatch.cases.services import CaseDraft
from goodcatch.cases.terms import When as CaseWhen
from goodcatch.exchange.readers import Document
from goodcatch.exchange.readers.dating import mentions
from goodcatch.exchange.readers.document import (
    STRUCTURAL,
    ActionItem,
    Field,
    Kind,
    Occurred,
    Part,
    State,
    TimelineEntry,
)
from goodcatch.exchange.readers.document import Precision as Written
from goodcatch.exchange.terms import Target
from goodcatch.kernel.fields import Precision
from goodcatch.reviews.services import EntryDraft, FactorDraft, FindingDraft, When
from goodcatch.reviews.terms import FindingKind

READER = 1
"""The edition of reader and arrangement, kept with every version of a source."""
CASE = "case"
"""The key of the one piece that is the matter as a whole."""

FINDINGS = {
    Kind.WENT_WELL: FindingKind.WENT_WELL,
    Kind.LUCKY: FindingKind.LUCKY,
    Kind.SURPRISED: FindingKind.SURPRISED,
    Kind.LESSON: FindingKind.LEARNED,
}
"""What has a kind of its own among findings; everything else is kept word for word, under its heading."""

_LINK = re.compile(r"!?\[([^\]\n]{1,300})\]\([^)\s]{1,2000}\)")
_MARKS = re.compile(r"\\?[*`]{1,3}(?=\S)|(?<=\S)[*`]{1,3}|~~|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)")
"""What sets words off in Markdown; an underscore within a name is part of it."""
_BREAK = re.compile(r"\n\s*(?:\n|[-*+] |\d+[.)] |!\[|>)")
_SENTENCE = re.compile(r"(?<=[a-z\d)`_*][.?!])\s+(?=[A-Z\[!\\(])")
_WEB = re.compile(r"https?://[^\s<>\"]{1,480}\Z")

Draft = CaseDraft | EntryDraft | FactorDraft | FindingDraft | ActionDraft


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing of the house that a part of the source becomes; `kind` is the reader's word for the part."""

    key: str
    kind: str
    target: Target
    draft: Draft

    @property
    def digest(self) -> str:
        """The digest of what it says."""
        return digest_of(self.draft)


def digest_of(draft: Draft) -> str:
    """Give a digest that is the same for the same words, times and state."""
    plain = json.dumps(asdict(draft), default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{type(draft).__name__}{plain}".encode()).hexdigest()


def arranged(document: Document, *, zone: str) -> list[Piece]:
    """Give the pieces of a document in its order, the matter as a whole first.

    `zone` is the unit's: where the source writes no zone its clock is read in this one, and marked assumed.
    """
    summary = "\n\n".join(part.text for part in document.summary)
    began = _when(document.occurred, zone)
    when = CaseWhen(began.at, began.on, began.zone, began.zone_assumed, began.precision)
    draft = CaseDraft(title=title_of(document), summary=summary, when=when)
    return [Piece(CASE, CASE, Target.CASE, draft), *_pieces(document, zone)]


def title_of(document: Document) -> str:
    """Give the title, short enough for a matter's."""
    return shortened(document.title, 200)


def shortened(text: str, longest: int) -> str:
    """Give the text on one line, cut after a word where it is too long."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    cut = plain[: longest - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[longest // 2 :] else cut}…"


def words_of(draft: Draft) -> str:
    """Give what a draft says, as it is shown beside what stands now."""
    if isinstance(draft, CaseDraft):
        return f"{draft.title}\n\n{draft.summary}".strip()
    if isinstance(draft, ActionDraft):
        state = ["[x]"] if draft.done else []
        return "\n\n".join([*state, draft.text or draft.title, draft.owner_as_written, draft.link]).strip()
    if isinstance(draft, EntryDraft):
        return f"{draft.written_time}\n\n{draft.text}".strip()
    return draft.text


def _pieces(document: Document, zone: str) -> Iterator[Piece]:
    for part in document.parts:
        if part.kind in STRUCTURAL or part.kind is Kind.SUMMARY:
            continue
        if isinstance(part, TimelineEntry):
            yield Piece(part.key, part.kind, Target.ENTRY, _entry(part, zone))
        elif isinstance(part, ActionItem):
            yield Piece(part.key, part.kind, Target.ACTION, _action(part))
        elif part.kind is Kind.FACTOR:
            yield Piece(part.key, part.kind, Target.FACTOR, FactorDraft(part.text))
        else:
            yield Piece(part.key, part.kind, Target.FINDING, _finding(part))


def _finding(part: Part) -> FindingDraft:
    text = f"{part.label}: {part.text}" if isinstance(part, Field) else part.text
    kind = FINDINGS.get(part.kind, FindingKind.NOTE)
    return FindingDraft(kind=kind, text=text, heading=shortened(" › ".join(part.path), 300))


def _entry(part: TimelineEntry, zone: str) -> EntryDraft:
    too_long = len(part.as_written) > 120
    text = f"{part.as_written}\n{part.text}" if too_long else part.text or part.as_written
    return EntryDraft(text=text, when=_when(part.occurred, zone), written_time=shortened(part.as_written, 120))


def _title(text: str) -> str:
    """Give the first sentence of an item, on one line however it was wrapped, without its marks."""
    first = _BREAK.split(text.strip(), maxsplit=1)[0]
    return shortened(_SENTENCE.split(_MARKS.sub("", _LINK.sub(r"\1", first)), maxsplit=1)[0], 200)


def _action(part: ActionItem) -> ActionDraft:
    beside = [part.owner_text] if len(part.owner_text) > 200 else []
    beside += [part.due_text] if part.due_text else []
    text = "\n\n".join([part.text, *beside])
    title = _title(part.text)
    due = next((mention.day for mention in mentions([(0, part.due_text)], False)), None)
    return ActionDraft(
        title=title or shortened(part.text, 200) or "…",
        text="" if " ".join(text.split()) == title else text,
        done=part.state is State.DONE,
        owner_as_written=part.owner_text if len(part.owner_text) <= 200 else "",
        link=next((link.url for link in part.links if _WEB.match(link.url)), ""),
        due_on=due,
    )


def _when(occurred: Occurred | None, zone: str) -> When:
    """Give a time: with the document's word for the zone, else the unit's, marked assumed."""
    if occurred is None:
        return When()
    precision = Precision.MINUTE if occurred.precision is Written.SECOND else Precision(occurred.precision.value)
    instant = occurred.instant
    if instant is not None and occurred.zone_assumed:
        instant = _shifted(instant, zone)
    return When(
        at=instant,
        on=occurred.day if instant is None else None,
        zone=occurred.zone or zone,
        zone_assumed=occurred.zone_assumed,
        precision=precision,
    )


def _shifted(read_as_utc: datetime, zone: str) -> datetime:
    """Give the instant at which the clock of this zone showed what was read as UTC."""
    return read_as_utc.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
