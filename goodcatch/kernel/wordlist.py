"""The 7,776 words, and which of them somebody may have meant."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from pathlib import Path
from string import ascii_lowercase

FILE = Path(__file__).parent / "words" / "eff_large_wordlist.txt"
SIZE = 7776
_NEAR = 3


@cache
def words() -> tuple[str, ...]:
    """Give the words in their order, which is alphabetical."""
    lines = FILE.read_text(encoding="ascii").splitlines()
    return tuple(line.split("\t")[1] for line in lines)


@cache
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(words())}


@cache
def _hyphenated() -> dict[tuple[str, str], str]:
    """The four words with a hyphen, by their halves: people leave the hyphen out, or put one between all words."""
    return {(w.split("-")[0], w.split("-")[1]): w for w in words() if "-" in w}


@cache
def hard_to_tell() -> frozenset[str]:
    """Give the words that a hyphen makes another word of, or none; new receipts avoid them."""
    joined = {"".join(halves) for halves in _hyphenated()}
    return frozenset(_hyphenated().values()) | (joined & set(words()))


def place_of(word: str) -> int | None:
    """Give the place of a word in the list, from 0; None where it is not listed."""
    return _places().get(word)


def split(text: str) -> list[str]:
    """Cut what somebody typed into words: any case, with spaces, commas or hyphens between them."""
    loose = "".join(c if c.isalnum() or c == "-" else " " for c in text.lower())
    parts = [part for chunk in loose.split() for part in chunk.split("-") if part]
    found: list[str] = []
    for part in parts:
        whole = _hyphenated().get((found[-1], part)) if found else None
        if whole:
            found[-1] = whole
        else:
            found.append(_with_hyphen(part))
    return found


def _with_hyphen(part: str) -> str:
    """Give 'drop-down' for 'dropdown', unless the joined form is a word of the list itself (as 'yoyo' is)."""
    if part in _places():
        return part
    joined = {"".join(halves): whole for halves, whole in _hyphenated().items()}
    return joined.get(part, part)


def near(typed: str) -> tuple[str, ...]:
    """Give up to three listed words that are one slip of the fingers away, or else begin alike.

    Cheap on purpose (a few hundred look-ups), because anybody may type anything here.
    """
    word = typed[:16]
    close = sorted(w for w in _one_slip_away(word) if w in _places())
    return tuple(close[:_NEAR]) or _beginning_with(word[:4])


def _one_slip_away(word: str) -> set[str]:
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    lost = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + c + b[1:] for a, b in cuts if b for c in ascii_lowercase}
    extra = {a + c + b for a, b in cuts for c in ascii_lowercase}
    return lost | swapped | other | extra


def _beginning_with(start: str) -> tuple[str, ...]:
    if len(start) < 3:
        return ()
    listed = words()
    first = bisect_left(listed, start)
    return tuple(w for w in listed[first : first + _NEAR] if w.startswith(start))
