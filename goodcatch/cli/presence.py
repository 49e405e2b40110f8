"""Whether a house lives in a data folder: a lock that goes with the last of its processes, however they end."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goodcatch.cli.saying import CannotStart

NAME = "running.lock"


@contextmanager
def living_in(folder: Path) -> Iterator[None]:
    """Hold the folder as one who lives there; several may. Raises CannotStart while it is being emptied."""
    with _locked(folder, fcntl.LOCK_SH, "A restore is at work in this data folder. Start Goodcatch when it has ended."):
        yield


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder alone. Raises CannotStart while somebody lives there."""
    said = (
        "Goodcatch is running in this data folder, and would go on with what it remembers of the old house. Stop it "
        "first, then restore."
    )
    with _locked(folder, fcntl.LOCK_EX, said):
        yield


@contextmanager
def _locked(folder: Path, how: int, otherwise: str) -> Iterator[None]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / NAME, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise CannotStart(otherwise) from None
    try:
        yield
    finally:
        os.close(descriptor)
