"""Hostile input on the pages that anybody can reach: a sentence, the form filled in, nothing broken, nothing kept."""

import pytest
from django.test import Client

from goodcatch.reports import queries
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.tests.outside import TOLD, Fields, send
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FORM = "/speak-up/safety/"


def test_a_field_of_ten_megabytes_is_refused(client: Client, channel: Channel) -> None:
    answer = send(client, FORM, **{**TOLD, "happened": "x" * 10_000_000})
    assert answer.status_code in {400, 413}
    assert not Report.objects.exists()


def test_a_text_too_long_comes_back_with_a_sentence(client: Client, channel: Channel) -> None:
    answer = send(client, FORM, **{**TOLD, "happened": "x" * 20_001})
    assert answer.status_code == 422
    assert "20000 would be right" in answer.content.decode()
    assert len(Fields(answer).values["happened"]) == 20_001


@pytest.mark.parametrize(
    "words",
    [
        "NUL \x00 inside",
        "\u202eright to left\u202c and back",
        "emoji \U0001f6b0\U0001f469\u200d\U0001f52c, combining a\u0301\u0328",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "{{ settings.SECRET_KEY }} {% debug %}",
        "'; DROP TABLE reports_report; --",
        "\ufffe\uffff\u2028\u2029\x1b[31m",
        "line\r\nline\rline",
    ],
)
def test_odd_words_are_kept_and_shown_as_words(client: Client, cast: Cast, channel: Channel, words: str) -> None:
    assert send(client, FORM, **{**TOLD, "happened": words, "where": words}).status_code == 303
    row = queries.inbox(cast.handler).rows[0]
    assert row.happened == words.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    client.force_login(cast.handler)
    page = client.get(f"/in/reports/{row.report.public_id}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"kind": ["close_call", "hazard"], "happened": ["a", "b"]},
        {"kind": "\x00", "happened": "x", "who": "\x00"},
        {"kind": "close_call", "happened": "x", "who": "no", "leave_off": ["' OR 1=1", "\x00"]},
        {"nonce": "\x00" * 100, **TOLD},
        {f"field{number}": "x" for number in range(1_500)},
    ],
)
def test_bent_forms_are_answered_with_the_form(client: Client, channel: Channel, sent: dict[str, object]) -> None:
    answer = client.post(FORM, sent)
    assert answer.status_code == 422
    assert not Report.objects.exists()


@pytest.mark.parametrize("receipt", ["\x00", "9" * 100_000, "a " * 50_000, "🚰" * 500, "\u0661" * 42, "-" * 3000])
def test_bent_receipts_are_answered_with_the_form(client: Client, channel: Channel, receipt: str) -> None:
    assert send(client, "/speak-up/receipt/", receipt=receipt).status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        "/speak-up/nowhere/",
        "/speak-up/safety/00000000/",
        "/speak-up/safety/../../in/",
        "/speak-up/sent/x/",
        "/speak-up/slip/%00/",
        "/speak-up/slip/" + "A" * 5000 + "/",
        "/speak-up/%F0%9F%9A%B0/",
    ],
)
def test_addresses_that_do_not_exist_are_all_one_page(client: Client, channel: Channel, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()
    assert not answer.cookies
