"""All pages of sealed channels and inquiries in a real browser, as everybody who comes to them: one tour, deed by deed.

Each page is looked at where the tour comes by: with axe on phone and desk, in light and dark (once for what is built of
the same parts), at 200 and 400 %, and as a screen reader reads it. What is told on the way is handled, summed up,
inquired into and closed, so that every page has something to show.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Response

from tests.browser import handling, inquiring, keeping, speaking, watching
from tests.browser.conftest import TIMEOUT_MS
from tests.browser.sight import lay_axe_ready, watch
from tests.browser.touring import ANSWERS, REACHED, Tour, keeps_to_itself
from tests.server import Server

pytestmark = pytest.mark.only_on("sqlite")  # pages are drawn alike on both


@pytest.fixture
def windows(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Give windows for several people at once; what no page may do fails the test."""
    mishaps: list[str] = []
    opened = [
        browser.new_context(reduced_motion="reduce", locale="en-GB", timezone_id="Europe/Oslo") for _each in range(4)
    ]

    def heard(answer: Response) -> None:
        if "text/html" in answer.headers.get("content-type", ""):
            mishaps.extend(keeps_to_itself(answer))

    for window in opened:
        window.set_default_timeout(TIMEOUT_MS)
        window.on("response", heard)
        watch(window, mishaps)
        lay_axe_ready(window)
    yield opened
    for window in opened:
        window.close()
    assert not mishaps, "\n".join(mishaps)


def test_every_page_of_sealed_channels_can_be_used_by_everybody(
    windows: list[BrowserContext], live_demo: Server
) -> None:
    tour = Tour()
    outside, lena, omar, other = (window.new_page() for window in windows)
    receipt = speaking.tell(outside, live_demo, tour)
    watching.be_watched(outside, live_demo, tour)
    handling.open_inbox(lena, live_demo, tour)
    report = handling.handle(lena, live_demo, tour)
    inquiring.inquire(lena, omar, live_demo, tour, report)
    handling.agree(omar, live_demo, tour, report)
    handling.close(lena, live_demo, tour, report)
    speaking.come_back(outside, live_demo, tour, receipt)
    watching.be_harmed(outside, live_demo, tour)
    speaking.make_it_theirs(outside, live_demo, tour, handling.write_down(lena, live_demo, tour))
    keeping.lists(lena, live_demo, tour)
    keeping.custodians(other, lena, live_demo, tour, report)
    keeping.plans(other, live_demo, tour)
    keeping.channels(other, lena, live_demo, tour)
    assert not tour.found, "\n".join(tour.found)
    assert REACHED - tour.kinds == set()
    assert not same_titles(tour)


def same_titles(tour: Tour) -> dict[str, str]:
    """Give the pages that bear the title of another one, but for what a form alone leads to."""
    shown = {kind: title for kind, title in tour.titles.items() if kind not in ANSWERS}
    titles = list(shown.values())
    return {kind: title for kind, title in shown.items() if titles.count(title) > 1}
