"""What lies on the disk, read as somebody who takes the files would read it."""

import subprocess
from collections.abc import Iterable
from pathlib import Path


def bytes_in(paths: Iterable[Path]) -> bytes:
    """Give the bytes of these files, one after the other; one that has gone has none.

    Another process reads them. When this one closed a file of SQLite that it has open besides, it would give up the
    locks that SQLite holds on it, and a process that comes to the database then would take it for unused.
    """
    return subprocess.run(["cat", "--", *map(str, paths)], capture_output=True, check=False).stdout
