"""The part of the tour of those who inquire: from a sealed report to a review that names nobody."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from tests.browser import handling
from tests.browser.handling import DEPUTY, done, download, fill, number_of, send
from tests.browser.speaking import NOTE
from tests.browser.touring import Tour, press
from tests.server import Server

BASE = "/in/inquiries/"
WHOM = "Jonas Weber"
TITLE = "Paint at the north gate"
LEARNED = {"title": "Paint hides cracks", "text": "Grey paint was at hand."}


def inquire(lena: Page, omar: Page, server: Server, tour: Tour, report: str) -> None:
    """Open an inquiry from the page of a report, hear, find, close, reopen, and carry over what can be learned."""
    handling.come_in(omar, server, DEPUTY)
    handling.unlock(omar, server, DEPUTY, BASE)
    here = _opened(lena, omar, server, tour, report)
    numbers = _planned(lena, tour, here)
    _heard(lena, tour, here, numbers["person"])
    _found(lena, server, tour, here, numbers)
    _learned(lena, omar, tour, here)
    for path in ("hold", "lift"):
        done(lena, tour, f"{here}{path}/", {"reason": "A court asked."})
    for path in ("call-in", "hand-on", "recuse"):
        lena.goto(f"{here}{path}/")
        tour.stop(lena)


def _opened(lena: Page, omar: Page, server: Server, tour: Tour, report: str) -> str:
    """Open it; give its address."""
    lena.goto(f"{server.url}/in/reports/sealed/{report}/")
    press(lena.get_by_role("link", name="Open an inquiry"))
    lena.wait_for_url("**/inquiries/open/**")
    done(lena, tour, lena.url, {"title": TITLE, "matter": "Whether a crack was painted over, and who was told."})
    here = f"{server.url}{BASE}{number_of(lena)}/"
    tour.stop(lena, "new")
    lena.goto(f"{here}call-in/")
    lena.locator("main select[name=person]").select_option(label=DEPUTY)
    send(lena)
    expect(lena.locator("main, aside").filter(has_text=DEPUTY).first).to_be_visible()
    omar.goto(f"{server.url}{BASE}")
    tour.stop(omar)
    return here


def _planned(lena: Page, tour: Tour, here: str) -> dict[str, str]:
    """Say whom it concerns, what is alleged, and settle the plan; give the numbers of person and allegation."""
    done(lena, tour, f"{here}concerned/", {"name": WHOM, "part": "driver"})
    lena.goto(f"{here}allege/")
    person = lena.locator("[name=persons]").first.get_attribute("value") or ""
    done(lena, tour, f"{here}allege/", {"text": "He painted over a crack.", "persons": person})
    done(lena, tour, f"{here}plan/", {"standard": "balance", "bounds": "The valve at the north gate."})
    done(lena, tour, f"{here}step/", {"text": "Look at the valve."})
    lena.goto(here)
    found = lena.locator("main a[href*='/find/']").first.get_attribute("href") or ""
    return {"person": person, "find": found}


def _heard(lena: Page, tour: Tour, here: str, person: str) -> None:
    """Invite, read the rights, write down, let correct, let sign."""
    done(
        lena,
        tour,
        f"{here}invite/",
        {"whom": WHOM, "when": "Tuesday at ten", "where": "Room 4", "person": person},
    )
    lena.goto(here)
    press(lena.locator("main a[href*='/interviews/']").first)
    heard, today = lena.url, datetime.now(UTC).date().isoformat()
    tour.stop(lena, "invited")
    done(lena, tour, f"{heard}rights/", {"on": today, "companion": "A colleague"})
    done(lena, tour, f"{heard}notes/", {"text": "Asked: who ordered the paint."})
    done(lena, tour, f"{heard}opinion/", {"text": "He seemed tired."})
    done(lena, tour, f"{heard}transcript/", {"text": "I painted it on a Saturday."})
    lena.goto(f"{heard}transcript/")
    fill(lena, {"text": "I painted it on a Sunday, as I was told."})
    send(lena)
    expect(lena.locator("main")).to_contain_text("on a Sunday, as I was told")
    done(lena, tour, f"{heard}sign/", {"on": today, "how": "On paper, in the safe."})
    expect(lena.locator("main")).to_contain_text("Version 2 was signed")
    tour.stop(lena, "signed")
    for path in ("invitation", "print"):
        lena.goto(f"{heard}{path}/")
        tour.stop(lena)


def _found(lena: Page, server: Server, tour: Tour, here: str, numbers: dict[str, str]) -> None:
    """Add evidence, find, close, and reopen for something new."""
    lena.goto(f"{here}evidence/")
    lena.locator("[name=attached]").last.set_input_files([NOTE])
    fill(lena, {"what": "A tin of paint.", "source": "seen", "anew": "on"})
    send(lena)
    lena.goto(f"{here}evidence/")
    tour.stop(lena)
    lena.goto(here)
    download(lena, server)
    done(lena, tour, server.url + numbers["find"], {"verdict": "partly", "reasons": "He was told to."})
    done(lena, tour, f"{here}close/", {"memo": "He did as he was told.", "remedies": "Paint that shows cracks."})
    tour.stop(lena, "closed")
    reopened = {"evidence": "A second tin.", "source": "seen", "anew": "on"}
    done(lena, tour, f"{here}reopen/", reopened)


def _learned(lena: Page, omar: Page, tour: Tour, here: str) -> None:
    """Write what names nobody, let a second person look, and carry it over to a review."""
    done(lena, tour, f"{here}text/", {**LEARNED, "changes": "Paint that shows cracks\nA second pair of eyes"})
    omar.goto(here)
    press(omar.get_by_role("link", name="Look at it"))
    omar.wait_for_url("**/look/")
    tour.stop(omar)
    send(omar)
    lena.goto(here)
    press(lena.get_by_role("link", name="Carry it over"))
    lena.wait_for_url("**/carry/")
    tour.stop(lena)
    lena.locator("main select[name=unit]").select_option(label="Northfield Water")
    lena.locator("main [name=form]").first.check()
    send(lena)
    press(lena.get_by_role("link", name="Its review"))
    lena.wait_for_url("**/in/reviews/**")
    expect(lena.get_by_role("heading", level=1)).to_have_text("Paint hides cracks")
    words = lena.content()
    assert WHOM not in words
    assert TITLE not in words
