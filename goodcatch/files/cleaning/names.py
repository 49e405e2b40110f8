"""Names of files: nothing of a path, nothing that turns the reading direction, nothing that a system takes for more."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_FORBIDDEN = set('<>:"/\\|?*%')


def plain(name: str) -> str:
    """Give the name without folders, control characters, marks of direction and what file systems refuse."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(" " if unicodedata.category(c) in {"Zs", "Zl", "Zp"} else c for c in last if _is_plain(c))
    return " ".join(kept.split()).strip(". ")


def _is_plain(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cs", "Cn"} and character not in _FORBIDDEN


def ending_of(name: str) -> str:
    """Give the ending in small letters, without its dot; empty where there is none."""
    stem, dot, ending = plain(name).rpartition(".")
    return ending.lower() if dot and stem and re.fullmatch(r"[A-Za-z0-9]{1,10}", ending) else ""


def with_ending(name: str, ending: str) -> str:
    """Give a safe name that ends as the content says; an `ending` of '' leaves the one that the name bears."""
    whole = plain(name)
    old = ending_of(name)
    stem = whole[: -len(old) - 1] if old else whole
    stem = stem[:LONGEST].strip(". ") or "file"
    if _RESERVED.match(stem.split(".")[0]):
        stem = f"_{stem}"
    last = ending or old
    return f"{stem}.{last}" if last else stem
