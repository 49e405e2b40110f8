"""A tour of pages that only a receipt or an unlocked key opens: each looked at, wherever the tour comes by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Locator, Page, Response

from tests.browser.rendering import Built
from tests.browser.sight import DESK, PHONE, make_wide, picture, sideways
from tests.browser.walking import kind_of

REFLOW, ZOOMED = 320, 640
"""WCAG 1.4.10: 1280 pixels at 400 %; and at 200 %."""
NAMED = {
    "button",
    "checkbox",
    "combobox",
    "DisclosureTriangle",
    "link",
    "listbox",
    "radio",
    "searchbox",
    "spinbutton",
    "textbox",
}
"""Roles of the accessibility tree of which each needs a name."""
LANDMARKS = {"banner": 1, "main": 1, "contentinfo": 1}
"""Landmarks, and how many of each a page has."""

_OUTSIDE_DOOR = "front choose about policy enter heard tell telling follow summary new_receipt check_proof minutes"
_REPORTS = (
    "sealed_reports sealed_report note assess hold lift_hold propose_summary hand_over leave_off let_in step_back "
    "where_it_went answer export agree carry ask_who write_down print_again change_turn channels channel poster "
    "prepare_sealed_channel open_sealed_channel translate_channel ask_question propose_office end_office sign_readers"
)
_VAULT = (
    "keys make unlock lose custodians propose sign opening open_first open_second refuse list admit sign_recovery "
    "rehearse answer let_go begin reseal"
)
_INQUIRY = (
    "inquiries inquiry open concerned allege plan step invite interview invitation print_transcript rights notes "
    "opinion transcript sign evidence find close reopen call_in hand_on recuse bridge look carry hold lift"
)
ANSWERS = {"watched:answer", "watched:harmed"}
"""Addresses that take a form alone, and answer with the page of a check-in or of its way to the sealed channel."""
REACHED = {
    *ANSWERS,
    "account_demo",
    "setup:doctor",
    "watch:plans",
    "watched:watched",
    *(f"standards:{name}" for name in ("law", "pack", "adopt", "policy")),
    *(f"speak_up:{name}" for name in _OUTSIDE_DOOR.split()),
    *(f"reports:{name}" for name in _REPORTS.split()),
    *(f"vault:{name}" for name in _VAULT.split()),
    *(f"inquiry:{name}" for name in _INQUIRY.split()),
}
"""Names of the addresses at which the tour looks."""

_AT_THIS_WIDTH = """() => {
    const all = [...document.querySelectorAll("body *")], told = one => one.outerHTML.slice(0, 120);
    const root = document.documentElement, wider = root.scrollWidth - root.clientWidth;
    const outside = wider && [...document.querySelectorAll("main *, header *, footer *")].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width > 4 && box.height > 4 && getComputedStyle(one).visibility === "visible"
            && (box.left < -1 || box.right > root.clientWidth + 1);
    }).slice(-3).map(told);
    const cut = all.filter(one => {
        if (one.scrollWidth <= one.clientWidth + 1 && one.scrollHeight <= one.clientHeight + 1) return false;
        const style = getComputedStyle(one);
        return /hidden|clip/.test(style.overflowX + style.overflowY) && one.clientWidth > 4 && one.clientHeight > 4;
    }).map(told);
    return [wider, outside, cut];
}"""
_WRITTEN = """() => {
    const untold = [...document.querySelectorAll("[aria-invalid=true]")].filter(one => {
        const holder = one.closest("[aria-describedby]");
        const ids = one.getAttribute("aria-describedby") || (holder && holder.getAttribute("aria-describedby")) || "";
        return !ids.split(" ").some(id => (document.getElementById(id)?.textContent || "").trim());
    });
    return [document.documentElement.outerHTML, untold.map(one => one.outerHTML.slice(0, 120))];
}"""
"""What a page is, and its fields that are marked as wrong and have no sentence bound to them."""


@dataclass
class Tour:
    """What a tour has seen, and what is wrong with any of it."""

    found: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    """Kind of page → its title, as it was first seen."""
    _built: Built = field(default_factory=Built)
    _readers: dict[Page, CDPSession] = field(default_factory=dict)
    """Each window with what reads it as a screen reader does."""

    @property
    def kinds(self) -> set[str]:
        """The names of the addresses that were come to."""
        return set(self.titles)

    def stop(self, page: Page, state: str = "") -> None:
        """Look at the page as it stands."""
        kind = kind_of(page.url.partition("//")[2].partition("/")[2].join(["/", ""]))
        where = f"{kind}, {state}" if state else kind
        name = f"tour-{where.replace(':', '-').replace(', ', '-')}"
        assert kind, page.url
        if page not in self._readers:
            self._readers[page] = page.context.new_cdp_session(page)
        html, untold = page.evaluate(_WRITTEN)
        wrong = [*_of_names(self._readers[page]), *(f"wrong, and not said why: {one}" for one in untold)]
        way = self._built.looked(html)
        if way is not sideways or kind not in self.titles:
            wrong += _of_widths(page)
        if way is not sideways:
            wrong += way(page, name)
        if kind not in self.titles:
            self.titles[kind] = page.title()
        if wrong:
            picture(page, name)
        self.found += [f"{where}: {one}" for one in wrong]


def _of_widths(page: Page) -> Iterator[str]:
    """Look at a page at 400 % and at 200 %, at a desk and on a phone: nothing is cut, and nobody scrolls sideways."""
    for width in (REFLOW, ZOOMED, DESK, PHONE):
        make_wide(page, width, 400 if width == ZOOMED else 900)
        wider, outside, cut = page.evaluate(_AT_THIS_WIDTH)
        if wider:
            yield f"{wider} pixels wider than a window of {width}: {outside}"
        yield from (f"cut at {width}: {one}" for one in cut)


def _of_names(reader: CDPSession) -> Iterator[str]:
    """Read a page as a screen reader does: each thing to use has a name, and each landmark stands there once."""
    nodes: list[dict[str, Any]] = reader.send("Accessibility.getFullAXTree")["nodes"]
    seen = [(node["role"]["value"], _name(node)) for node in nodes if not node.get("ignored") and "role" in node]
    for role, name in seen:
        if role in NAMED and not any(letter.isalnum() for letter in name):
            yield f"a {role} without a name ({name!r})"
    for role, times in LANDMARKS.items():
        if (counted := sum(one == role for one, _called in seen)) != times:
            yield f"{counted} landmarks of the kind {role}"


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", ""))


def press(one: Locator) -> None:
    """Press a button or follow a link that leads to another page, and wait until that stands."""
    with one.page.expect_navigation():
        one.click()


def keeps_to_itself(answer: Response) -> list[str]:
    """List what is wrong with the headers of an answer of the house."""
    headers = answer.headers
    policy = headers.get("content-security-policy", "")
    wrong = []
    if headers.get("referrer-policy") != "same-origin":
        wrong.append(f"{answer.url}: Referrer-Policy {headers.get('referrer-policy')}")
    if "default-src 'none'" not in policy or "unsafe" in policy or "//" in policy:
        wrong.append(f"{answer.url}: Content-Security-Policy {policy}")
    return wrong
