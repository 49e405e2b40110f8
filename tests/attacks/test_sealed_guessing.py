"""Receipts of sealed reports against guessing, replay, mixed-up tokens and a changed database."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from goodcatch.kernel import costly
from goodcatch.reports import proofs, services, tokens
from goodcatch.reports.models import Message, Report, ReporterKey
from goodcatch.reports.receipts import Receipt, new_receipt, read
from goodcatch.reports.tests.outside import Fields, come_back, resend, send
from goodcatch.reports.tests.sealing import (
    FOLLOW,
    FORM,
    TELLING,
    TOLD,
    SealedChannel,
    begin,
    report_sealed,
    tell,
    two_words,
)
from goodcatch.vault import outside
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ENTER = "/speak-up/receipt/"


@pytest.fixture(autouse=True)
def cheap_receipts() -> None:
    """Let receipts cost here what they cost outside."""


def test_a_sealed_report_costs_one_hash_and_coming_back_another(
    client: Client, cast: Cast, sealed: SealedChannel, hashed: list[int]
) -> None:
    hashed.clear()
    words = report_sealed(client)
    client.get(FOLLOW)
    assert len(hashed) == 1
    come_back(Client(), words)
    assert len(hashed) == 2


def test_looking_and_wrong_words_and_unknown_ids_cost_none(
    client: Client, cast: Cast, sealed: SealedChannel, hashed: list[int]
) -> None:
    hashed.clear()
    page = client.get(FORM)
    resend(client, FORM, page, first="no", second="no")
    assert send(client, ENTER, receipt=" ".join(new_receipt().words)).status_code == 422
    assert hashed == []


def test_the_cost_is_what_is_promised_and_each_has_its_own_salt(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    for _ in range(3):
        begin(Client())
    keys = list(ReporterKey.objects.all())
    assert {(key.memory_kib, key.passes) for key in keys} == {(46 * 1024, 1)}
    assert len({bytes(key.salt) for key in keys}) == 3


def test_a_wrong_secret_with_a_right_id_opens_nothing_and_locks_nobody_out(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    words = report_sealed(client)
    wrong = " ".join(Receipt(read(words).look_up, new_receipt().secret).words)
    guesser = Client()
    for _ in range(5):
        assert send(guesser, ENTER, receipt=wrong).status_code == 422
    assert not guesser.cookies
    assert send(Client(), ENTER, receipt=words).status_code == 303


def test_one_guess_at_a_time_for_each_id_and_nobody_else_waits(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    guessed, other = report_sealed(client), report_sealed(Client())
    with proofs._one_at_a_time(proofs.hashed_look_up(read(guessed))):
        busy = send(Client(), ENTER, receipt=guessed)
        assert busy.status_code == 503
        assert Fields(busy).values["receipt"] == guessed
        assert send(Client(), ENTER, receipt=other).status_code == 303
    assert send(Client(), ENTER, receipt=guessed).status_code == 303


def test_a_full_line_at_the_two_words_keeps_them(
    client: Client, cast: Cast, sealed: SealedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(FORM)
    with monkeypatch.context() as patch:
        patch.setattr(proofs, "POOL", costly.CostlyPool(slots=0, waiting=0))
        busy = resend(client, FORM, page, **two_words(page))
        assert busy.status_code == 503
        assert busy.context["receipt"] == page.context["receipt"]
        assert not client.cookies
    assert resend(client, FORM, busy, **two_words(busy)).status_code == 303


@pytest.mark.parametrize("lost", [proofs, outside], ids=["receipts", "vault"])
def test_without_a_pepper_no_receipt_opens(
    client: Client, cast: Cast, sealed: SealedChannel, monkeypatch: pytest.MonkeyPatch, lost: Any
) -> None:
    words = report_sealed(client)
    monkeypatch.setattr(lost, "_pepper", lambda: b"another pepper of the same size.")
    assert services.open_receipt(receipt=read(words)) is None


def test_a_cookie_serves_its_purpose_and_its_report(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    report_sealed(client)
    report, key = Report.objects.get(), ReporterKey.objects.get()
    good = client.cookies["goodcatch_receipt"].value
    holds = {"key": key.public_id, "public": bytes(key.public).hex(), "private": "00" * 32, "place": ""}
    forged = [
        tokens.seal(tokens.FOLLOW, report=""),
        tokens.seal(tokens.FORM, **holds),
        tokens.seal(tokens.OFFERED, **holds),
        tokens.seal(tokens.HOLDS, **{**holds, "public": "00" * 32}),
        tokens.seal(tokens.HOLDS, **{**holds, "key": "00000000"}),
        good[:40] + ("A" if good[40] != "A" else "B") + good[41:],
    ]
    for cookie in forged:
        client.cookies["goodcatch_receipt"] = cookie
        assert client.get(FOLLOW).headers["Location"] == ENTER, cookie
    client.cookies["goodcatch_receipt"] = tokens.seal(tokens.FOLLOW, report=report.public_id)
    client.raise_request_exception = False
    answer = client.get(FOLLOW)
    assert answer.headers["Location"] == ENTER, "an open report's cookie opens no seal"
    assert TOLD["happened"] not in answer.content.decode()


def test_a_form_serves_one_draft(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    begin(client)
    mine = client.get(TELLING)
    other = Client()
    begin(other)
    assert resend(other, TELLING, mine, **TOLD).status_code == 422
    assert not Report.objects.exists()


def test_a_message_replayed_is_one_message(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    report_sealed(client)
    page = client.get(FOLLOW)
    for _ in range(3):
        assert resend(client, FOLLOW, page, text="Once").status_code == 303
    assert Message.objects.count() == 1


def test_a_draft_and_a_report_cannot_change_places_in_the_database(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    """Whoever writes into the database cannot let their own receipt open somebody else's report."""
    report_sealed(client)
    theirs = ReporterKey.objects.get()
    thief = Client()
    begin(thief)
    tell(thief, happened="Mine")
    mine, stolen = ReporterKey.objects.exclude(pk=theirs.pk).get(), theirs.report
    theirs.delete()
    mine.report = stolen
    mine.save()
    answer = thief.get(FOLLOW)
    assert answer.status_code == 409
    assert "not as it was sealed" in answer.content.decode()
    assert TOLD["happened"] not in answer.content.decode()
