"""Where a file lies between arriving and being kept: sealed block by block, before it touches any disk.

The temporary file has no name where the system allows it, and is gone with the process. Its key is in memory alone, and
no more than one block of the file is.
"""

from __future__ import annotations

import hashlib
import tempfile
import weakref
from collections.abc import Iterator

from goodcatch.files import seal


class Spool:
    """A file on its way, written once, read as often as needed."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the spool
        self.close = weakref.finalize(self, self._file.close)
        self._sealing = seal.Sealing()
        self._waiting = bytearray()
        self._hash = hashlib.sha256()
        self.length = 0
        self.chunks = 0
        self.padded_length = 0
        self._finished = False

    def write(self, data: bytes) -> None:
        """Take the next piece of the file."""
        self.length += len(data)
        self._hash.update(data)
        self._waiting += data
        while len(self._waiting) > seal.BLOCK:
            self._put(bytes(self._waiting[: seal.BLOCK]), last=False)
            del self._waiting[: seal.BLOCK]

    def finish(self) -> None:
        """Fill it up to its size class and end it; nothing can be written afterwards."""
        left = seal.padded(self.length) - (self.length - len(self._waiting))
        rest = bytes(self._waiting)
        while left > seal.BLOCK:
            self._put(rest.ljust(seal.BLOCK, b"\0"), last=False)
            rest, left = b"", left - seal.BLOCK
        self._put(rest.ljust(left, b"\0"), last=True)
        self._waiting.clear()
        self._finished = True

    def _put(self, block: bytes, *, last: bool) -> None:
        self._file.write(self._sealing.seal(block, last=last))
        self.chunks += 1
        self.padded_length += len(block)

    @property
    def sha256(self) -> str:
        """The hash of the file as it came, in hexadecimal digits."""
        return self._hash.hexdigest()

    @property
    def header(self) -> bytes:
        """The beginning of the sealed stream."""
        return self._sealing.header

    @property
    def key(self) -> seal.FileKey:
        """What opens it."""
        return seal.FileKey(self._sealing.key, self.length)

    def sealed_blocks(self) -> Iterator[bytes]:
        """Give the sealed blocks as they will be kept."""
        if not self._finished:
            raise RuntimeError("a spool is read when it is finished")
        for number in range(self.chunks):
            self._file.seek(number * seal.SEALED_BLOCK)
            yield self._file.read(seal.SEALED_BLOCK)

    def read(self) -> Iterator[bytes]:
        """Give the file as it came, piece by piece."""
        return seal.opened(self.sealed_blocks(), header=self.header, key=self.key)
