"""The part of the tour of whoever is watched over afterwards: said yes, asked after a while, harmed."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import keys
from tests.browser.handling import words_of
from tests.browser.touring import Tour, press
from tests.browser.walking import asked_for
from tests.server import Server

HARM = "I am on nights since then, and nobody says why."


def be_watched(page: Page, server: Server, tour: Tour) -> None:
    """Read what being watched over means, and say yes."""
    page.goto(f"{server.url}/speak-up/watched/")
    tour.stop(page, "asked")
    form = page.locator("main form").filter(has=page.locator("[name=wanted]"))
    press(form.locator("button").last)
    tour.stop(page, "refused")
    page.locator("[name=wanted][value=yes]").check()
    press(form.locator("button").last)
    tour.stop(page)


def be_harmed(page: Page, server: Server, tour: Tour) -> None:
    """Come back when a question waits, by keyboard alone; say yes, and tell on the sealed channel to which it leads."""
    page.goto(f"{server.url}/speak-up/receipt/")
    keys.write(page, page.get_by_label("Your receipt"), words_of(server, "The receipt of somebody who is watched over"))
    keys.press(page, page.get_by_role("button", name="Open"))
    page.goto(f"{server.url}/speak-up/watched/")
    tour.stop(page, "a question waits")
    keys.press(page, page.get_by_role("button", name="Answer"))
    expect(page.get_by_role("alert")).to_contain_text("Choose one")
    tour.stop(page, "refused")
    keys.choose(page, page.locator("[name=said]").first, steps=1)
    keys.choose(page, page.locator("[name=harms]").first)
    keys.write(page, page.locator("[name=text]").first, HARM)
    keys.press(page, page.get_by_role("button", name="Answer"))
    tour.stop(page, "yes")
    keys.press(page, page.get_by_role("button", name="Go on"))
    tour.stop(page, "refused")
    for name, word in asked_for(page).items():
        keys.write(page, page.locator(f"[name={name}]"), word)
    keys.press(page, page.get_by_role("button", name="Go on"))
    expect(page.get_by_label(re.compile("^2. What happened"))).to_have_value(HARM)
    expect(page.locator("[name=harms]").first).to_be_checked()
    tour.stop(page, "harmed")
    keys.choose(page, page.locator("[name=known]").first)
    keys.press(page, page.get_by_role("button", name="Send", exact=True))
    expect(page.get_by_role("status")).to_contain_text("It is sent, and sealed.")
