"""What a backup says of itself: by which version it was made, in which state of migrations, and what is in it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from goodcatch.kernel.errors import RuleBroken

FORMAT = 1
NAME = "manifest.json"
LEFT_OUT = frozenset({"sessions.session", "vault.unlocked"})
"""Who is signed in, and whose keys are open, at this moment: a backup that let somebody in again would be a key."""
APART = frozenset({"vault.shredkey"})
"""What stands in the file of the keys instead, so that a purge reaches backups too."""

NO_BACKUP = "This file is no backup of Goodcatch, or it is damaged; one that `goodcatch backup` wrote would be right."


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, how many rows, and the hash of its lines."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first page of a backup."""

    version: str
    at: str
    database: str
    record_key: str
    migrations: list[list[str]]
    tables: dict[str, Table] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(table.rows for table in self.tables.values())

    @property
    def sealed(self) -> bool:
        """True where something lies in it that only keys kept apart can open."""
        blobs = self.tables.get("vault.keyblob")
        return blobs is not None and blobs.rows > 0

    def written(self) -> bytes:
        """Give it as JSON, with a hash of itself."""
        plain = asdict(self)
        return json.dumps({**plain, "hash": _hash(plain)}, indent=1, sort_keys=True).encode()


def read_manifest(body: bytes) -> Manifest:
    """Give the manifest that these bytes hold. Raises RuleBroken with a sentence."""
    try:
        plain: dict[str, Any] = json.loads(body)
        hashed = plain.pop("hash")
        if plain.get("format", 0) > FORMAT:
            raise RuleBroken(
                "This backup was made by a newer Goodcatch, in a way that this one cannot read. Restore it with that "
                "version or a later one."
            )
        tables = {label: Table(**table) for label, table in plain.pop("tables").items()}
        manifest = Manifest(**plain, tables=tables)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise RuleBroken(NO_BACKUP) from None
    if _hash(asdict(manifest)) != hashed:
        raise RuleBroken(NO_BACKUP)
    return manifest


def _hash(plain: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
