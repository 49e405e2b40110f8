"""Pages on which something went wrong: a sentence, the next step, and nothing that betrays what exists."""

from importlib import import_module

import pytest
from django.http import HttpRequest
from django.test import Client

pytestmark = pytest.mark.urls("goodcatch.ui.tests.urls")
errors = import_module("config.errors")


@pytest.fixture(autouse=True)
def _no_rooms_above(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.house.FACTS", {})
    monkeypatch.setattr("config.house.NAVIGATION", [])
    monkeypatch.setattr("config.house.SLOTS", {})


DOORS = ["/in/trouble", "/trouble"]


@pytest.mark.parametrize(
    ("how", "status", "sentence"),
    [
        ("hidden", 404, "The address may be mistyped"),
        ("forbidden", 403, "ask who invited you"),
        ("suspicious", 400, "try again"),
        ("rule", 409, "A case has one owner at a time; ask its owner to hand it over."),
        ("busy", 503, "Please try again in a minute."),
        ("bug", 500, "It is not your doing."),
    ],
)
@pytest.mark.parametrize("door", DOORS)
def test_each_says_a_sentence_and_a_next_step(client: Client, door: str, how: str, status: int, sentence: str) -> None:
    client.raise_request_exception = False
    answer = client.get(f"{door}/{how}/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert "secret" not in page
    assert ('href="/in/"' in page) == (door == "/in/trouble")
    assert ("Try again" in page) == (status in {500, 503})


@pytest.mark.parametrize("door", DOORS)
def test_what_may_not_be_seen_and_what_does_not_exist_are_the_same_bytes(client: Client, door: str) -> None:
    hidden = client.get(f"{door}/hidden/")
    twice = client.get(f"{door}/hidden/")
    nowhere = client.get(f"{door}/no/such/page/")
    elsewhere = client.get(door.replace("trouble", "elsewhere") + "/")
    assert {a.content for a in (hidden, twice, nowhere, elsewhere)} == {hidden.content}
    assert {tuple(a.headers.items()) for a in (hidden, twice, nowhere, elsewhere)} == {tuple(hidden.headers.items())}


def test_the_outer_door_sets_no_cookie_and_brings_no_script(client: Client) -> None:
    answer = client.get("/trouble/hidden/")
    assert not answer.cookies
    assert b"<script" not in answer.content


def test_a_bug_gives_a_reference_to_quote(client: Client) -> None:
    client.raise_request_exception = False
    first, second = (client.get("/in/trouble/bug/").content.decode() for _ in range(2))
    assert "Reference" in first
    assert first != second


def test_the_last_page_of_all_needs_nothing() -> None:
    answer = errors.server_error(HttpRequest())
    assert answer.status_code == 500
    assert b"It is not your doing." in answer.content
