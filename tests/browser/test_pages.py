"""Every page of the house, as somebody of the demo's cast comes to it: readable for everybody, on every screen."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.rendering import Built
from tests.browser.sight import lay_axe_ready, watch
from tests.browser.walking import CAST, IN_MANY_STATES, Walk, come_in
from tests.server import Server

ANYBODY = "anybody"
WHOLE = "document.documentElement.outerHTML"
LOOKED_AT = 4
"""How many pages are looked at of a kind that looks different with what stands in it; of each other kind, one."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give one window for one person; what no page may do fails the test."""
    mishaps: list[str] = []
    context = browser.new_context(reduced_motion="reduce", locale="en-GB", timezone_id="Europe/Oslo")
    watch(context, mishaps)
    lay_axe_ready(context)
    yield context
    context.close()
    assert not mishaps, "\n".join(mishaps)


@dataclass
class Looked:
    """What was looked at, by whomever: how many pages of each kind, and what they are built of."""

    kinds: Counter[str] = field(default_factory=Counter)
    built: Built = field(default_factory=Built)


@pytest.fixture(scope="module")
def looked() -> Looked:
    return Looked()


@pytest.mark.parametrize("who", [*CAST, ANYBODY])
def test_everybody_can_read_every_page(context: BrowserContext, live_demo: Server, looked: Looked, who: str) -> None:
    page = context.new_page()
    if who != ANYBODY:
        come_in(page, live_demo.url, CAST[who])
    found: list[str] = []
    for path, kind in Walk(context, live_demo.url).go("/" if who == ANYBODY else "/in/"):
        if looked.kinds[kind] >= (LOOKED_AT if kind in IN_MANY_STATES else 1):
            continue
        looked.kinds[kind] += 1
        page.goto(live_demo.url + path)
        sees = looked.built.looked(page.evaluate(WHOLE))
        found += [f"{path} at {one}" for one in sees(page, f"page-{kind.replace(':', '-')}-{who}")]
    assert not found, "\n".join(found)
