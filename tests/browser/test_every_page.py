"""Every address that shows a page, every form with what is wrong, and every page of mishaps: readable for everybody.

They are made before the browser starts, and given to it as the house would: under its policy, with its own files.
A page that is built of the same parts as one before it is not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from demo.cast import FOUNDED, gather
from goodcatch.kernel import clock
from goodcatch.setup.services import offer_first_run
from goodcatch.ui.static_files import hashed_names
from tests import machine
from tests.browser import rendering
from tests.browser.conftest import QUIET, TIMEOUT_MS
from tests.browser.door import Door, opened
from tests.browser.sight import lay_axe_ready, sideways, watch
from tests.browser.touring import REACHED
from tests.forms.samples import ELSEWHERE, Sample, form_addresses
from tests.matrix.house import raise_house
from tests.matrix.walk import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]  # pages are drawn alike on both

NO_PAGE = {"healthz", "readyz", "metrics", "cases:export", "exchange:raw", "reports:report_file", "reports:own_file"}
"""Addresses that answer with something else than a page."""

FILES = {"speak_up:words", "speak_up:proof", "speak_up:file", "reports:sealed_file", "inquiry:file"}
"""Addresses that give a file to whoever holds a receipt or an unlocked key; the sealed tour fetches them."""
IN_TIME = {"reports:decide", "watch:tell", "subjects:looked"}
"""Shown once the time of keeping has ended, to an account that is watched over, to readers of a channel on which
somebody's request waits: a heading and a form, built as every other deed is."""
SENT_ALONE = {"reports:thank", "speak_up:drop", "vault:lock", "setup:reopen", "watch:answer"} | {
    f"watched:{name}" for name in ("end", "tell")
}
"""Buttons on pages that the tour comes to; opened by themselves they say so (tests/house/test_only_by_form.py)."""
OTHER_HOUSES = {"setup:found"}
"""Stands in a house in which nobody lives, and is looked at there (first_run)."""
LEADS_ON = {"speak_up:choose", "reports:choose"}
"""Addresses that lead on to the one channel of this house."""


def first_run() -> Iterator[rendering.Made]:
    """Open the wizard of a house in which nobody lives, as it is and filled in badly."""
    sample = Sample(None, offer_first_run() or "")
    browser = sample.browser()
    form = sample.form(browser)
    assert form is not None
    yield "setup:found", rendering.html_of(browser.get(sample.page))
    yield "setup:found, refused", rendering.refusal(sample, browser, form)


def made() -> dict[str, str]:
    """Make every page."""
    pages = dict(first_run())
    with transaction.atomic(), clock.moved_to(FOUNDED):
        pages |= rendering.empty(gather())
        transaction.set_rollback(True)
    house = raise_house()
    for each in (rendering.opened, rendering.refused, rendering.followed, rendering.mishaps):
        pages |= each(house)
    return {name: html for name, html in pages.items() if html}


def looked_at(page: Page, door: Door, pages: Mapping[str, str]) -> list[str]:
    """Look at each page that is built otherwise than those before it; list what is wrong."""
    found: list[str] = []
    built = rendering.Built()
    for number, (name, html) in enumerate(pages.items()):
        way = built.looked(html)
        if way is sideways:
            continue
        door.pages = {f"/page-{number}/": html}
        page.goto(f"{door.url}/page-{number}/")
        found += [f"{name} at {one}" for one in way(page, f"every-{number}")]
    return found


def test_every_page_can_be_read_by_everybody() -> None:
    pages = made()
    reached = {name for name in pages if name in {address.name for address in addresses()}}
    policy = Client().get("/in/account/login/").headers["Content-Security-Policy"]
    asked_for = {name for name in rendering.shown() if name not in NO_PAGE}
    unseen = asked_for - reached - ELSEWHERE.keys()
    assert not unseen, f"Say in tests/matrix/house.py or tests/forms/told.py how these open: {unseen}"
    files = {f"/static/{name}": Path(path) for name, path in hashed_names().values()}
    mishaps: list[str] = []
    with sync_playwright() as playwright, opened(policy, {}, files) as door:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), headless=True, args=QUIET)
        context = browser.new_context(reduced_motion="reduce", locale="en-GB", timezone_id="Europe/Oslo")
        context.set_default_timeout(TIMEOUT_MS)
        watch(context, mishaps)
        lay_axe_ready(context)
        wrong = looked_at(context.new_page(), door, pages)
        browser.close()
    assert not wrong + mishaps, "\n".join(wrong + mishaps)


def test_every_address_shows_a_page_that_is_looked_at_or_is_known_not_to() -> None:
    """An address that the matrix never saw open, that takes no form, and that no tour comes to: nobody looks at it."""
    here = rendering.shown().keys() | {address.name for address in form_addresses()}
    known = NO_PAGE | LEADS_ON | FILES | IN_TIME | SENT_ALONE | OTHER_HOUSES
    names = {address.name for address in addresses()}
    assert names - here - REACHED - known == set()
    assert known <= names, "what is known here stands at no address any more"
    assert not (IN_TIME | OTHER_HOUSES | SENT_ALONE) & REACHED
