"""Static files under names that carry a hash of their content, so that browsers keep them for a year.

The names are computed when the process starts, from the files where they lie: nothing is collected or copied
beforehand, and a page and the files it names always come from the same version.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path, PurePosixPath
from typing import ClassVar

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]  # bears no types


@cache
def hashed_names() -> dict[str, tuple[str, str]]:
    """Give, for each static file, its name with the hash of its content, and where it lies."""
    found: dict[str, tuple[str, str]] = {}
    for finder in finders.get_finders():
        for name, storage in finder.list(None):
            path = storage.path(name)
            plain = PurePosixPath(name.replace("\\", "/"))
            digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
            hashed = plain.with_name(f"{plain.stem}.{digest}{plain.suffix}")
            found.setdefault(str(plain), (str(hashed), path))
    return found


class HashedNames(StaticFilesStorage):
    """Gives the address of a static file by its hashed name. Raises ValueError for a file that is not there."""

    def url(self, name: str | None) -> str:
        """Give the address under which the file is kept for long."""
        plain = name or ""
        if plain not in hashed_names():
            raise ValueError(f"There is no static file '{plain}'.")
        return super().url(hashed_names()[plain][0])


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # its base bears no types
    """Serves the static files, under their plain names for a minute and under their hashed names for good."""

    _known: ClassVar[dict[str, object]] = {}

    def add_files_from_finders(self) -> None:
        """Know every file under both names; they are looked at once in a process, however often this is made."""
        if not self._known:
            super().add_files_from_finders()
            for hashed, path in hashed_names().values():
                self.add_file_to_dictionary(self.static_prefix + hashed, path)
            self._known.update(self.files)
        self.files.update(self._known)
