"""An address to which a form is sent, opened by itself: a page in sentences with a way back, at either door."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from demo.cast import Cast
from tests.matrix import table
from tests.matrix.walk import Address, addresses, browser_of

STAFF_CHROME = ("/in/account/", "csrfmiddlewaretoken", "house.js", "Sign out")
SENTENCE = "The button of a form leads here; opening the address by itself does nothing."


def some_path(address: Address) -> str:
    """Give the address with anything in it: who opens it by itself is answered before anything is looked up."""
    return re.sub(r"<int:\w+>", "1", re.sub(r"<(?:slug:|str:)?\w+>", "0000000000000000", address.route))


def only_by_form() -> list[Address]:
    """Give every address of which the matrix says that it takes a form and shows nothing."""
    refused = {
        row["address"]
        for row in table.kept()
        if any(cell.startswith("405 ") for who, cell in row.items() if who not in table.OF_WHAT)
    }
    return [address for address in addresses() if address.name in refused]


@pytest.mark.django_db
def test_each_answers_with_a_page_and_a_way_back(cast: Cast) -> None:
    inside = browser_of(cast.administrator)
    tried = only_by_form()
    assert {"speak_up:heard", "speak_up:leave", "reports:thank", "vault:lock"} <= {each.name for each in tried}
    for address in tried:
        path = some_path(address)
        browser = inside if path.startswith("/in/") else Client()
        answer = browser.get(path)
        words = answer.content.decode()
        assert answer.status_code == 405, path
        assert answer.headers["Allow"], path
        assert SENTENCE in words, path
        way_back = re.search(r'<a class="button" href="([^"]+)">Go back', words)
        assert way_back, path
        assert path.startswith(way_back[1]), path
        assert browser.get(way_back[1]).status_code != 405, f"{path} leads back to {way_back[1]}, which shows nothing"


@pytest.mark.django_db
def test_no_other_address_answers_without_words(cast: Cast) -> None:
    inside = browser_of(cast.administrator)
    known = {each.name for each in only_by_form()}
    for address in addresses():
        path = some_path(address)
        answer = (inside if path.startswith("/in/") else Client()).get(path)
        if address.name not in known:
            assert answer.status_code != 405, path


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/speak-up/report/heard/", "/speak-up/leave/", "/speak-up/telling/drop/"])
def test_the_reporters_side_stays_apart(cast: Cast, path: str) -> None:
    browser = browser_of(cast.handler)  # signed in at the other door
    answer = browser.get(path)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    words = answer.content.decode()
    assert not [each for each in STAFF_CHROME if each in words]
    assert str(cast.handler) not in words


@pytest.mark.django_db
def test_whatever_a_page_does_not_take_is_answered_in_words(client: Client) -> None:
    answer = client.delete("/speak-up/receipt/")
    assert answer.status_code == 405
    assert "There is no page to open here" in answer.content.decode()
    assert client.head("/speak-up/leave/").status_code == 405
