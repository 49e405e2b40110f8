"""Every component as people see and use it: phone and desk, light and dark, with a keyboard, without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.gallery.serving import serving
from tests.browser.sight import PHONE, Sight, axe, look, picture, widening

PAGES = {
    "parts": "/in/gallery/",
    "form": "/in/gallery/form/",
    "empty": "/in/gallery/empty/",
    "broken": "/in/gallery/broken/?rule=1",
    "failed": "/in/gallery/broken/",
    "nothing": "/in/gallery/broken/?gone=1",
    "outside": "/speak-up/gallery/",
    "outside-nothing": "/speak-up/nowhere/",
}


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    with serving() as (address, _):
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_every_component(page: Page, gallery: str, name: str) -> None:
    page.goto(gallery + PAGES[name])
    assert look(page, f"gallery-{name}") == []


def test_at_twice_the_size_nothing_is_cut_off(visit: Visit, gallery: str) -> None:
    page = visit(Sight(640, "light"))  # a desk of 1280 at 200 %
    page.goto(gallery + PAGES["parts"])
    assert widening(page) == 0
    page.set_viewport_size({"width": 320, "height": 500})  # and at 400 %
    assert widening(page) == 0


def _send(page: Page, gallery: str, title: str) -> None:
    page.goto(gallery + PAGES["form"])
    page.get_by_label("What shall we call it?").fill(title)
    page.get_by_label("What happened?").fill("Pump 21 was meant.")
    page.get_by_role("radio", name="A close call").check()
    page.get_by_label("Where?").select_option("ops")
    page.get_by_label("By when?").fill("2026-11-30")
    page.get_by_role("button", name="Open the case").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_form_that_fails_says_what_is_wrong_and_comes_back_filled_in(
    visit: Visit, gallery: str, javascript: bool
) -> None:
    page = visit(javascript=javascript)
    page.goto(gallery + PAGES["form"])
    page.get_by_label("What happened?").fill("Pump 12 was opened.")
    page.get_by_role("button", name="Open the case").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_label("What happened?")).to_have_value("Pump 12 was opened.")
    summary.get_by_role("link", name="What kind of thing is it?").click()
    expect(page.get_by_role("radio", name="A close call")).to_be_focused()


def test_a_broken_rule_stands_at_its_field(page: Page, gallery: str) -> None:
    _send(page, gallery, "rule")
    expect(page.get_by_label("Where?")).to_have_accessible_description(
        "A case has one owner at a time; ask its owner to hand it over."
    )


def test_both_texts_are_shown_where_somebody_saved_first_and_sending_again_keeps_ones_own(
    page: Page, gallery: str
) -> None:
    _send(page, gallery, "theirs")
    expect(page.get_by_text("Nobody was hurt.")).to_be_visible()
    expect(page.get_by_label("What happened?")).to_have_value("Pump 21 was meant.")
    assert look(page, "gallery-both") == []
    page.get_by_role("button", name="Open the case").click()
    expect(page).to_have_url(gallery + PAGES["parts"])


def test_keys_are_shown_work_and_can_be_put_away(page: Page, gallery: str) -> None:
    page.goto(gallery + PAGES["parts"])
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Words")).to_be_focused()
    page.keyboard.type("?")  # typing stays typing
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys that work here")
    expect(dialog.get_by_text("Open the second lamp")).to_be_visible()
    assert axe(page) == []
    picture(page, "gallery-keys")
    dialog.get_by_role("checkbox", name="Keys work").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.reload()
    page.keyboard.press("e")
    expect(page).to_have_url(gallery + PAGES["parts"])
    page.keyboard.press("?")
    dialog.get_by_role("checkbox", name="Keys work").check()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("e")
    expect(page).to_have_url(f"{gallery}/in/actions/")


def test_the_way_to_the_content_is_one_key_away(page: Page, gallery: str) -> None:
    page.goto(gallery + PAGES["parts"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_on_a_phone_the_menu_opens_without_a_script_and_with_one_closes_again(visit: Visit, gallery: str) -> None:
    phone = Sight(PHONE, "light")
    plain = visit(phone, javascript=False)
    plain.goto(gallery + PAGES["parts"])
    plain.get_by_text("Menu", exact=True).click()
    expect(plain.get_by_role("link", name="Cases", exact=True).first).to_be_visible()
    picture(plain, "gallery-menu")
    page = visit(phone)
    page.goto(gallery + PAGES["parts"])
    page.get_by_text("Menu", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Triage")).to_be_hidden()


def test_ticking_all_rows_takes_one_press(page: Page, gallery: str) -> None:
    page.goto(gallery + PAGES["parts"])
    page.get_by_role("button", name="Tick all").click()
    expect(page.get_by_role("checkbox", name="Tick: Second lamp")).to_be_checked()


def test_scripts_of_a_page_weigh_at_most_sixty_kilobytes(page: Page, gallery: str) -> None:
    weights: list[int] = []
    page.on("response", lambda answer: weights.append(len(answer.body())) if answer.url.endswith(".js") else None)
    page.goto(gallery + PAGES["empty"])
    assert page.evaluate("typeof htmx") == "object"
    assert len(weights) == 2
    assert sum(weights) <= 60_000


def test_outside_there_is_no_script_and_no_cookie(visit: Visit, gallery: str) -> None:
    page = visit()
    page.goto(gallery + PAGES["outside"])
    assert page.locator("script").count() == 0
    assert page.context.cookies() == []


def test_printed_the_story_stands_alone(page: Page, gallery: str) -> None:
    page.goto(gallery + PAGES["parts"])
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Two pumps")).to_be_visible()
    expect(page.get_by_role("link", name="Speak up")).to_be_hidden()
    picture(page, "gallery-print")
