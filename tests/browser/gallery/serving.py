"""Serves the gallery through the house's own middleware, without a database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from unittest.mock import patch
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from config import house


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the library's
        """Say nothing."""


@contextmanager
def serving(port: int = 0) -> Iterator[tuple[str, threading.Thread]]:
    """Serve the gallery from a thread, and give its address and the thread."""
    with (
        override_settings(ROOT_URLCONF="tests.browser.gallery.urls"),
        patch.multiple(
            house,
            EARLIER_DEED="tests.browser.gallery.views.earlier_deed",
            FACTS={"house_name": "tests.browser.gallery.views.house_name"},
            NAVIGATION=[],
            SLOTS={},
        ),
        make_server("127.0.0.1", port, get_wsgi_application(), _Server, _Quiet) as server,
    ):
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", thread
        server.shutdown()
        thread.join()
