"""The machine: room on disk, the walls around cleaned files, clocks, and where memory may be written to."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from goodcatch.files.cleaning import trying
from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.record import queries as record
from goodcatch.setup.terms import Finding
from goodcatch.vault import queries as vault

if sys.platform != "win32":
    import resource

DOCTOR = System("doctor")
LOW_MB, FULL_MB = 1000, 200
AHEAD = timedelta(minutes=5)
SWAPS, BLOCKS = Path("/proc/swaps"), Path("/sys/block")


def room() -> Iterator[Finding]:
    """Look how much room is left where the data lies."""
    left = shutil.disk_usage(settings.DATA_DIR).free // 1_000_000
    if left < FULL_MB:
        yield Finding("disk-full", {"mb": left})
    elif left < LOW_MB:
        yield Finding("disk-low", {"mb": left})


def walls() -> Iterator[Finding]:
    """Let a child climb the walls that stand around the cleaning of files."""
    held = trying.held()
    missing = [name for name in trying.WALLS if name not in held]
    if missing:
        yield Finding("walls-weak", {"names": ", ".join(missing)})


def dumps() -> Iterator[Finding]:
    """Look whether the limit for core dumps lets memory be written to disk."""
    if sys.platform != "win32" and resource.getrlimit(resource.RLIMIT_CORE)[0] != 0:
        yield Finding("core-dumps")


def memory() -> Iterator[Finding]:
    """Look whether the clock ran back, and, where keys are used, whether memory may be swapped in the clear."""
    latest = record.latest()
    if latest is not None and latest > clock.now() + AHEAD:
        yield Finding("clock-back")
    if vault.keys_made(viewer=DOCTOR):
        for name in plain_swaps(SWAPS, BLOCKS):
            yield Finding("swap-plain", {"name": name})


def plain_swaps(swaps: Path, blocks: Path) -> list[str]:
    """Give swap space that is neither memory itself (zram) nor a device that is seen to be encrypted."""
    if not swaps.exists():
        return []
    names = [line.split()[0] for line in swaps.read_text(encoding="utf-8").splitlines()[1:] if line.strip()]
    return [name for name in names if not _is_hidden(Path(name).resolve().name, blocks)]


def _is_hidden(device: str, blocks: Path) -> bool:
    if device.startswith("zram"):
        return True
    mapped = blocks / device / "dm" / "uuid"
    return mapped.exists() and mapped.read_text(encoding="ascii", errors="replace").startswith("CRYPT-")
