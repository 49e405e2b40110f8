"""The keys of an installation, which lie outside its database: kept in a second file, apart from the backup.

Whoever holds a copy of the database and the pepper can try receipts against it, and whoever holds the record's key
can sign another history; so the two files are never one.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings

from config.env import env
from goodcatch.exchange.backup.apart import FOUNDED, founded, rows_apart
from goodcatch.kernel.errors import RuleBroken

KEY_FILES = {
    "secret-key": "signs sessions and forms",
    "record-key": "signs the record; without it the record can be read, not proved",
    "receipt-pepper": "lets receipts of reporters be recognised; without it no receipt opens its report",
    "vault-pepper": "with the readers' keys it opens what is sealed; without it nobody ever does",
}
"""Name of a key's file in the data folder → what is lost without it."""
_FOUNDED = re.compile(rf"{FOUNDED}/[A-Za-z0-9-]+\.first")


def keys_from_settings() -> list[str]:
    """Give the names of the keys that stand in the settings of this machine, and so in no file of the data folder."""
    given = {"secret-key": env().secret_key, "record-key": env().record_key}
    return [name for name, value in given.items() if value]


def write_keys(path: Path) -> list[str]:
    """Write the keys that lie in the data folder, and what is kept apart, to this path; give the keys' names."""
    folder = Path(settings.DATA_DIR)
    kept = {name: (folder / name).read_bytes().hex() for name in KEY_FILES if (folder / name).exists()}
    for name in keys_from_settings():
        kept.pop(name, None)
    kept |= {name: body.hex() for name, body in founded().items()}
    try:
        _write(path, json.dumps({"goodcatch_keys": 1, "keys": kept, "apart": rows_apart()}, indent=1).encode())
    except FileExistsError:
        raise RuleBroken(f"{path} exists already. Choose another name: keys are never written over.") from None
    except OSError as problem:
        raise RuleBroken(f"{path} cannot be written ({problem.strerror}).") from None
    return list(kept)


def read_keys(path: Path) -> dict[str, bytes]:
    """Give the keys that `write_keys` wrote. Raises RuleBroken."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        keys = {name: bytes.fromhex(value) for name, value in plain["keys"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        keys = {}
    if not keys or not all(name in KEY_FILES or _FOUNDED.fullmatch(name) for name in keys):
        raise RuleBroken(f"{path} holds no keys; the file that `goodcatch backup --keys` wrote would be right.")
    return keys


def read_apart(path: Path) -> dict[str, dict[str, Any]]:
    """Give the rows that `write_keys` kept apart from the backup."""
    tables: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")).get("apart", {})
    return tables


def put_keys(keys: dict[str, bytes]) -> list[str]:
    """Put these keys into the data folder; a different one that lies there is kept beside it. Give what changed."""
    folder, changed = Path(settings.DATA_DIR), []
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, value in keys.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if path.exists() and path.read_bytes() == value:
            continue
        if path.exists():
            path.replace(path.with_name(f"{path.name}.replaced-{secrets.token_hex(4)}"))
        _write(path, value)
        changed.append(name)
    return changed


def _write(path: Path, body: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
