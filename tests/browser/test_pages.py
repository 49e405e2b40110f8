"""Every page of the house, as somebody of the demo's cast comes to it: readable for everybody, on every screen."""

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.sight import DESK, PHONE, axe, picture, watch, widening
from tests.browser.walking import CAST, Walk, come_in
from tests.server import Server

ANYBODY = "anybody"
IN_MANY_STATES = {
    "casefile:story",
    "reviews:review",
    "actions:action",
    "lessons:lesson",
    "reports:report",
    "recognition:thanks",
}
"""Kinds of page that look different with what stands in them: several are looked at, of each other kind one."""
LOOKED_AT = 4


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give one window for one person; what no page may do fails the test."""
    mishaps: list[str] = []
    context = browser.new_context(reduced_motion="reduce", locale="en-GB", timezone_id="Europe/Oslo")
    watch(context, mishaps)
    yield context
    context.close()
    assert not mishaps, "\n".join(mishaps)


@pytest.fixture(scope="module")
def looked() -> Counter[str]:
    """Count the pages of each kind that were looked at, by whomever."""
    return Counter()


def problems(page: Page, path: str) -> list[str]:
    """Look at a page on phone and desk, in light and, as for its colours, which are all that changes, in dark."""
    found: list[str] = []
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        found += [f"{path} at {width}, light: {one}" for one in axe(page)]
        if wider := widening(page):
            found.append(f"{path} at {width} is {wider} pixels wider than the window")
        page.emulate_media(color_scheme="dark")
        found += [f"{path} at {width}, dark: {one}" for one in axe(page, "color-contrast", "link-in-text-block")]
    return found


@pytest.mark.parametrize("who", [*CAST, ANYBODY])
def test_everybody_can_read_every_page(
    context: BrowserContext, live_demo: Server, looked: Counter[str], who: str
) -> None:
    if who != ANYBODY:
        come_in(context, live_demo.url, CAST[who])
    page = context.new_page()
    found: list[str] = []
    for path, kind in Walk(context.request, live_demo.url).go("/" if who == ANYBODY else "/in/"):
        if looked[kind] >= (LOOKED_AT if kind in IN_MANY_STATES else 1):
            continue
        looked[kind] += 1
        page.goto(live_demo.url + path)
        if wrong := problems(page, path):
            found += wrong
            picture(page, f"page-{kind.replace(':', '-')}-{who}")
    assert not found, "\n".join(found)
