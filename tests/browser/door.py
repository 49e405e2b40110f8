"""Gives pages made beforehand to a browser, under a policy, as the house would: with its own files beside them."""

import mimetypes
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class Door(ThreadingHTTPServer):
    """Answers with what stands at a path: the text of a page, or a file, which the browser may keep."""

    daemon_threads = True

    def __init__(self, policy: str, pages: dict[str, str], files: Mapping[str, Path]) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.policy = policy
        self.pages = pages
        self.files = files

    @property
    def url(self) -> str:
        """Give the address at which it stands."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a window that closes while it still reads."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Answer(BaseHTTPRequestHandler):
    server: Door
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        file = self.server.files.get(path)
        body = file.read_bytes() if file else self.server.pages.get(path, "").encode()
        kind = mimetypes.guess_type(path)[0] if file or path.endswith(".css") else "text/html"
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", f"{kind or 'application/octet-stream'}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Cache-Control", "max-age=3600" if file else "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the library's
        """Say nothing."""


@contextmanager
def opened(policy: str, pages: dict[str, str], files: Mapping[str, Path] | None = None) -> Iterator[Door]:
    """Open the door in a thread; what stands in `pages` may change while it is open."""
    with Door(policy, pages, files or {}) as door:
        thread = threading.Thread(target=partial(door.serve_forever, poll_interval=0.05))
        thread.start()
        yield door
        door.shutdown()
        thread.join()
