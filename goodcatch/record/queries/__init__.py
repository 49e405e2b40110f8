"""Reads of the record: the feed, its heads, and whether everything is as it was."""

from goodcatch.record.queries.feed import (
    FeedEntry,
    FeedPage,
    SignedHead,
    cursors,
    feed,
    hearers_of,
    key_fingerprint,
    keys,
    latest,
    newest_head,
    numbered_through,
    unnumbered,
)
from goodcatch.record.queries.verifying import Finding, Verdict, digest_of, verify

__all__ = [
    "FeedEntry",
    "FeedPage",
    "Finding",
    "SignedHead",
    "Verdict",
    "cursors",
    "digest_of",
    "feed",
    "hearers_of",
    "key_fingerprint",
    "keys",
    "latest",
    "newest_head",
    "numbered_through",
    "unnumbered",
    "verify",
]
