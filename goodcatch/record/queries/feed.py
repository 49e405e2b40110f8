"""The feed, and how far everybody has read. Entries hold ids alone; whoever shows more asks the thing's own rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Max

from goodcatch.kernel.refs import Ref
from goodcatch.record.models import Entry, EntryHearer, FeedCursor, Head, Ledger
from goodcatch.record.seal import Keys, fingerprint
from goodcatch.record.terms import POOLED, Hearer, Urgency


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One deed as its readers know it."""

    position: int
    verb: str
    actor: Ref
    thing: Ref
    within: Ref | None
    at: datetime
    hearers: tuple[Hearer, ...]


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some entries in their order, and the position from which to read on; blank entries are read, not shown."""

    entries: tuple[FeedEntry, ...]
    position: int


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The newest head, to be kept elsewhere: whoever holds it can prove what the record was."""

    number: int
    last: int
    day: str
    hash: str
    signature: str
    key: str


@lru_cache(maxsize=4)
def _keys_of(secret: bytes) -> Keys:
    return Keys(secret)


def keys() -> Keys:
    """Give this installation's keys of the record."""
    return _keys_of(settings.RECORD_KEY)


def key_fingerprint() -> str:
    """Give the fingerprint of the key that signs this installation's heads."""
    return fingerprint(keys().public)


def feed(*, after: int, limit: int = 200) -> FeedPage:
    """Give the entries that follow the position `after`, at most `limit`; skips nothing, however late it came in."""
    rows = list(Entry.objects.filter(position__gt=after).order_by("position")[:limit])
    hearers = hearers_of(row.pk for row in rows)
    opened = (_opened(row, hearers[row.pk]) for row in rows)
    end = (rows[-1].position if rows else None) or after
    return FeedPage(tuple(entry for entry in opened if entry is not None), end)


def hearers_of(entries: Iterable[int]) -> dict[int, tuple[Hearer, ...]]:
    """Give the hearers of these entries, by the entry's key."""
    found: dict[int, tuple[Hearer, ...]] = defaultdict(tuple)
    rows = EntryHearer.objects.filter(entry_id__in=list(entries)).order_by("person")
    for key, person, reason, urgency in rows.values_list("entry_id", "person", "reason", "urgency"):
        found[key] += (Hearer(person, reason, Urgency(urgency)),)
    return found


def _opened(row: Entry, hearers: tuple[Hearer, ...]) -> FeedEntry | None:
    verb, thing = row.verb, Ref(row.thing_kind, row.thing_id)
    within = Ref(row.within_kind, row.within_id) if row.within_kind else None
    if row.sealed is not None or row.verb == POOLED:
        pooled = keys().open(bytes(row.sealed)) if row.sealed is not None else None
        if pooled is None:
            return None
        verb, thing, within = pooled.verb, pooled.thing, pooled.within
    actor = Ref(row.actor_kind, row.actor_id)
    return FeedEntry(row.position or 0, verb, actor, thing, within, row.at, hearers)


def cursors() -> dict[str, int]:
    """Give how far each reader has read."""
    return dict(FeedCursor.objects.values_list("reader", "position"))


def numbered_through() -> int:
    """Give the newest position."""
    return Ledger.objects.values_list("position", flat=True).first() or 0


def unnumbered(*, before: datetime) -> int:
    """Count the entries written before this instant that no worker has numbered and sealed yet."""
    return Entry.objects.filter(position=None, at__lt=before).count()


def latest() -> datetime | None:
    """Give the instant of the latest entry."""
    found: datetime | None = Entry.objects.aggregate(last=Max("at"))["last"]
    return found


def newest_head() -> SignedHead | None:
    """Give the newest head; None where nothing was done yet."""
    head = Head.objects.order_by("-number").first()
    if head is None:
        return None
    return SignedHead(
        head.number,
        head.last,
        head.day.isoformat(),
        bytes(head.hash).hex(),
        bytes(head.signature).hex(),
        keys().public.hex(),
    )
