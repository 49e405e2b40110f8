"""A house that is set up as it should be, for tests that then spoil one thing of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from goodcatch.setup import examining
from tests import postgres

if sys.platform != "win32":
    import resource


@pytest.fixture
def healthy(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Set this process and its data folder up as `goodcatch up` does; give the folder."""
    monkeypatch.delenv(postgres.URL_VARIABLE, raising=False)  # a secret, and read long since
    mask, core = os.umask(0o077), resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, core[1]))
    folder = Path(settings.DATA_DIR)
    modes = {path: path.stat().st_mode for path in [folder, *folder.rglob("*")]}
    for path in modes:
        path.chmod(0o700 if path.is_dir() else 0o600)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL log_min_messages = 'fatal'")  # as docs/running/postgresql.md asks for
    yield folder
    for path, mode in modes.items():
        if path.exists():
            path.chmod(mode & 0o7777)
    os.umask(mask)
    resource.setrlimit(resource.RLIMIT_CORE, core)


def codes() -> list[str]:
    """Examine the house, and give the codes of what was found."""
    return [each.code for each in examining.findings()]
