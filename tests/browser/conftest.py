"""A real browser for the tests in this folder, which sees what a visitor sees and reaches this machine alone."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import machine
from tests.browser.sight import DESK, Sight, watch

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    # Each page brings its scripts anew, axe among them: to compile them for speed takes longer than it ever saves.
    "--js-flags=--no-opt,--no-maglev",
)
TIMEOUT_MS = 15_000
AT_A_DESK = Sight(DESK, "light")


class Visit(Protocol):
    """Opens a window of a visitor of its own: no cookie, no history."""

    def __call__(self, sight: Sight = ..., *, javascript: bool = ...) -> Page: ...


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run Chromium. One for each file: while it runs, Playwright keeps an event loop that Django would stumble over."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), headless=True, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Give a way to open windows. A page that breaks its own rules, or reaches outside, fails the test."""
    mishaps: list[str] = []
    with contextlib.ExitStack() as stack:

        def open_window(sight: Sight = AT_A_DESK, *, javascript: bool = True) -> Page:
            context = browser.new_context(
                viewport={"width": sight.width, "height": 900},
                color_scheme=sight.scheme,
                reduced_motion="reduce",
                java_script_enabled=javascript,
                locale="en-GB",
                timezone_id="Europe/Oslo",
            )
            stack.callback(context.close)
            context.set_default_timeout(TIMEOUT_MS)
            watch(context, mishaps)
            return context.new_page()

        yield open_window
    assert not mishaps, "\n".join(mishaps)


@pytest.fixture
def page(visit: Callable[[], Page]) -> Page:
    """Give a window at a desk, in light, with JavaScript."""
    return visit()
