"""A house is founded in the browser, from the address that the terminal names, without JavaScript."""

import re

from tests.browser.conftest import Visit
from tests.browser.sight import SIGHTS
from tests.server import Server


def test_whoever_reads_the_terminal_founds_the_house_and_lets_somebody_join(live: Server, visit: Visit) -> None:
    found = re.search(r"Nobody lives here yet\. Found your house, within a day, at (\S+)", live.log.read_text())
    assert found
    page = visit(SIGHTS[0], javascript=False)
    page.goto(found[1])
    page.fill("[name=house]", "Northfield Water")
    page.select_option("[name=zone]", "Europe/Oslo")
    page.fill("[name=name]", "Ingrid Solheim")
    page.fill("[name=email]", "ingrid@northfield.example")
    page.fill("[name=password]", "pump ladder violet noon")
    page.click("main button")
    page.wait_for_url("**/in/setup/first-steps/")
    said = page.inner_text("main")
    assert "administrator" in said
    assert "triager" in said
    page.get_by_role("link", name="Let your colleagues join").click()
    page.fill("[name=name]", "Sam Okafor")
    page.fill("[name=username]", "s.okafor")
    page.click("main button")
    assert page.inner_text("h1") == "Sam Okafor"
    assert page.goto(found[1]).status == 404  # type: ignore[union-attr]  # a page was opened
