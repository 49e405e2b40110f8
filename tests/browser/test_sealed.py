"""Speaking up on a sealed channel in a real browser: without JavaScript and style sheets, by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Request, Route, expect

from tests.browser import keys
from tests.browser.conftest import Visit
from tests.browser.handling import HANDLER, words_of
from tests.browser.sight import PHONE, Sight
from tests.browser.speaking import cookies
from tests.browser.walking import SLUG, asked_for
from tests.server import Server

TOLD = "The inspection was signed before anybody went there."


def begin(page: Page, url: str) -> list[str]:
    """Take a receipt and type two of its words back; give all ten."""
    page.goto(f"{url}/speak-up/{SLUG}/")
    words = page.locator(".receipt li").all_inner_texts()
    for name, word in asked_for(page).items():
        page.locator(f"[name={name}]").fill(word)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Save, and finish later")).to_be_visible()
    return words


def send(page: Page) -> None:
    """Answer the three questions, and send."""
    page.get_by_label("It does not seem right").check()
    page.get_by_label(re.compile("^2. What happened")).fill(TOLD)
    page.locator("[name=known][value=no]").check()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("It is sent, and sealed.")


def keep_styles_out(page: Page) -> list[str]:
    """Let no style sheet come; give the addresses of those that a page asked for."""
    kept_out: list[str] = []

    def judge(route: Route, request: Request) -> None:
        if request.resource_type == "stylesheet":
            kept_out.append(request.url)
            route.abort()
        else:
            route.fallback()

    page.route("**/*", judge)
    return kept_out


def holds_of(server: Server, words: str) -> list[str]:
    """Give the files of the house in which these words lie, whatever it keeps there."""
    return [path.name for path in server.data_dir.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_the_journey_needs_no_script_no_style_and_no_cookie_and_nobody_logs_it(visit: Visit, live_demo: Server) -> None:
    logged = live_demo.log.read_bytes()
    page = visit(Sight(PHONE, "light"), javascript=False)
    kept_out = keep_styles_out(page)
    page.goto(f"{live_demo.url}/speak-up/{SLUG}/")
    assert cookies(page) == set()
    words = begin(page, live_demo.url)
    assert cookies(page) == {"goodcatch_receipt"}
    page.get_by_label(re.compile("^2. What happened")).fill("Half of it")
    page.get_by_role("button", name="Save, and finish later").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.get_by_role("button", name="Leave").click()
    assert cookies(page) == set()
    page.get_by_label("Your receipt").fill(" ".join(words))
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_label(re.compile("^2. What happened"))).to_have_value("Half of it")
    send(page)
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your report")
    page.get_by_label("Write to those who handle it").fill("It happened again.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".dialogue")).to_contain_text("It happened again.")
    assert kept_out
    assert page.evaluate("getComputedStyle(document.body).margin") == "8px", "the browser's own style alone"
    assert live_demo.log.read_bytes() == logged, "a line for the requests of whoever speaks up"
    assert holds_of(live_demo, page.evaluate("navigator.userAgent")) == []


def test_speaking_up_by_keyboard_alone(visit: Visit, live_demo: Server) -> None:
    page = visit(javascript=False)
    page.goto(f"{live_demo.url}/speak-up/")
    keys.press(page, page.get_by_role("link", name="Ethics and integrity").first)
    for name, word in asked_for(page).items():
        keys.write(page, page.locator(f"[name={name}]"), word)
    keys.press(page, page.get_by_role("button", name="Go on"))
    keys.choose(page, page.locator("[name=kind]").first, steps=1)
    keys.write(page, page.locator("[name=happened]"), TOLD)
    keys.choose(page, page.locator("[name=known]").first)
    keys.press(page, page.get_by_role("button", name="Send", exact=True), "Space")
    expect(page.get_by_role("status")).to_contain_text("It is sent, and sealed.")
    keys.write(page, page.get_by_label("Write to those who handle it"), "It happened again.")
    keys.press(page, page.get_by_role("button", name="Send"))
    expect(page.locator(".dialogue")).to_contain_text("It happened again.")
    keys.press(page, page.get_by_role("button", name="Leave"))
    assert cookies(page) == set()


def test_handling_by_keyboard_alone_and_without_script(visit: Visit, live_demo: Server) -> None:
    reporter, page = visit(javascript=False), visit(javascript=False)
    begin(reporter, live_demo.url)
    reporter.locator("[name=danger]").check()  # those who handle it are told at once
    send(reporter)
    page.goto(f"{live_demo.url}/in/account/demo/")
    keys.press(page, page.get_by_role("button", name=f"Come in as {HANDLER}"))
    page.goto(f"{live_demo.url}/in/reports/sealed/")
    keys.press(page, page.get_by_role("link", name="Unlock first"))
    keys.write(page, page.get_by_label("Your six words"), words_of(live_demo, HANDLER))
    keys.press(page, page.get_by_role("button", name="Unlock"))
    keys.press(page, page.get_by_role("link", name=TOLD[:40]).first)
    keys.press(page, page.get_by_role("button", name="Thank you, we have it"), "Space")
    keys.write(page, page.get_by_label("Your message"), "Who signed it?")
    keys.press(page, page.get_by_role("button", name="Send"))
    expect(page.locator(".dialogue")).to_contain_text("Who signed it?")
    keys.press(page, page.get_by_role("link", name="Close with an answer"))
    keys.write(page, page.get_by_label("Your answer"), "We look into it.")
    keys.choose(page, page.locator("[name=outcome]").first, steps=2)
    keys.press(page, page.get_by_role("button", name="Close with this answer"))
    expect(page.get_by_role("status")).to_contain_text("Closed, with an answer.")
    reporter.reload()
    expect(reporter.locator(".dialogue")).to_contain_text("Who signed it?")
