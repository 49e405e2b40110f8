"""What changed between two readings of a source, part by part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from goodcatch.exchange.readers.document import Document, Part, Span
from goodcatch.exchange.readers.keys import words_in

# Two parts are versions of one another when they share at least half of their words.
_ALIKE = 0.5
# A word in more parts than this tells none of them apart, and looking would take long.
_TELLING_WORD = 40


class ChangeKind(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `key` is the old part's where there was one, else the new part's.

    A part is moved when its words are the same and its place is another.
    """

    kind: ChangeKind
    key: str
    old: Part | None
    new: Part | None


def diff(old: Document, new: Document) -> list[Change]:
    """Return what was added, removed, changed or moved, in the new document's order.

    Parts are matched by their keys, then by their words in any place, then by likeness in
    the same place; where they stand in the file does not matter.
    """
    before, after = list(old.content()), list(new.content())
    pairs = _matched(before, after)
    changes: list[Change] = []
    matched_old = {id(was) for was, _ in pairs.values()}
    for part in after:
        was = pairs[id(part)][0] if id(part) in pairs else None
        if was is None:
            changes.append(Change(ChangeKind.ADDED, part.key, None, part))
        elif was.kind is not part.kind:
            changes.append(Change(ChangeKind.MOVED, was.key, was, part))
        elif _bare(was) != _bare(part):
            changes.append(Change(ChangeKind.CHANGED, was.key, was, part))
    changes.extend(Change(ChangeKind.REMOVED, part.key, part, None) for part in before if id(part) not in matched_old)
    return changes


def _bare(part: Part) -> Part:
    """Return a part without where it stands, which is no part of what it says."""
    return replace(part, span=Span(0, 0), path=(), key="")


def _matched(before: Sequence[Part], after: Sequence[Part]) -> dict[int, tuple[Part, Part]]:
    """Return the pairs by the new part's identity."""
    pairs: dict[int, tuple[Part, Part]] = {}
    by_key = {part.key: part for part in before}
    left_old = {id(part): part for part in before}
    for part in after:
        was = by_key.get(part.key)
        if was:
            pairs[id(part)] = (was, part)
            del left_old[id(was)]
    left_new = [part for part in after if id(part) not in pairs]
    for was, part in (*_same_words(left_old.values(), left_new),):
        pairs[id(part)] = (was, part)
        del left_old[id(was)]
    left_new = [part for part in left_new if id(part) not in pairs]
    for was, part in _most_alike(list(left_old.values()), left_new):
        pairs[id(part)] = (was, part)
    return pairs


def _same_words(before: Iterable[Part], after: Iterable[Part]) -> Iterator[tuple[Part, Part]]:
    waiting: dict[str, list[Part]] = defaultdict(list)
    for part in before:
        waiting[" ".join(words_in(part.text))].append(part)
    for part in after:
        same = waiting.get(" ".join(words_in(part.text)))
        if same:
            yield same.pop(0), part


def _most_alike(before: Sequence[Part], after: Sequence[Part]) -> Iterator[tuple[Part, Part]]:
    """Yield the likeliest pairs of the same kind, best first, each part once."""
    bags = [Counter(words_in(part.text)) for part in before]
    having: dict[str, list[int]] = defaultdict(list)
    for index, bag in enumerate(bags):
        for word in bag:
            having[word].append(index)
    scored: list[tuple[float, int, int]] = []
    for position, part in enumerate(after):
        bag = Counter(words_in(part.text))
        near = {i for word in bag for i in having.get(word, ())[:_TELLING_WORD]}
        for index in near:
            if before[index].kind is part.kind:
                likeness = _likeness(bags[index], bag)
                if likeness >= _ALIKE:
                    scored.append((-likeness, position, index))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, position, index in sorted(scored):
        if position not in taken_new and index not in taken_old:
            taken_new.add(position)
            taken_old.add(index)
            yield before[index], after[position]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of common words (Dice's coefficient over bags of words)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
