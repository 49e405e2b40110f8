"""`make pictures`: take the pictures of docs/images anew, from the demo, as its cast see it.

Each picture tells one thing: the page, who looks at it, how wide, in which light. Same demo, same pictures; only the
days in them move with the day on which they are taken.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = str(ROOT)  # the server that is started serves this very tree

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests import machine, server  # noqa: E402
from tests.browser.walking import CAST, SLUG, asked_for  # noqa: E402

FOLDER = ROOT / "docs" / "images"
DESK, PHONE = (1280, 720), (390, 844)
PUMPS = "Two pumps, one label"
LARGEST = 150_000


@dataclass(frozen=True)
class Picture:
    """One picture: how to come to the page, as whom, how it is looked at."""

    name: str
    who: str
    go: Callable[[Page], object]
    size: tuple[int, int] = DESK
    light: Literal["light", "dark"] = "light"


def at(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def by_link(path: str, *words: str) -> Callable[[Page], object]:
    def go(page: Page) -> None:
        page.goto(path)
        for each in words:
            page.get_by_role("link", name=each).first.click()
            page.wait_for_load_state()

    return go


def receipt(page: Page) -> None:
    page.goto("/speak-up/northfield/")
    page.locator('[name="kind"][value="hazard"]').check(force=True)
    page.locator('[name="happened"]').fill("The gate at bay 4 does not close by itself.")
    page.locator('[name="who"][value="no"]').check(force=True)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Give me a receipt").click()
    page.wait_for_url("**/slip/**")


def shown_to_all(page: Page, whose: str) -> str:
    """Read six words, or a receipt, off the page of the demo's cast."""
    page.goto("/in/account/demo/")
    return page.locator("li", has=page.locator("strong", has_text=whose)).locator("[translate=no]").first.inner_text()


def sealed_receipt(page: Page) -> None:
    page.goto(f"/speak-up/{SLUG}/")
    page.get_by_role("heading", name="Write this down first").scroll_into_view_if_needed()


def sealed_telling(page: Page) -> None:
    page.goto(f"/speak-up/{SLUG}/")
    for name, word in asked_for(page).items():
        page.locator(f"[name={name}]").fill(word)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/telling/**")


def sealed_follow(page: Page) -> None:
    words = shown_to_all(page, "The receipt of a report")
    page.goto("/speak-up/receipt/")
    page.get_by_label("Your receipt").fill(words)
    page.get_by_role("button", name="Open").click()
    page.wait_for_url("**/speak-up/report/")


def inbox(page: Page) -> None:
    words = shown_to_all(page, CAST["handler"])
    page.goto("/in/keys/unlock/?next=/in/reports/sealed/")
    page.get_by_label("Your six words").fill(words)
    page.get_by_role("button", name="Unlock").click()
    page.wait_for_url("**/in/reports/sealed/")


def sealed_report(page: Page) -> None:
    inbox(page)
    page.get_by_role("link", name="The chlorine readings").click()
    page.wait_for_url("**/in/reports/sealed/*/")


def review(page: Page) -> None:
    page.goto("/in/cases/")
    page.get_by_role("link", name=PUMPS).first.click()
    page.locator('main a[href^="/in/reviews/"]').first.click()
    page.wait_for_url("**/in/reviews/*/")


PICTURES = (
    Picture("speak-up", "", at("/speak-up/northfield/")),
    Picture("speak-up-phone", "", at("/speak-up/northfield/"), PHONE),
    Picture("home", "handler", at("/in/")),
    Picture("triage", "handler", at("/in/triage/")),
    Picture("case", "leader", by_link("/in/cases/", PUMPS)),
    Picture("case-phone", "leader", by_link("/in/cases/", PUMPS), PHONE),
    Picture("case-dark", "leader", by_link("/in/cases/", PUMPS), light="dark"),
    Picture("review", "facilitator", review),
    Picture("actions", "leader", at("/in/actions/")),
    Picture("lesson", "curator", by_link("/in/lessons/", "When three crews")),
    Picture("sealed-receipt-phone", "", sealed_receipt, PHONE),
    Picture("sealed-telling-phone", "", sealed_telling, PHONE),
    Picture("sealed-follow-phone", "", sealed_follow, PHONE),
    Picture("sealed-inbox", "handler", inbox),
    Picture("sealed-report", "handler", sealed_report),
    Picture("receipt", "", receipt),  # the last: it leaves one more report in the demo
)


def take(browser: Browser, url: str, picture: Picture) -> Path:
    """Open a window, come in where somebody looks from inside, go to the page and keep what stands in the window."""
    width, height = picture.size
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        color_scheme=picture.light,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/Oslo",
    )
    page = context.new_page()
    if picture.who:
        page.goto("/in/account/demo/")
        page.get_by_role("button", name=f"Come in as {CAST[picture.who]}").click()
        page.wait_for_url("**/in/")
    picture.go(page)
    path = FOLDER / f"{picture.name}.png"
    page.screenshot(path=path, animations="disabled")
    context.close()
    return path


def main() -> int:
    """Take them all; a picture that is too large is an error, so that the repository stays light."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    too_large = []
    with (
        tempfile.TemporaryDirectory() as folder,
        server.running(Path(folder), demo=True) as live,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=machine.chromium())
        for picture in PICTURES:
            path = take(browser, live.url, picture)
            size = path.stat().st_size
            print(f"{path.relative_to(ROOT)}  {size // 1000} kB")
            too_large += [path.name] * (size > LARGEST)
        browser.close()
    if too_large:
        print("Larger than 150 kB:", *too_large, file=sys.stderr)
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
