"""Somebody tells a reader in person: written down, printed, made theirs, corrected and signed, in a real browser."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import Page, expect

from goodcatch.kernel import clock
from goodcatch.reports.slots import DEMO_KEYS
from tests.browser.conftest import Visit
from tests.browser.sight import PHONE, Sight
from tests.browser.walking import asked_for, come_in
from tests.server import Server

SAID = "The pump log was filled in afterwards."
OTHERWISE = "It was the log of pump 12."
LIST = "/in/reports/sealed/"


def unlocked(page: Page, live: Server) -> Page:
    """Come in as Lena Brandt, and unlock her key."""
    lines = (live.data_dir / DEMO_KEYS).read_text(encoding="utf-8").splitlines()
    words = next(line.partition(": ")[2] for line in lines if line.startswith("Lena"))
    come_in(page, live.url, "Lena Brandt")
    page.goto(f"{live.url}/in/keys/unlock/?next={quote(LIST)}")
    page.locator("[name=phrase]").fill(words)
    page.get_by_role("button", name="Unlock").click()
    page.wait_for_url(f"**{LIST}")
    return page


def write_down(page: Page) -> str:
    """Fill in the page and send it, badly first; give the words of the receipt to print."""
    page.get_by_role("link", name="Write down what somebody told me").click()
    page.locator("[name=way][value=in_person]").check()
    page.locator("[name=told_on]").fill(clock.today().isoformat())
    page.locator("[name=agreed]").check()
    page.locator("[name=kind][value=not_right]").check()
    page.get_by_role("button", name="Seal it").click()
    expect(page.get_by_text("in a sentence or more").first).to_be_visible()
    page.locator("[name=happened]").fill(SAID)
    page.get_by_role("button", name="Seal it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your receipt")
    return " ".join(page.locator(".receipt li").all_inner_texts())


def come_with(page: Page, url: str, words: str) -> None:
    """Enter a receipt."""
    page.goto(f"{url}/speak-up/receipt/")
    page.get_by_label("Your receipt").fill(words)
    page.get_by_role("button", name="Open").click()


def make_it_yours(page: Page) -> None:
    for name, word in asked_for(page).items():
        page.locator(f"[name={name}]").fill(word)
    page.get_by_role("button", name="Use this receipt").click()


def test_from_telling_to_signing_without_javascript(visit: Visit, live_demo: Server) -> None:
    reader = unlocked(visit(javascript=False), live_demo)
    printed = write_down(reader)
    reader.emulate_media(media="print")
    expect(reader.locator(".receipt")).to_be_visible()
    expect(reader.get_by_role("link", name="They have it")).to_be_hidden()
    teller = visit(Sight(PHONE, "dark"), javascript=False)
    come_with(teller, live_demo.url, printed)
    expect(teller.get_by_role("heading", level=1)).to_have_text("Make this receipt yours")
    make_it_yours(teller)
    teller.get_by_role("link", name="Read it, correct it, sign it").click()
    teller.get_by_label("Something should be said differently").check()
    teller.get_by_label("What should be said differently").fill(OTHERWISE)
    teller.get_by_role("button", name="Send").click()
    expect(teller.locator("blockquote")).to_contain_text(OTHERWISE)
    teller.get_by_label("This is what I said").check()
    teller.get_by_role("button", name="Send").click()
    expect(teller.get_by_text("You signed this on")).to_be_visible()
    late = visit(javascript=False)
    come_with(late, live_demo.url, printed)
    expect(late.get_by_text("another one took its place")).to_be_visible()
