"""Keys that stay with a part as long as its words do."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from goodcatch.exchange.readers.document import Part

_WORD = re.compile(r"[^\W_]+")


def words_in(text: str) -> list[str]:
    """Return the words of a text, folded: what stays when marks and spaces are changed."""
    return [word.casefold() for word in _WORD.findall(text)]


def keyed(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts with their keys: kind, hash of the words, and which of equals it is.

    The position among all parts is not in the key: a part inserted above changes no other's.
    """
    seen: Counter[str] = Counter()
    done: list[Part] = []
    for part in parts:
        words = " ".join(words_in(part.text)) or part.text.strip()
        digest = hashlib.sha256(words.encode()).hexdigest()[:16]
        stem = f"{part.kind}-{digest}"
        seen[stem] += 1
        done.append(replace(part, key=f"{stem}-{seen[stem]}"))
    return tuple(done)
