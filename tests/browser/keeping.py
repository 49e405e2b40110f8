"""The part of the tour of those who keep keys, lists and channels: readers, custodians, administrators."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.handling import DEPUTY, HANDLER, INBOX, come_in, done, send, unlock
from tests.browser.touring import Tour, press
from tests.server import Server

KEYS = "/in/keys/"


def lists(lena: Page, server: Server, tour: Tour) -> None:
    """See one's key and the signed list; begin to seal anew, rehearse, let somebody go but for the signature."""
    lena.goto(server.url + KEYS)
    tour.stop(lena)
    lena.goto(f"{server.url}{KEYS}lost/")
    tour.stop(lena)
    lena.goto(server.url + KEYS)
    press(lena.locator("main a[href*='/lists/']").first)
    lena.wait_for_url("**/lists/**")
    here = lena.url
    tour.stop(lena)
    lena.goto(f"{here}admit/")
    tour.stop(lena)
    lena.goto(f"{here}recovery/")
    tour.stop(lena)
    send(lena)
    tour.stop(lena, "refused")
    lena.goto(here)
    for words in ("Let Omar Haddad go", "Seal existing things to Omar Haddad"):
        press(lena.get_by_role("link", name=words))
        tour.stop(lena)
        if words.startswith("Let"):
            lena.go_back()
    send(lena)
    lena.wait_for_url("**/re-sealing/**")
    tour.stop(lena)
    lena.goto(f"{here}rehearse/")
    tour.stop(lena)
    send(lena)
    lena.wait_for_url("**/rehearsals/**")
    tour.stop(lena)
    send(lena)
    tour.stop(lena, "refused")


def custodians(page: Page, lena: Page, server: Server, tour: Tour, report: str) -> None:
    """Make a custodian's key, propose and sign; open, two together, who wrote a report."""
    _make_key(page, server, tour)
    done(lena, tour, f"{server.url}{INBOX}{report}/who/", {"reason": "Somebody threatens them."})
    tour.stop(lena, "asked")
    opening = lena.url
    _as_custodian(page, server, "Hanna Virtanen", opening)
    tour.stop(page, "asked")
    page.goto(f"{opening}refuse/")
    tour.stop(page)
    page.goto(f"{opening}first/")
    tour.stop(page)
    send(page)
    _propose(page, server, tour)
    _as_custodian(page, server, "Aiko Mori", opening)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    done(page, tour, f"{opening}second/", {"until": tomorrow})
    lena.goto(opening)
    expect(lena.locator("main")).to_contain_text("Sam Okafor")
    tour.stop(lena, "shown")


def _make_key(page: Page, server: Server, tour: Tour) -> None:
    """Make the key of somebody who is to be a custodian, and try it."""
    come_in(page, server, "Ingrid Solheim")
    page.goto(f"{server.url}{KEYS}make/")
    tour.stop(page)
    page.get_by_label("opening identities").check()
    send(page)
    tour.stop(page, "words")
    words = " ".join(page.locator("main ol li").all_inner_texts())
    page.goto(f"{server.url}{KEYS}unlock/")
    page.get_by_label("Your six words").fill(words)
    send(page)


def _propose(page: Page, server: Server, tour: Tour) -> None:
    """Propose that one more is a custodian, and come to where that is signed."""
    for path in ("custodians/", "custodians/propose/"):
        page.goto(f"{server.url}{KEYS}{path}")
        tour.stop(page)
    send(page)
    tour.stop(page, "refused")
    for each in ("Aiko Mori", "Hanna Virtanen", "Jonas Weber", "Ingrid Solheim"):
        page.get_by_label(re.compile(each)).check()
    send(page)
    page.goto(f"{server.url}{KEYS}custodians/sign/")
    tour.stop(page)
    send(page)
    tour.stop(page, "refused")


def _as_custodian(page: Page, server: Server, name: str, opening: str) -> None:
    page.context.clear_cookies()
    come_in(page, server, name)
    unlock(page, server, name, opening.removeprefix(server.url))


def plans(page: Page, server: Server, tour: Tour) -> None:
    """See, as a reader of the channel that learns of retaliation, who is watched over."""
    page.context.clear_cookies()
    come_in(page, server, "Maya Lindqvist")
    unlock(page, server, "Maya Lindqvist", "/in/watched/plans/")
    tour.stop(page)


def channels(page: Page, lena: Page, server: Server, tour: Tour) -> None:
    """See channels, law, policy and the doctor; prepare another channel, as far as what its readers would sign."""
    page.context.clear_cookies()
    come_in(page, server, "Priya Nair")
    for path in ("channels/", "law/", "law/packs/eu-2019-1937.1/", "law/adopt/", "policy/", "setup/doctor/"):
        page.goto(f"{server.url}/in/{path}")
        tour.stop(page)
    page.goto(f"{server.url}/in/channels/")
    press(page.get_by_role("link", name="Ethics"))
    tour.stop(page, "open")
    press(page.get_by_role("link", name="For anywhere"))
    tour.stop(page)
    _prepare(page, lena, server, tour)


def _prepare(page: Page, lena: Page, server: Server, tour: Tour) -> None:
    """Prepare a channel, and propose two who handle what comes there."""
    page.goto(f"{server.url}/in/channels/sealed/")
    tour.stop(page)
    send(page)
    tour.stop(page, "refused")
    page.locator("main select[name=unit]").select_option(label="Treatment")
    page.locator("[name=name]").fill("Board and owners")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Board and owners")
    here = page.url
    tour.stop(page, "prepared")
    for path in ("open", "language", "questions"):
        page.goto(f"{here}{path}/")
        tour.stop(page)
    for name in (HANDLER, DEPUTY):
        page.goto(f"{here}propose/")
        tour.stop(page)
        page.locator("main select[name=person]").select_option(label=name)
        page.locator("[name=duty][value=handler]").check()
        send(page)
    for words in ("Change the order of turn", "Withdraw"):
        page.goto(here)
        press(page.get_by_role("link", name=words).first)
        tour.stop(page)
    lena.goto(f"{here}readers/")
    tour.stop(lena)
