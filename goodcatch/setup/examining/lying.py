"""What lies on disk: who may read the data folder, keys and kept lists, and where secrets stand."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from django.conf import settings

from config.env import PREFIX, Env
from config.peppers import is_lost
from goodcatch.setup.terms import Finding

KEY_FILES = ("secret-key", "record-key", "receipt-pepper", "vault-pepper")
LISTS = "readers"
"""The folder in which first and newest lists of readers are kept, outside the database."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def open_to_others(path: Path) -> bool:
    """Tell whether accounts other than the owner's may read or change what lies there."""
    try:
        return os.name == "posix" and bool(path.stat().st_mode & _OTHERS)
    except OSError:
        return False  # it is not there, or not for this account either


def folders() -> Iterator[Finding]:
    """Look at the data folder, the temporary one, and how new files are made."""
    if open_to_others(Path(settings.DATA_DIR)):
        yield Finding("folder-open")
    mode = Path(tempfile.gettempdir()).stat().st_mode
    if os.name == "posix" and mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        yield Finding("temp-open")
    mask = umask()
    if mask is not None and mask & _OTHERS != _OTHERS:
        yield Finding("umask-wide", {"umask": f"{mask:03o}"})


def umask() -> int | None:
    """Give this process's umask as Linux tells it: reading it elsewhere means changing it, for every thread."""
    if sys.platform != "linux":
        return None
    with Path("/proc/self/status").open(encoding="ascii", errors="replace") as lines:
        return next((int(line.split()[1], 8) for line in lines if line.startswith("Umask:")), None)


def keys() -> Iterator[Finding]:
    """Look at the files that hold keys and lists, and at an embedded database."""
    folder = Path(settings.DATA_DIR)
    kept = [folder / name for name in KEY_FILES] + sorted((folder / LISTS).glob("*"))
    for path in kept:
        if open_to_others(path):
            yield Finding("key-open", {"name": str(path.relative_to(folder))})
    if settings.DATABASES["default"]["ENGINE"] == "config.sqlite":
        base = Path(settings.DATABASES["default"]["NAME"])
        for path in (base, base.with_name(base.name + "-wal"), base.with_name(base.name + "-shm")):
            if open_to_others(path):
                yield Finding("database-open", {"name": path.name})


def secrets() -> Iterator[Finding]:
    """Look where the settings' secrets stand: in files of others' reach, or in the environment itself."""
    for name in (PREFIX + each.name.upper() for each in fields(Env) if each.metadata.get("secret")):
        path = os.environ.get(f"{name}_FILE", "")
        if path and open_to_others(Path(path)):
            yield Finding("secret-file-open", {"name": f"{name}_FILE"})
        if os.environ.get(name):
            yield Finding("secret-in-environment", {"name": name})


def pepper() -> Iterator[Finding]:
    """Look whether each pepper is there that something which stands was made with. Looking makes none."""
    if is_lost("vault-pepper"):
        yield Finding("pepper-missing")
    if is_lost("receipt-pepper"):
        yield Finding("receipt-pepper-missing")
