"""Proof that nothing was lost: every line with words in exactly one part, word for word."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from goodcatch.exchange.readers.document import Document, Field, Part, TimelineEntry
from goodcatch.exchange.readers.keys import words_in
from goodcatch.exchange.readers.markdown import lines_of

# Marks that a part's shape stands for: numbering, bullets, checkboxes.
_MARKS = re.compile(r"\A[\s>]*(?:[-*+]|\d{1,9}[.)])?(?:\s+|\Z)(?:\[[ xX✓]\](?=\s|\Z))?")


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a source's lines; all three are empty when nothing was lost."""

    missing: tuple[int, ...]
    doubled: tuple[int, ...]
    changed: tuple[Part, ...]

    @property
    def whole(self) -> bool:
        """Return whether nothing is missing, doubled or changed."""
        return not (self.missing or self.doubled or self.changed)


def accounted(document: Document, text: str) -> Account:
    """Return which lines of the text are in no part or in two, and which parts lack words."""
    lines = lines_of(text.removeprefix("\ufeff"))
    held: Counter[int] = Counter()
    changed: list[Part] = []
    for part in document.parts:
        held.update(range(part.span.start, part.span.end + 1))
        if _words_of_source(lines, part) - Counter(words_in(_words_of(part))):
            changed.append(part)
    return Account(
        missing=tuple(n for n, ln in enumerate(lines, 1) if ln.strip() and not held[n]),
        doubled=tuple(n for n, count in sorted(held.items()) if count > 1),
        changed=tuple(changed),
    )


def _words_of(part: Part) -> str:
    if isinstance(part, TimelineEntry):
        return f"{part.as_written}\n{part.text}"
    if isinstance(part, Field):
        return f"{part.label}\n{part.text}"
    extra = [getattr(part, name, "") for name in ("owner_text", "due_text")]
    return "\n".join([part.text, *extra])


def _words_of_source(lines: list[str], part: Part) -> Counter[str]:
    first, *rest = lines[part.span.start - 1 : part.span.end]
    return Counter(words_in("\n".join([_MARKS.sub("", first, count=1), *rest])))
