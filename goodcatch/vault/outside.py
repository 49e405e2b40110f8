"""What lies outside the database: the pepper, and which lists of readers this machine has seen.

The pepper is a file of the data folder. Beside it stands, for each scope, the hash of its first list, kept when it
was founded, and the newest one seen: an older state of the database is noticed by it.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from config.peppers import pepper
from goodcatch.kernel.refs import Ref
from goodcatch.vault import boxes

PEPPER = "vault-pepper"
FOLDER = "readers"


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest list of a scope that this machine has seen in force."""

    number: int
    hash: bytes


@cache
def _pepper() -> bytes:
    return pepper(PEPPER)


def purpose_key(purpose: bytes) -> bytes:
    """Give a key for one purpose (at most 16 bytes long), made from the pepper."""
    return boxes.derived(_pepper(), purpose)


def peppered(data: bytes, purpose: bytes) -> bytes:
    """Give this data hashed under the pepper for one purpose."""
    return boxes.keyed(data, _pepper(), purpose)


@cache
def installation() -> str:
    """Give the id of this installation, which every box is bound to."""
    return purpose_key(b"goodcatch place")[:8].hex()


def context(thing: Ref | str, kind: str, number: int = 0, side: str = "") -> boxes.Context:
    """Give where something belongs in this installation."""
    return boxes.Context(installation(), str(thing), kind, number, side)


def kept_first(scope: Ref) -> bytes | None:
    """Give the hash of the first list, as it stands in this machine's file."""
    return _read(_path(scope, "first"))


def first_of(scope: Ref) -> bytes | None:
    """Give the hash of the first list: as it was kept, or of a founding that is being committed at this moment."""
    return kept_first(scope) or _read(_path(scope, "founding"))


def keep_first(scope: Ref, hashed: bytes) -> None:
    """Keep the hash of a first list: as a founding at once, for good when it is committed.

    A founding that is undone leaves its hash behind; it fits no list, and the next founding writes over it.
    """
    _write(_path(scope, "founding"), hashed.hex() + "\n")
    transaction.on_commit(lambda: trust(scope, hashed))


def trust(scope: Ref, hashed: bytes, *, over: bool = False) -> None:
    """Write down the hash of a scope's first list. Raises FileExistsError where another one stands, unless `over`."""
    path = _path(scope, "first")
    text = hashed.hex() + "\n"
    if path.exists() and path.read_text(encoding="ascii") == text:
        return
    if path.exists() and not over:
        raise FileExistsError(path)
    if over:
        _path(scope, "seen").unlink(missing_ok=True)
    _write(path, text)
    _path(scope, "founding").unlink(missing_ok=True)


def seen_of(scope: Ref) -> Seen | None:
    """Give the newest list of this scope that this machine has seen."""
    path = _path(scope, "seen")
    if not path.exists():
        return None
    number, _, hashed = path.read_text(encoding="ascii").strip().partition(" ")
    return Seen(int(number), bytes.fromhex(hashed))


def note_seen(scope: Ref, seen: Seen) -> None:
    """Remember a list in force, once it is committed, unless a newer one was seen."""
    known = seen_of(scope)
    if known is None or known.number < seen.number:
        transaction.on_commit(lambda: _write(_path(scope, "seen"), f"{seen.number} {seen.hash.hex()}\n"))


def _read(path: Path) -> bytes | None:
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None


def _path(scope: Ref, ending: str) -> Path:
    name = "".join(c if c.isalnum() else "-" for c in str(scope))
    return Path(settings.DATA_DIR) / FOLDER / f"{name}.{ending}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
