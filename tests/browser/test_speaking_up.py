"""Speaking up in a real browser, without JavaScript: from the front page to the answer."""

import re

from playwright.sync_api import Page, expect

from demo.drawing import a_drum
from tests.browser.conftest import Visit
from tests.browser.sight import PHONE, Sight
from tests.server import Server

HAPPENED = "The lamp over the panel was off, and the two labels look the same in the dark."


def tell(page: Page, url: str, happened: str = HAPPENED) -> None:
    """Go from the front page through the form, with three answers."""
    page.goto(url)
    page.get_by_role("link", name="Speak up").first.click()
    page.get_by_role("link", name="Safety and good work").click()
    page.get_by_label("A close call").check()
    page.get_by_label(re.compile("^2. What happened")).fill(happened)
    page.get_by_role("radio", name=re.compile("^No")).check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. It has arrived.")


def take_receipt(page: Page) -> list[str]:
    """Ask for the receipt and write its words down."""
    page.get_by_role("button", name="Give me a receipt").click()
    words = page.locator(".receipt li")
    words.first.wait_for()  # the page that bears them follows a hash that may wait in line
    return words.all_inner_texts()


def come_in(page: Page, url: str, name: str) -> None:
    """Sign in as somebody of the demo's cast."""
    page.goto(f"{url}/in/account/demo/")
    page.locator("li", has_text=name).get_by_role("button", name="Come in").click()


def find_report(page: Page, url: str, happened: str) -> None:
    """Open a report from the list of those that wait, on whichever page of it stands."""
    page.goto(f"{url}/in/reports/")
    while not page.get_by_role("link", name=happened).count():
        page.get_by_role("link", name="Earlier ones").click()
    page.get_by_role("link", name=happened).click()


def cookies(page: Page) -> set[str]:
    return {cookie.get("name", "") for cookie in page.context.cookies()}


def test_the_journey_needs_no_script_and_no_cookie_before_the_receipt(visit: Visit, live_demo: Server) -> None:
    page = visit(Sight(PHONE, "light"), javascript=False)
    tell(page, live_demo.url)
    words = take_receipt(page)
    assert len(words) == 10
    assert cookies(page) == set()
    page.get_by_role("link", name="I have written it down").click()
    page.get_by_label("Your receipt").fill("-".join(words).upper())
    page.get_by_role("button", name="Open").click()
    expect(page.locator("main")).to_contain_text(HAPPENED)
    assert cookies(page) == {"goodcatch_receipt"}
    page.get_by_label("Write to those who handle it").fill("It happened again tonight.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".dialogue")).to_contain_text("It happened again tonight.")
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Come back with your receipt")
    assert cookies(page) == set()


def test_a_photo_outlives_a_form_that_comes_back(visit: Visit, live_demo: Server) -> None:
    page = visit(Sight(PHONE, "light"), javascript=False)
    page.goto(f"{live_demo.url}/speak-up/northfield/")
    camera = page.get_by_label("Take a photo")
    assert camera.get_attribute("capture") == "environment"
    assert "image/*" in (camera.get_attribute("accept") or "")
    page.get_by_label(re.compile("^Choose photos")).set_input_files(
        {"name": "IMG_20261122_143312.jpg", "mimeType": "image/jpeg", "buffer": a_drum()}
    )
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label(re.compile("^Kept already: IMG_20261122_143312.jpg"))).to_be_visible()
    page.get_by_label("A hazard").check()
    page.get_by_label(re.compile("^2. What happened")).fill("A can without a lid.")
    page.get_by_role("radio", name=re.compile("^No")).check()
    page.get_by_role("button", name="Send").click()
    words = take_receipt(page)
    page.goto(f"{live_demo.url}/speak-up/receipt/")
    page.get_by_label("Your receipt").fill(" ".join(words))
    page.get_by_role("button", name="Open").click()
    picture = page.get_by_role("img", name="Picture: picture 1.jpg")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 1200)
    assert "IMG_2026" not in page.content()


def test_a_signed_in_browser_gives_nothing_away(visit: Visit, live_demo: Server) -> None:
    page = visit(javascript=False)
    come_in(page, live_demo.url, "Lena Brandt")
    assert {"goodcatch_session", "goodcatch_csrf"} >= cookies(page) > set()
    sent: list[str] = []
    page.context.on("request", lambda request: sent.append(request.all_headers().get("cookie", "")))
    tell(page, live_demo.url)
    take_receipt(page)
    assert set(sent) == {""}


def test_an_answer_comes_back_to_whoever_holds_the_receipt(visit: Visit, live_demo: Server) -> None:
    happened = "The gauge at the third filter stands still."
    reporter, handler = visit(javascript=False), visit(javascript=False)
    tell(reporter, live_demo.url, happened)
    words = take_receipt(reporter)
    come_in(handler, live_demo.url, "Lena Brandt")
    find_report(handler, live_demo.url, happened)
    handler.get_by_role("button", name="Thank you, we have it").click()
    handler.get_by_label("Your answer").fill("A new gauge is in. Thank you.")
    handler.locator("[name=outcome][value=put_right]").check(force=True)
    handler.get_by_role("button", name="Close with this answer").click()
    expect(handler.locator(".said")).to_contain_text("Closed, with an answer.")
    reporter.goto(f"{live_demo.url}/speak-up/receipt/")
    reporter.get_by_label("Your receipt").fill(" ".join(words))
    reporter.get_by_role("button", name="Open").click()
    assert reporter.locator(".dialogue .typed").all_inner_texts() == ["A new gauge is in. Thank you."]
    expect(reporter.locator(".stages")).to_contain_text("Read, with thanks")
    expect(reporter.locator(".stages")).to_contain_text("You can still write.")
