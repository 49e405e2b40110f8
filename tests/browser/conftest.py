"""A real browser for the tests in this folder, which sees what a visitor sees and reaches this machine alone."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, sync_playwright

from tests import machine
from tests.browser.sight import DESK, SIGHTS, Sight

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
TIMEOUT_MS = 15_000


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

        def open_window(sight: Sight = Sight(DESK, "light"), *, javascript: bool = True) -> Page:
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
            _watch(context, mishaps)
            return context.new_page()

        yield open_window
    assert not mishaps, "\n".join(mishaps)


@pytest.fixture(params=SIGHTS, ids=str)
def sight(request: pytest.FixtureRequest) -> Sight:
    """Give each way of looking in turn: phone and desk, light and dark."""
    assert isinstance(request.param, Sight)
    return request.param


@pytest.fixture
def page(visit: Callable[[], Page]) -> Page:
    """Give a window at a desk, in light, with JavaScript."""
    return visit()


def _watch(context: BrowserContext, mishaps: list[str]) -> None:
    """Write down what no page of the house may do."""

    def judge_request(route: Route, request: Request) -> None:
        if urlsplit(request.url).hostname in {"127.0.0.1", "localhost"}:
            route.continue_()
        else:
            mishaps.append(f"The page asked for something outside: {request.url}")
            route.abort()

    def judge_message(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            mishaps.append(f"The page breaks its own content security policy: {message.text}")

    context.route("**/*", judge_request)
    context.on("console", judge_message)
    context.on("weberror", lambda error: mishaps.append(f"A script of the page failed: {error.error}"))
