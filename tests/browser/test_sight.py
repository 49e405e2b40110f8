"""The browser of these tests sees what is wrong with a page, whatever the page's own rules forbid."""

import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit
from tests.browser.sight import DESK, PHONE, PICTURES, SIGHTS, Sight, axe, look, watch, widening

GOOD = '<!doctype html><html lang="en"><title>Good</title><main><h1>Good</h1><p>A page.</p></main></html>'
PAGES = {
    "/good": GOOD,
    "/poor": GOOD.replace("<p>A page.</p>", '<p>A <input name="unnamed"> page.</p>'),
    "/wide": GOOD.replace("<p>", "<table><tr><td>" + "wide" * 200 + "</table><p>"),
    "/narrow": GOOD.replace("<p>", "<table><tr><td>" + "wide" * 20 + "</table><p>"),
    "/dark": GOOD.replace("<main>", '<link rel="stylesheet" href="dim.css"><main>'),
    "/dim.css": "@media (prefers-color-scheme: dark) { body { background: #222; color: #333 } }",
    "/inline": GOOD.replace("<p>", "<script>1 + 1</script><p>"),
    "/outside": GOOD.replace("<p>", '<img alt="" src="http://192.0.2.1/seen.png"><p>'),
}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src *"


class Pages(BaseHTTPRequestHandler):
    """Serves the pages above under a policy as strict as the house's own."""

    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        kind = "css" if self.path.endswith(".css") else "html"
        self.send_header("Content-Type", f"text/{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the library's
        """Say nothing."""


class Door(ThreadingHTTPServer):
    """Serves them; a window that closes while it still reads is no mishap."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    with Door(("127.0.0.1", 0), Pages) as door:
        thread = threading.Thread(target=partial(door.serve_forever, poll_interval=0.05))
        thread.start()
        yield f"http://127.0.0.1:{door.server_port}"
        door.shutdown()
        thread.join()


def test_a_good_page_is_good_in_every_way_of_looking(page: Page, pages: str) -> None:
    page.goto(f"{pages}/good")
    assert look(page, "sight") == []
    assert all((PICTURES / f"sight-{sight}.png").stat().st_size > 1000 for sight in SIGHTS)


@pytest.mark.parametrize(
    ("path", "seen"),
    [("/poor", SIGHTS), ("/wide", SIGHTS), ("/narrow", SIGHTS[:2]), ("/dark", SIGHTS[1::2])],
    ids=["poor", "wide", "wider than a phone", "poor in the dark"],
)
def test_what_is_wrong_is_named_with_the_way_of_looking(
    page: Page, pages: str, path: str, seen: tuple[Sight, ...]
) -> None:
    page.goto(pages + path)
    assert {one.partition(":")[0] for one in look(page, "sight-wrong")} == {str(sight) for sight in seen}


def test_axe_names_a_field_without_a_label(visit: Visit, pages: str) -> None:
    page = visit()
    page.goto(f"{pages}/poor")
    (found,) = axe(page)
    assert found.startswith("label (critical)")
    assert 'name="unnamed"' in found


def test_a_page_wider_than_a_phone_is_measured(visit: Visit, pages: str) -> None:
    page = visit(Sight(PHONE, "light"))
    page.goto(f"{pages}/wide")
    assert widening(page) > DESK


def test_no_javascript_means_none(visit: Visit, pages: str) -> None:
    page = visit(javascript=False)
    page.goto(f"{pages}/good")
    assert page.get_by_role("heading").inner_text() == "Good"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/good", ""),
        ("/inline", "content security policy"),
        ("/outside", "something outside: http://192.0.2.1/seen.png"),
    ],
)
def test_what_no_page_may_do_is_noticed(browser: Browser, pages: str, path: str, found: str) -> None:
    mishaps: list[str] = []
    context = browser.new_context()
    watch(context, mishaps)
    context.new_page().goto(f"{pages}{path}", wait_until="load")
    context.close()
    assert [found in mishap for mishap in mishaps] == ([True] if found else [])
