"""Every page of a case as everybody of the cast, and as somebody who is not signed in."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from django.test import Client

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.services import unit_audience
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db

VERBS = (
    "weigh/impact/", "weigh/potential/", "respond/", "join/", "safe/", "correct/", "update/", "parts/", "readers/",
    "leave-off/", "supported/", "move-on/",
)  # fmt: skip
HANDLERS = {"handler", "leader", "director"}
LEADERS = {"leader", "director"}
READERS = {"reporter", "colleague", "facilitator"} | HANDLERS


class Told(NamedTuple):
    case: Case
    report_path: str


@pytest.fixture
def told(cast: Cast) -> Told:
    report = a_report(cast, a_channel(cast))
    case = a_case(cast, audience=unit_audience(cast.units.operations))
    cases.join_report(by=cast.handler, case=case, report=report)
    return Told(case, f"{case.path}reports/{report.public_id}/part/")


def statuses(cast: Cast, client_of: ClientOf, address: str) -> dict[str, int]:
    living = {name: person for name, person in cast.everybody.items() if person.is_active}
    return {name: client_of(person).get(address).status_code for name, person in living.items()}


def test_the_story_is_told_to_readers_alone(cast: Cast, client_of: ClientOf, told: Told) -> None:
    found = statuses(cast, client_of, told.case.path)
    assert {name for name, status in found.items() if status == 200} == READERS
    assert {status for name, status in found.items() if name not in READERS} == {404}


@pytest.mark.parametrize("verb", VERBS)
def test_the_pages_of_verbs_are_for_those_who_look_after_it(
    cast: Cast, client_of: ClientOf, told: Told, verb: str
) -> None:
    found = statuses(cast, client_of, told.case.path + verb)
    assert {name for name, status in found.items() if status == 200} == HANDLERS
    assert {status for name, status in found.items() if name not in HANDLERS} == {404}


def test_leaders_own_and_readers_ask(cast: Cast, client_of: ClientOf, told: Told) -> None:
    owning = statuses(cast, client_of, told.case.path + "own/")
    asking = statuses(cast, client_of, told.case.path + "ask/")
    assert {name for name, status in owning.items() if status == 200} == LEADERS
    assert {name for name, status in asking.items() if status == 200} == READERS


def test_a_report_is_taken_out_by_those_who_handle_it(cast: Cast, client_of: ClientOf, told: Told) -> None:
    found = statuses(cast, client_of, told.report_path)
    assert {name for name, status in found.items() if status == 200} == {"handler"}


def test_whoever_is_not_signed_in_is_led_to_the_door(told: Told) -> None:
    answer = Client().get(told.case.path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/in/account/login/")


def plain(body: bytes) -> bytes:
    """Blank what differs from page to page by itself: form tokens and the address asked for."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", body)
    return re.sub(rb"[0-9A-HJKMNP-TV-Z]{8}", b"", body)


@pytest.mark.parametrize("rest", ["", "ask/", "own/", *VERBS])
def test_a_hidden_matter_is_the_same_page_as_none(cast: Cast, client_of: ClientOf, told: Told, rest: str) -> None:
    client = client_of(cast.outsider)
    hidden, none = client.get(told.case.path + rest), client.get(f"/in/cases/00000000/{rest}")
    assert hidden.status_code == none.status_code == 404
    assert plain(hidden.content) == plain(none.content)
    assert sorted(hidden.headers.items()) == sorted(none.headers.items())


LISTS = ("/in/", "/in/cases/", "/in/cases/export.csv", "/in/cases/scales/", "/in/triage/", "/in/cases/?stage=received")


@pytest.mark.parametrize("address", LISTS)
def test_lists_open_for_everybody(cast: Cast, client_of: ClientOf, told: Told, address: str) -> None:
    assert set(statuses(cast, client_of, address).values()) == {200}


def test_opening_is_for_those_who_may(cast: Cast, client_of: ClientOf) -> None:
    for address in ("/in/cases/new/", "/in/themes/new/"):
        found = statuses(cast, client_of, address)
        assert {name for name, status in found.items() if status == 200} == HANDLERS | {"facilitator"}
