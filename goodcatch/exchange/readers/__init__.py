"""Readers: from the bytes of a source to a document, without a database and without Django.

`read` returns a `Document`; `accounted` shows that nothing was lost; `diff` says what changed.
"""

from goodcatch.exchange.readers.accounting import Account, accounted
from goodcatch.exchange.readers.document import (
    Document,
    NotAPostmortem,
    Unreadable,
)
from goodcatch.exchange.readers.likeness import Change, ChangeKind, diff
from goodcatch.exchange.readers.markdown import read

__all__ = [
    "Account",
    "Change",
    "ChangeKind",
    "Document",
    "NotAPostmortem",
    "Unreadable",
    "accounted",
    "diff",
    "read",
]
