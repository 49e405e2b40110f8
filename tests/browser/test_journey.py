"""The story in a real browser, with scripts and without: what it sends, what it is given, and by keyboard alone."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, Response

from goodcatch.reports.terms import Kind
from tests.browser.conftest import Visit
from tests.browser.walking import CAST, come_in
from tests.journeys.story import tell
from tests.server import Server

SLUG = "northfield"
STAFF_COOKIES = ("goodcatch_session", "goodcatch_csrf")
NAMES = CAST | {"colleague": "Elif Demir"}


class BrowserHand:
    """Somebody at a window of Chromium."""

    def __init__(self, page: Page, url: str) -> None:
        self._page = page
        self._url = url

    @property
    def path(self) -> str:
        """Where this window is."""
        return urlsplit(self._page.url).path

    @property
    def words(self) -> str:
        """The text that stands in the window, in single spaces; also what is folded away."""
        return re.sub(r"\s+", " ", self._page.evaluate("document.body.textContent"))

    def open(self, path: str) -> None:
        """Type an address."""
        answer = self._page.goto(self._url + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def follow(self, words: str) -> None:
        """Click on the first link that says this, or that stands in one row with it."""
        link = self._page.get_by_role("link", name=words)
        row = self._page.locator("li", has_text=words).get_by_role("link")
        with self._page.expect_navigation():
            (link if link.count() else row).first.click()

    def send(self, button: str, **answers: str) -> None:
        """Fill in the form with this button, and press it."""
        pressed = self._page.get_by_role("button", name=button, exact=True).first
        form = self._page.locator("form").filter(has=pressed).first
        for name, answer in answers.items():
            fill_in(form.locator(f'[name="{name}"]'), answer)
        before = self._page.url
        with self._page.expect_navigation() as navigation:
            form.get_by_role("button", name=button, exact=True).first.click()
        assert navigation.value.status == 200, f"{before}: {self.words[:2000]}"


def fill_in(fields: Locator, answer: str) -> None:
    """Fill in what bears one name: words, one of several to choose from, or a tick."""
    kind = fields.first.evaluate("field => field.type")
    if kind in {"radio", "checkbox"}:
        chosen = fields.and_(fields.page.locator(f'[value="{answer}"]')) if answer != "on" else fields
        chosen.first.check(force=True)
    elif kind.startswith("select"):
        options = fields.first.locator("option")
        values = options.evaluate_all("all => all.map(one => [one.value, one.textContent.trim()])")
        chosen_value = next((value for value, label in values if answer in {value, label}), None)
        chosen_value = chosen_value or next(value for value, label in values if answer in label)
        fields.first.select_option(chosen_value)
    else:
        fields.first.fill(answer)


class Wire:
    """Everything that a window asked for, and what it was given."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[Request] = []
        self.responses: list[Response] = []
        context.on("request", self._asked)
        context.on("response", self._answered)

    def _asked(self, request: Request) -> None:
        self.requests.append(request)

    def _answered(self, response: Response) -> None:
        self.responses.append(response)

    def cookies_sent(self) -> list[tuple[str, str]]:
        """Give the path of each request with the cookies that it bore."""
        return [(urlsplit(one.url).path, one.all_headers().get("cookie", "")) for one in self.requests]

    def cookies_given(self) -> list[tuple[str, str]]:
        """Give the path of each answer with the cookie that it set, where it set one."""
        found = [(urlsplit(one.url).path, one.all_headers().get("set-cookie", "")) for one in self.responses]
        return [(path, cookie) for path, cookie in found if cookie]


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_one_matter_in_a_browser_in_which_somebody_is_signed_in(
    visit: Visit, live_demo: Server, javascript: bool
) -> None:
    """The reporter uses the very browser in which the triager is signed in."""
    windows: dict[str, Page] = {}

    def hand_of(who: str) -> BrowserHand:
        if who not in windows:
            if who == "reporter":
                windows[who] = windows["handler"].context.new_page()
            else:
                windows[who] = visit(javascript=javascript)
                come_in(windows[who], live_demo.url, NAMES[who])
        return BrowserHand(windows[who], live_demo.url)

    hand_of("handler")
    wire = Wire(windows["handler"].context)
    tell(hand_of, SLUG)
    outside = [(path, cookie) for path, cookie in wire.cookies_sent() if not path.startswith("/in/")]
    assert any(path == "/speak-up/report/" for path, _ in outside)
    for path, cookie in outside:
        assert not any(name in cookie for name in STAFF_COOKIES), path
    inside = [cookie for path, cookie in wire.cookies_sent() if path.startswith("/in/")]
    assert inside
    assert all("goodcatch_receipt" not in cookie for cookie in inside)
    given = [(path, cookie.split("=")[0]) for path, cookie in wire.cookies_given() if not path.startswith("/in/")]
    assert {name for _, name in given} == {"goodcatch_receipt"}
    assert {path for path, _ in given} <= {"/speak-up/receipt/", "/speak-up/report/"}


def test_before_the_receipt_no_cookie_is_set_or_sent(visit: Visit, live_demo: Server) -> None:
    page = visit()
    wire = Wire(page.context)
    hand = BrowserHand(page, live_demo.url)
    for path in ("/", "/lessons/", f"/speak-up/{SLUG}/"):
        hand.open(path)
    hand.send("Send", kind=Kind.HAZARD, happened="A loose plank on the stairs to the tank.", who="no")
    hand.send("Give me a receipt")
    hand.follow("I have written it down: try it")
    assert hand.path == "/speak-up/receipt/"
    assert len(wire.requests) > 8
    assert wire.cookies_given() == []
    assert {cookie for _, cookie in wire.cookies_sent()} == {""}
    assert page.context.cookies() == []
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_speaking_up_needs_a_keyboard_alone(visit: Visit, live_demo: Server, javascript: bool) -> None:
    page = visit(javascript=javascript)
    page.goto(live_demo.url + "/")
    press_on(page, "Speak up")
    press_on(page, "Safety and good work")
    assert urlsplit(page.url).path == f"/speak-up/{SLUG}/"
    tab_to(page, lambda focused: focused["name"] == "kind")
    page.keyboard.press("Space")
    tab_to(page, lambda focused: focused["name"] == "happened")
    page.keyboard.type("The gate at bay 4 does not close by itself.")
    tab_to(page, lambda focused: focused["name"] == "where")
    page.keyboard.type("Bay 4")
    tab_to(page, lambda focused: focused["name"] == "who")
    page.keyboard.press("Space")
    press_on(page, "Send")
    assert "Thank you. It has arrived." in page.inner_text("main")
    press_on(page, "Give me a receipt")
    rows = page.locator(".receipt .digits span").all_inner_texts()
    press_on(page, "I have written it down: try it")
    tab_to(page, lambda focused: focused["name"] == "receipt")
    page.keyboard.type(" ".join(rows))
    press_on(page, "Open")
    assert "The gate at bay 4 does not close by itself." in page.inner_text("main")


FOCUSED = """() => {
    const one = document.activeElement;
    return {name: one.name || "", text: (one.textContent || "").trim(), seen: one.matches(":focus-visible")};
}"""
LONGEST_WAY = 40


def tab_to(page: Page, arrived: Callable[[dict[str, str]], bool]) -> None:
    """Press Tab until the focus is where it should be; wherever it goes on the way, it can be seen."""
    for _ in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["seen"], focused
        if arrived(focused):
            return
    raise AssertionError(f"not reached by Tab on {page.url}")


def press_on(page: Page, words: str) -> None:
    """Tab to what says this, and press Enter."""
    tab_to(page, lambda focused: focused["text"] == words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
