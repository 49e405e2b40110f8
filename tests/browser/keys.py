"""Using a page by keyboard alone: Tab to what is wanted, with the focus in sight at every step."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

LONGEST = 120
"""How often Tab is pressed at most, from anywhere to anywhere on a page."""

_SEEN = """() => {
    const one = document.activeElement;
    if (one === document.body || one.matches(".skip, main, [role=alert]")) return true;
    return [one, one.closest(".choice")].some(each => {
        if (!each) return false;
        const style = getComputedStyle(each), box = each.getBoundingClientRect();
        const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        return inside && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
}"""
_NAMED = "() => document.activeElement.outerHTML.slice(0, 120)"
_THERE = "one => one === document.activeElement"


def tab_to(page: Page, one: Locator) -> None:
    """Press Tab until this has the focus; whatever has it on the way shows so, and stands in the window."""
    for _ in range(LONGEST):
        page.keyboard.press("Tab")
        assert page.evaluate(_SEEN), f"nobody sees the focus on {page.evaluate(_NAMED)}"
        if one.evaluate(_THERE):
            return
    raise AssertionError(f"Tab never comes to {one}")


def press(page: Page, one: Locator, key: str = "Enter") -> None:
    """Tab to a button or a link, and press it; wait until the page stands to which it leads."""
    tab_to(page, one)
    with page.expect_navigation():
        page.keyboard.press(key)


def write(page: Page, one: Locator, words: str) -> None:
    """Tab to a field, and type."""
    tab_to(page, one)
    page.keyboard.type(words)


def choose(page: Page, first: Locator, steps: int = 0) -> None:
    """Tab to a choice, go so many down by arrow keys, and take it."""
    tab_to(page, first)
    page.keyboard.press("Space")
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
