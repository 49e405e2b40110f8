"""What this machine has for the tests, and how to add what it lacks."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first that is here is driven. The headless one is the same engine, at a third of the work: it draws no window."""


@dataclass(frozen=True)
class Need:
    """Something outside the repository that some tests need."""

    name: str
    missing: str
    add: str


POSTGRES = Need("PostgreSQL", "PostgreSQL's server is not installed", "make machine")
CHROMIUM = Need("browser", "Chromium is not installed, or a library that its driver needs", "make machine")
READERS = Need("readers", "exiftool or poppler's pdfinfo is not installed", "make machine")
SHARED_DATA = Need(
    "shared", "the folder ../shared is not beside the repository", f"put the shared design and data at {SHARED}"
)


def chromium() -> str | None:
    """Find the browser that the tests drive, if what drives it can run here too."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None) if _driver_runs() else None


@cache
def _driver_runs() -> bool:
    """Say whether Playwright's driver starts: on a bare system it may lack a library."""
    place = find_spec("playwright")
    if place is None or place.origin is None:
        return False
    driver = Path(place.origin).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
    try:
        return subprocess.run([str(driver), "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def shared() -> Path | None:
    """Find the folder with the shared design and data."""
    return SHARED if SHARED.is_dir() else None


def readers() -> bool | None:
    """Find the programs that read hidden data back, which are others than those that take it out."""
    return True if all(shutil.which(name) for name in ("exiftool", "pdfinfo", "pdfdetach")) else None


def missing() -> list[Need]:
    """List what is not here."""
    here = {POSTGRES: postgres.programs(), CHROMIUM: chromium(), READERS: readers(), SHARED_DATA: shared()}
    return [need for need, found in here.items() if found is None]


def everything_required() -> bool:
    """Say whether a missing thing is a failure (continuous integration) or a test left out (a desk)."""
    return os.environ.get("CI") == "true"
