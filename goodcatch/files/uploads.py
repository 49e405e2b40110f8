"""Uploads, sealed before any disk: the one upload handler of the house.

Django's own would write large files into a temporary folder in the clear. This one seals each piece as it arrives, and
takes files only where a view says that it takes them (`takes_files`); anywhere else they are read past.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from goodcatch.files import services
from goodcatch.files.terms import limits

if TYPE_CHECKING:
    _UploadedFile = UploadedFile[bytes]
else:
    _UploadedFile = UploadedFile
View = TypeVar("View", bound=Callable[..., Any])
BROUGHT = "goodcatch.files"
"""Where the environment of a request says how many files came with it."""


def takes_files(view: View) -> View:
    """Let a view's forms bring files."""
    view.takes_files = True  # type: ignore[attr-defined]  # the handler asks for it
    return view


class Upload(_UploadedFile):
    """A file of a form, sealed in its spool; it is opened by `services.examine` alone."""

    def __init__(self, received: services.Received) -> None:
        super().__init__(file=None, name=received.name, size=received.spool.length)
        self.received = received

    def close(self) -> None:
        """Forget it; called when the request has been answered."""
        self.received.spool.close()


class SealedUploads(FileUploadHandler):
    """Streams each file of a form into a spool of its own."""

    chunk_size = 64 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._receiving: services.Receiving | None = None
        self._taken = 0
        self._limits = limits()

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:  # noqa: N803  # Django's name
        """Refuse what is larger than everything that fits in a form, before any of it is read.

        Whatever is smaller is read to its end, and kept where it fits, so that the words of its form are there.
        """
        if content_length > self._limits.in_a_form:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; read past it where no file was asked for."""
        super().new_file(*args, **kwargs)
        self._receiving = None
        if not self._wanted():
            raise SkipFile
        self._taken += 1
        self.request.META[BROUGHT] = self._taken  # type: ignore[union-attr]  # it has one, as the line before shows
        self._receiving = services.Receiving(name=self.file_name or "")
        self.file = self._receiving.spool  # closed by the parser where something breaks

    def _wanted(self) -> bool:
        match = getattr(self.request, "resolver_match", None)
        return bool(match and getattr(match.func, "takes_files", False))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Seal the next piece; of files beyond the number that fits in a form, nothing is kept."""
        if self._receiving is not None and self._taken <= self._limits.at_once:
            self._receiving.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> Upload | None:
        """Give the form its file."""
        if self._receiving is None:
            return None
        received, self._receiving = self._receiving.finish(), None
        return Upload(received)

    def upload_interrupted(self) -> None:
        """Forget a file that never came to its end."""
        if self._receiving is not None:
            self._receiving.spool.close()
            self._receiving = None
