"""The browser of these tests sees what is wrong with a page, whatever the page's own rules forbid."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit
from tests.browser.door import opened
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


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    with opened(POLICY, PAGES) as door:
        yield door.url


def test_a_good_page_is_good_in_every_way_of_looking(page: Page, pages: str) -> None:
    page.goto(f"{pages}/good")
    assert look(page, "sight") == []


@pytest.mark.parametrize(
    ("path", "seen"),
    [("/poor", SIGHTS[::2]), ("/wide", SIGHTS[::2]), ("/narrow", SIGHTS[:1]), ("/dark", SIGHTS[1::2])],
    ids=["poor", "wide", "wider than a phone", "poor in the dark"],
)
def test_what_is_wrong_is_named_with_the_way_of_looking(
    page: Page, pages: str, path: str, seen: tuple[Sight, ...]
) -> None:
    page.goto(pages + path)
    assert {one.partition(":")[0] for one in look(page, "sight-wrong")} == {str(sight) for sight in seen}
    assert all((PICTURES / f"sight-wrong-{sight}.png").stat().st_size > 1000 for sight in seen)


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
    failed: list[str | None] = []
    context = browser.new_context()
    watch(context, mishaps)
    context.on("requestfailed", lambda request: failed.append(request.failure))
    context.new_page().goto(f"{pages}{path}", wait_until="load")
    context.close()
    assert [found in mishap for mishap in mishaps] == ([True] if found else [])
    assert failed == (["net::ERR_NAME_NOT_RESOLVED"] if "outside" in found else [])
