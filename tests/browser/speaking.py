"""The part of the tour of whoever speaks up: channel, receipt, telling, following, coming back."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.touring import Tour, press
from tests.browser.walking import SLUG, asked_for
from tests.server import Server

TOLD = "The valve at the north gate was painted over, so that nobody sees the crack. I was asked to say nothing."
NOTE: FilePayload = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"Painted on a Sunday."}


def cookies(page: Page) -> set[str]:
    return {cookie.get("name", "") for cookie in page.context.cookies()}


def tell(page: Page, server: Server, tour: Tour) -> list[str]:
    """Read what there is to read first, take a receipt, and tell; give the words of the receipt."""
    for path in ("/", "/speak-up/", f"/speak-up/{SLUG}/about/", "/speak-up/policy/", "/speak-up/receipt/"):
        page.goto(server.url + path)
        tour.stop(page)
    press(page.get_by_role("button", name="Open"))
    tour.stop(page, "refused")
    page.goto(f"{server.url}/speak-up/report/heard/")
    tour.stop(page)
    page.goto(f"{server.url}/speak-up/{SLUG}/")
    tour.stop(page)
    words = page.locator(".receipt li").all_inner_texts()
    press(page.get_by_role("button", name="Go on"))
    tour.stop(page, "refused")
    assert cookies(page) == set()
    for name, word in asked_for(page).items():
        page.locator(f"[name={name}]").fill(word)
    press(page.get_by_role("button", name="Go on"))
    page.wait_for_url("**/telling/**")
    assert cookies(page) == {"goodcatch_receipt"}
    tour.stop(page)
    _write(page, tour)
    return words


def _write(page: Page, tour: Tour) -> None:
    press(page.get_by_role("button", name="Send", exact=True))
    expect(page.get_by_role("alert")).to_be_visible()
    tour.stop(page, "refused")
    page.get_by_label("It does not seem right").check()
    page.get_by_label(re.compile("^2. What happened")).fill(TOLD)
    page.locator("[name=attached]").last.set_input_files([NOTE])
    press(page.get_by_role("button", name="Save, and finish later"))
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    tour.stop(page, "saved")
    page.locator("[name=danger]").check()  # those who handle it are told at once
    page.locator("[name=known][value=apart]").check()
    page.locator("[name=name]").fill("Sam Okafor")
    page.locator("[name=remedy]").fill("Paint that shows cracks.")
    press(page.get_by_role("button", name="Send", exact=True))
    expect(page.get_by_role("status")).to_contain_text("It is sent, and sealed.")
    tour.stop(page, "sent")
    press(page.get_by_role("button", name="Send"))
    tour.stop(page, "refused")
    page.get_by_label("Write to those who handle it").fill("It was painted again.")
    page.locator("[name=attached]").last.set_input_files([NOTE])
    press(page.get_by_role("button", name="Send"))
    expect(page.locator(".dialogue")).to_contain_text("It was painted again.")
    tour.stop(page)


def come_back(page: Page, server: Server, tour: Tour, words: list[str]) -> None:
    """Come back with the receipt: read the answer and the summary, answer the three questions, take another receipt."""
    press(page.get_by_role("button", name="Leave"))
    assert cookies(page) == set()
    page.get_by_label("Your receipt").fill(" ".join(words))
    press(page.get_by_role("button", name="Open"))
    page.wait_for_url("**/speak-up/report/")
    tour.stop(page, "closed")
    page.goto(f"{server.url}/speak-up/report/summary/")
    tour.stop(page)
    page.goto(f"{server.url}/speak-up/report/")
    for name in ("heard", "told", "protected"):
        page.locator(f"[name={name}]").first.check()
    press(page.get_by_role("button", name="Send").first)
    page.wait_for_url("**/speak-up/report/")
    tour.stop(page, "heard")
    proof = page.request.get(f"{server.url}/speak-up/report/proof.json")
    assert proof.ok
    assert page.request.get(f"{server.url}/speak-up/report/told.json").ok
    link = page.get_by_role("link", name="note.txt").first.get_attribute("href")
    assert page.request.get(f"{server.url}{link}").ok
    page.goto(f"{server.url}/speak-up/new-receipt/")
    tour.stop(page)
    press(page.get_by_role("button", name="Use this receipt"))
    tour.stop(page, "refused")
    page.goto(f"{server.url}/speak-up/proof/")
    tour.stop(page)
    page.locator("main textarea").fill(proof.text())
    press(page.get_by_role("button", name="Check"))
    tour.stop(page, "checked")


def make_it_theirs(page: Page, server: Server, tour: Tour, printed: list[str]) -> None:
    """Come in with a printed receipt, take one that nobody else has seen, and read what was written down."""
    page.context.clear_cookies()
    page.goto(f"{server.url}/speak-up/receipt/")
    page.get_by_label("Your receipt").fill(" ".join(printed))
    press(page.get_by_role("button", name="Open"))
    tour.stop(page, "printed")
    for name, word in asked_for(page).items():
        page.locator(f"[name={name}]").fill(word)
    press(page.get_by_role("button", name="Use this receipt"))
    page.goto(f"{server.url}/speak-up/report/minutes/")
    tour.stop(page)
    press(page.get_by_role("button", name="Send").last)
    tour.stop(page, "refused")
    page.locator("[name=said]").first.check()
    press(page.get_by_role("button", name="Send").last)
    tour.stop(page, "signed")
