"""The part of the tour of those who handle: coming in as the cast, unlocking, the sealed report and its deeds."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.speaking import NOTE, TOLD
from tests.browser.touring import Tour, press
from tests.server import Server

DEMO_KEYS = "demo-keys.txt"
"""As goodcatch.reports.slots calls the file, which needs a house that is set up to be imported."""
HANDLER, DEPUTY = "Lena Brandt", "Omar Haddad"
INBOX = "/in/reports/sealed/"
DEEDS = {
    "note": {"text": "Ask the crew of Sunday."},
    "assess": {"risk": "high", "weight": "care", "note": "Two people were there."},
    "went": {"told": "made_safe", "line": "The valve is shut.", "promised_on": "2999-01-31"},
    "hold": {"reason": "A court asked."},
    "lift": {"reason": "It asks no more."},
    "summary": {"title": "Paint over a crack", "text": "Somebody saw paint over a crack."},
}
"""Deeds that are done on the tour, in this order, with what is typed; each is sent empty first."""
OPENED = ("hand-over", "leave-off", "let-in", "step-back", "answer", "copy")
"""Deeds whose pages are opened, and left as they are."""


def words_of(server: Server, whose: str) -> str:
    """Give the six words of somebody of the cast (or the receipt), as the demo's door shows them."""
    lines = Path(server.data_dir, DEMO_KEYS).read_text(encoding="utf-8").splitlines()
    return next(words for name, words in (line.split(": ") for line in lines) if name.startswith(whose))


def come_in(page: Page, server: Server, name: str) -> None:
    """Come in through the demo's door."""
    page.goto(f"{server.url}/in/account/demo/")
    press(page.get_by_role("button", name=f"Come in as {name}"))
    page.wait_for_url(f"{server.url}/in/")


def unlock(page: Page, server: Server, name: str, then: str = INBOX) -> None:
    """Unlock somebody's key, on the way to a page that needs it."""
    page.goto(f"{server.url}/in/keys/unlock/?next={then}")
    page.get_by_label("Your six words").fill(words_of(server, name))
    press(page.get_by_role("button", name="Unlock"))
    page.wait_for_url(f"{server.url}{then}")


def number_of(page: Page) -> str:
    """Give the public id in the address of a sealed report's or an inquiry's page, or of what lies below it."""
    found = re.search(r"/(?:sealed|inquiries)/([^/]+)/", page.url)
    assert found, page.url
    return found[1]


def fill(page: Page, typed: dict[str, str]) -> None:
    """Fill fields in, by name: words, a choice, or a tick."""
    for name, value in typed.items():
        one = page.locator(f"main [name='{name}']").first
        kind = one.get_attribute("type") or one.evaluate("one => one.tagName")
        if kind in {"radio", "checkbox"}:
            page.locator(f"main [name='{name}']" + (f"[value='{value}']" if value != "on" else "")).first.check()
        elif kind == "SELECT":
            one.select_option(value)
        else:
            one.fill(value)


def send(page: Page) -> None:
    """Press the button of the page's form."""
    press(page.locator("main form button.button").last)


def done(page: Page, tour: Tour, path: str, typed: dict[str, str]) -> None:
    """Look at the page of a deed as it is and sent empty, then do the deed, and see that it was taken."""
    page.goto(path)
    tour.stop(page)
    send(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    tour.stop(page, "refused")
    fill(page, typed)
    send(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert page.url != path, f"{path} did not lead on"


def open_inbox(page: Page, server: Server, tour: Tour) -> None:
    """Come in, meet the locked inbox, unlock, and see both of its lists."""
    page.goto(f"{server.url}/in/account/demo/")
    tour.stop(page)
    come_in(page, server, HANDLER)
    page.goto(server.url + INBOX)
    tour.stop(page, "locked")
    page.goto(f"{server.url}/in/keys/unlock/?next={INBOX}")
    tour.stop(page)
    page.get_by_label("Your six words").fill("not these six words at all")
    press(page.get_by_role("button", name="Unlock"))
    tour.stop(page, "refused")
    unlock(page, server, HANDLER)
    tour.stop(page)
    press(page.get_by_role("link", name="All that you read"))
    tour.stop(page, "all")


def handle(page: Page, server: Server, tour: Tour) -> str:
    """Thank, write, weigh, hold and sum up; give the public id of the report."""
    page.goto(server.url + INBOX)
    press(page.get_by_role("link", name=TOLD[:40]).first)
    report = number_of(page)
    tour.stop(page, "new")
    press(page.get_by_role("button", name="Thank you, we have it"))
    tour.stop(page, "thanked")
    page.get_by_label("Your message").fill("Is the valve still in use?")
    page.locator("[name=attached]").last.set_input_files([NOTE])
    press(page.get_by_role("button", name="Send"))
    expect(page.locator(".dialogue")).to_contain_text("Is the valve still in use?")
    here = f"{server.url}{INBOX}{report}/"
    for deed, typed in DEEDS.items():
        done(page, tour, f"{here}{deed}/", typed)
        tour.stop(page, f"after {deed}")
    for deed in OPENED:
        page.goto(f"{here}{deed}/")
        tour.stop(page)
    page.goto(here)
    download(page, server)
    return report


def download(page: Page, server: Server) -> None:
    """Follow the link of a file on the page: it is given, and never shown in the house's own window."""
    link = page.get_by_role("link", name=NOTE["name"]).first.get_attribute("href")
    answer = page.request.get(f"{server.url}{link}")
    assert answer.ok
    assert answer.headers["content-disposition"].startswith("attachment")


def write_down(page: Page, server: Server, tour: Tour) -> list[str]:
    """Write down what somebody told in person; give the words of the receipt that is printed for them."""
    page.goto(f"{server.url}{INBOX}?all")
    press(page.get_by_role("link", name="The form for the night round"))  # told by phone, in the demo
    press(page.get_by_role("link", name="The paper was lost"))
    tour.stop(page)
    page.goto(server.url + INBOX)
    press(page.locator("main a[href*='/reports/told/']").first)
    tour.stop(page)
    send(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    tour.stop(page, "refused")
    page.locator("[name=way]").first.check()
    page.locator("[name=agreed]").check()
    fill(
        page,
        {
            "told_on": datetime.now(UTC).date().isoformat(),
            "kind": "not_right",
            "happened": "The key of the store hangs on a nail.",
        },
    )
    send(page)
    tour.stop(page, "printed")
    return page.locator(".receipt li").all_inner_texts()


def agree(page: Page, server: Server, tour: Tour, report: str) -> None:
    """Agree to the summary, as a second reader."""
    page.goto(f"{server.url}{INBOX}{report}/agree/")
    tour.stop(page)
    send(page)
    tour.stop(page, "agreed")


def close(page: Page, server: Server, tour: Tour, report: str) -> None:
    """Carry the summary to a matter, and close with an answer."""
    here = f"{server.url}{INBOX}{report}/"
    page.goto(f"{here}carry/")
    tour.stop(page)
    page.locator("main select[name=unit]").select_option(label="Northfield Water")
    send(page)
    tour.stop(page, "carried")
    done(page, tour, f"{here}answer/", {"answer": "A new valve is in. Thank you.", "outcome": "put_right"})
    tour.stop(page, "closed")
