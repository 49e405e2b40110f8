"""Bent addresses, cookies and forms from elsewhere: an answer, never a page that broke, and nothing done."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.test import Client

from goodcatch.cases.tests.telling import a_case
from goodcatch.notices.models import Notice
from goodcatch.people.models import Person
from goodcatch.people.services import named_people
from goodcatch.record.terms import Urgency
from goodcatch.reports.models import Channel, Message, Report
from goodcatch.reports.tests.outside import TOLD, come_back, report_and_receipt, resend, send
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
LISTS = [
    "/in/",
    "/in/cases/",
    "/in/cases/export.csv",
    "/in/cases/new/",
    "/in/triage/",
    "/in/triage/answer/",
    "/in/reports/",
    "/in/reviews/",
    "/in/actions/",
    "/in/lessons/",
    "/in/notices/",
    "/in/people/",
    "/in/people/everybody/",
    "/in/places/",
    "/in/account/login/",
    "/lessons/",
    "/speak-up/receipt/",
    "/healthz",
]
ASKED = [
    "older",
    "after",
    "before",
    "report",
    "q",
    "words",
    "unit",
    "channel",
    "place",
    "stage",
    "kind",
    "next",
    "read",
]


def test_nul_in_what_is_asked_for_is_refused_before_any_look_up(cast: Cast, client: Client) -> None:
    client.force_login(cast.handler)
    client.raise_request_exception = False
    for address in LISTS:
        for name in ASKED:
            assert client.get(f"{address}?{name}=K7QF%002M4").status_code == 400
        assert client.get(f"{address}%00/").status_code == 404
    assert client.get("/in/cases/?words=%2500").status_code == 200, "a percent sign and two noughts are words"


@pytest.mark.parametrize("name", ["goodcatch_session", "goodcatch_csrf", "goodcatch_receipt", "goodcatch_known"])
def test_nul_in_a_cookie_is_refused_before_any_look_up(cast: Cast, channel: Channel, name: str) -> None:
    for address in ("/", "/in/", "/in/account/login/", "/speak-up/report/", "/speak-up/safety/"):
        client = Client(raise_request_exception=False)
        answer = client.get(address, headers={"Cookie": f'{name}="\\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'})
        assert answer.status_code == 400


@pytest.mark.parametrize(
    "older",
    [
        "0001-01-01T00:00:00+14:00~K7QF2M4D",
        "9999-12-31T23:59:59-12:00~K7QF2M4D",
        "2026-01-01T00:00:00~K7QF2M4D",
        "9" * 5000,
        "~",
        "\u0661\u0662~\U0001f6b0",
    ],
)
def test_a_list_begins_anew_where_its_key_is_none(cast: Cast, client_of: ClientOf, older: str) -> None:
    a_case(cast)
    for address in ("/in/cases/", "/in/triage/", "/in/reports/", "/in/reviews/", "/in/actions/", "/in/lessons/"):
        client = client_of(cast.handler)
        client.raise_request_exception = False
        for name in ("older", "after"):
            assert client.get(f"{address}?{name}={quote(older)}").status_code == 200


@pytest.mark.parametrize("address", ["/in/cases/", "/in/actions/", "/in/reviews/", "/in/lessons/"])
def test_the_key_of_a_page_tells_nothing_of_what_is_hidden(cast: Cast, client_of: ClientOf, address: str) -> None:
    hidden = a_case(cast, audience=named_people(cast.handler), title="Hidden")
    a_case(cast, title="Open")
    client = client_of(cast.outsider)
    keys = [f"{before}{key}" for before in ("", "2030-01-01T00:00:00Z~") for key in (hidden.public_id, "00000000")]
    pages = [TOKEN.sub("", client.get(f"{address}?older={key}").content.decode()) for key in keys]
    assert "Hidden" not in "".join(pages)
    for known, unknown in (pages[:2], pages[2:]):
        assert known.replace(hidden.public_id, "00000000") == unknown


def test_a_form_that_another_site_sends_is_refused(cast: Cast, channel: Channel, client: Client) -> None:
    page = client.get("/speak-up/safety/")
    for site in ("cross-site", "same-site"):
        foreign = Client(headers={"Sec-Fetch-Site": site})
        assert resend(foreign, "/speak-up/safety/", page, **TOLD).status_code == 403
    assert not Report.objects.exists()
    own = Client(headers={"Sec-Fetch-Site": "same-origin"})
    assert resend(own, "/speak-up/safety/", page, **TOLD).status_code == 303


def test_nobody_is_led_into_a_report_not_their_own(channel: Channel, client: Client) -> None:
    words, _rows = report_and_receipt(client)
    page = Client().get("/speak-up/receipt/")
    victim = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert resend(victim, "/speak-up/receipt/", page, receipt=words).status_code == 403
    assert not victim.cookies
    assert victim.get("/speak-up/receipt/").status_code == 200, "a link from elsewhere leads here still"


def test_a_token_is_good_for_its_purpose_and_its_report_alone(channel: Channel, client: Client) -> None:
    mine, _ = report_and_receipt(client)
    come_back(client, mine)
    other = Client()
    theirs, _ = report_and_receipt(other)
    come_back(other, theirs)
    sent = send(Client(), "/speak-up/safety/", **TOLD).headers["Location"].split("/")[-2]
    mine_page = client.get("/speak-up/report/")

    assert resend(other, "/speak-up/report/", mine_page, text="a word").status_code == 422
    assert not Message.objects.exists()
    for address in (f"/speak-up/slip/{sent}/", f"/speak-up/sent/{client.cookies['goodcatch_receipt'].value}/"):
        assert Client().get(address).status_code == 404
    thief = Client()
    thief.cookies["goodcatch_receipt"] = sent
    assert thief.get("/speak-up/report/").status_code == 303


@pytest.mark.parametrize(
    "where", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(cast: Cast, client: Client, where: str) -> None:
    person = cast.outsider
    person.set_password("a long and quiet pass phrase")
    person.save()
    address = f"/in/account/login/?next={quote(where, safe='')}"
    answer = send(client, address, login=person.username, password="a long and quiet pass phrase")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/in/")


def test_signing_in_begins_another_session(cast: Cast, client: Client) -> None:
    person = cast.outsider
    person.set_password("a long and quiet pass phrase")
    person.save()
    client.get("/in/account/login/")
    client.cookies["goodcatch_session"] = "f" * 32
    send(client, "/in/account/login/", login=person.username, password="a long and quiet pass phrase")
    assert client.cookies["goodcatch_session"].value != "f" * 32


@pytest.mark.parametrize("asked", ["no id", "\x00", "' OR 1=1"])
def test_marking_what_is_no_notice_marks_none(cast: Cast, client_of: ClientOf, asked: str) -> None:
    person: Person = cast.handler
    Notice.objects.create(
        position=1, verb="cases.open_case", thing_kind="case", thing_id="K7QF2M4D", person=person,
        reason="matter", urgency=Urgency.DIGEST, day=person.joined_at.date(),
    )  # fmt: skip
    client = client_of(person)
    client.post("/in/notices/seen/", {"notice": asked})
    assert Notice.objects.filter(person=person, seen=False).exists()


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data; boundary=", "multipart/form-data"],
)
def test_a_form_that_cannot_be_read_is_refused_and_is_no_bug(channel: Channel, kind: str) -> None:
    client = Client(raise_request_exception=False)
    for address in ("/speak-up/safety/", "/speak-up/receipt/"):
        answer = client.generic("POST", address, b"happened=words", content_type=kind)
        assert answer.status_code == 400
        assert "Reference" not in answer.content.decode()
    assert not Report.objects.exists()


def test_a_bent_nonce_on_a_page_that_is_not_there_finds_nothing(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.handler)
    client.raise_request_exception = False
    assert client.post("/in/reviews/K7QF2M00/publish/", {"nonce": "\x00"}).status_code == 404
