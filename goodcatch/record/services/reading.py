"""How upper rooms follow the record: each reader's cursor moves in the transaction of what the reader did."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction

from goodcatch.record.models import FeedCursor
from goodcatch.record.queries import FeedEntry, feed

Reader = Callable[[Sequence[FeedEntry]], None]


@transaction.atomic
def read_on(reader_name: str, handler: Reader, *, limit: int = 200) -> int:
    """Hand the next entries to this reader, and move its cursor with what it did; give how far it came.

    Two workers never read for the same reader at once. What `handler` raises undoes its effects and leaves the
    cursor, so that the same entries come again.
    """
    FeedCursor.objects.bulk_create([FeedCursor(reader=reader_name)], ignore_conflicts=True)
    cursor = FeedCursor.objects.select_for_update().get(reader=reader_name)
    page = feed(after=cursor.position, limit=limit)
    if page.entries:
        handler(page.entries)
    if page.position > cursor.position:
        cursor.position = page.position
        cursor.save(update_fields=["position"])
    return page.position
