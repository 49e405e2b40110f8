"""Give positions, chain batches into signed heads, and append the pool of each day that has ended.

One numberer at a time: each holds the ledger's row. Positions, head and ledger change in one transaction, so a
position without a head, or a gap, is never the work of the house.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection, transaction

from goodcatch.kernel import clock, ids
from goodcatch.kernel.refs import Ref
from goodcatch.record import seal
from goodcatch.record.models import Entry, Head, Ledger, PoolEntry
from goodcatch.record.queries import digest_of, hearers_of, keys
from goodcatch.record.terms import BATCH, POOLED, SMALLEST_POOL


def number() -> int:
    """Number and chain what was written and has no position yet, one batch at a time; give how many entries."""
    done = 0
    while Entry.objects.filter(position=None).exists():
        batch = _number_batch()
        if not batch:
            break
        done += batch
    return done


@transaction.atomic
def _number_batch() -> int:
    ledger = _held_ledger()
    rows = list(Entry.objects.filter(position=None).order_by("pk")[:BATCH])
    _chain(ledger, rows, clock.today())
    return len(rows)


def close_days() -> int:
    """Append the pool of each day (UTC) that has ended, shuffled and filled up with blanks; give how many days.

    A day without any report gets as many entries as a quiet one, so that the record has the same shape.
    """
    closed = 0
    while _close_next_day():
        closed += 1
    return closed


@transaction.atomic
def _close_next_day() -> bool:
    """Close the oldest open day. Entries of an earlier day that came in late stand with it."""
    ledger = _held_ledger()
    yesterday = clock.today() - timedelta(days=1)
    if ledger.closed_through is None:
        ledger.closed_through = yesterday  # the house begins today; its first pool closes tomorrow
        ledger.save(update_fields=["closed_through"])
    if ledger.closed_through >= yesterday:
        return False
    day = ledger.closed_through + timedelta(days=1)
    pool = list(PoolEntry.objects.filter(day__lte=day))
    rows = _pooled_rows(pool, day)
    Entry.objects.bulk_create(rows, batch_size=BATCH)
    for begin in range(0, len(rows), BATCH):
        _chain(ledger, rows[begin : begin + BATCH], day)
    for begin in range(0, len(pool), BATCH):  # by key: an entry that came in meanwhile waits for the next day
        PoolEntry.objects.filter(pk__in=[row.pk for row in pool[begin : begin + BATCH]]).delete()
    ledger.closed_through = day
    ledger.save(update_fields=["closed_through"])
    return True


def _pooled_rows(pool: Sequence[PoolEntry], day: date) -> list[Entry]:
    """Make the day's entries: as many as the next power of two, in an order that nobody chose."""
    size = max(SMALLEST_POOL, 1 << (len(pool) - 1).bit_length() if pool else 0)
    blanks = [None] * (size - len(pool))
    contents = [_contents(row) for row in pool] + blanks
    secrets.SystemRandom().shuffle(contents)
    at = datetime.combine(day, time(), UTC)
    return [_pooled_row(content, at) for content in contents]


def _contents(row: PoolEntry) -> seal.Pooled | None:
    within = Ref(row.within_kind, row.within_id) if row.within_kind else None
    return seal.Pooled(row.verb, Ref(row.thing_kind, row.thing_id), within, bytes(row.commitment))


def _pooled_row(content: seal.Pooled | None, at: datetime) -> Entry:
    salt = secrets.token_bytes(16)
    sealed = keys().close(content)
    return Entry(
        verb=POOLED,
        actor_kind="reporter",
        thing_kind="pooled",
        thing_id=ids.new_id(),
        at=at,
        salt=salt,
        commitment=seal.commitment(salt, sealed),
        sealed=sealed,
    )


def _held_ledger() -> Ledger:
    """Hold the one row of the ledger until the transaction ends."""
    Ledger.objects.bulk_create([Ledger(id=1)], ignore_conflicts=True)
    return Ledger.objects.select_for_update().get(id=1)


def _chain(ledger: Ledger, rows: Sequence[Entry], day: date) -> None:
    """Number these rows and hash them onto the chain."""
    if not rows:
        return
    hearers = hearers_of(row.pk for row in rows)
    digests = b"".join(digest_of(row, hearers[row.pk]) for row in rows)
    first, last = ledger.position + 1, ledger.position + len(rows)
    facts = seal.HeadFacts(ledger.head + 1, first, last, day, bytes(ledger.head_hash), digests)
    hashed = seal.head_hash(facts)
    with connection.cursor() as cursor:
        # One statement for each row, sent together: quicker than one long CASE, and the same on both databases.
        cursor.executemany(
            "UPDATE record_entry SET position = %s WHERE id = %s",
            [(position, row.pk) for position, row in enumerate(rows, first)],
        )
    Head(
        number=facts.number,
        first=first,
        last=last,
        day=day,
        previous=facts.previous,
        digests=digests,
        hash=hashed,
        signature=keys().sign(hashed),
    ).save(force_insert=True)
    ledger.position, ledger.head, ledger.head_hash = last, facts.number, hashed
    ledger.save(update_fields=["position", "head", "head_hash"])
