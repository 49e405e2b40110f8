"""Receipts against guessing, replay and mixed-up tokens."""

import threading

import pytest
from django.test import Client

from goodcatch.kernel import costly
from goodcatch.kernel.costly import TooBusy
from goodcatch.reports import proofs, services, tokens
from goodcatch.reports.models import Channel, Message, Report, Slip
from goodcatch.reports.receipts import Receipt, codec, new_receipt, read
from goodcatch.reports.tests.outside import TOLD, Fields, come_back, report_and_receipt, resend, send
from goodcatch.reports.tests.speaking import Telling
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cheap_receipts() -> None:
    """Let receipts cost here what they cost outside."""


def test_an_unknown_id_is_refused_without_hashing(client: Client, channel: Channel, hashed: list[int]) -> None:
    page = send(client, "/speak-up/receipt/", receipt=" ".join(new_receipt().words))
    assert page.status_code == 422
    assert "No report opens with this" in page.content.decode()
    assert hashed == []


def test_taking_and_entering_a_receipt_cost_one_hash_each(client: Client, channel: Channel, hashed: list[int]) -> None:
    words, _ = report_and_receipt(client)
    assert len(hashed) == 1
    come_back(client, words)
    assert len(hashed) == 2


def test_the_cost_is_what_is_promised(client: Client, channel: Channel) -> None:
    report_and_receipt(client)
    slip = Slip.objects.get()
    assert (slip.memory_kib, slip.passes) == (46 * 1024, 1)
    assert len(bytes(slip.salt)) == 16


def test_a_wrong_secret_with_a_right_id_opens_nothing(client: Client, channel: Channel) -> None:
    words, _ = report_and_receipt(client)
    wrong = Receipt(read(words).look_up, new_receipt().secret)
    page = send(client, "/speak-up/receipt/", receipt=" ".join(wrong.words))
    assert page.status_code == 422
    assert "goodcatch_receipt" not in client.cookies
    assert "No report opens with this" in page.content.decode()


def test_salts_differ_so_that_one_guess_serves_one_report(client: Client, channel: Channel) -> None:
    for _ in range(3):
        report_and_receipt(client)
    assert len({bytes(slip.salt) for slip in Slip.objects.all()}) == 3


def test_one_guess_at_a_time_for_each_id_and_nobody_else_waits(client: Client, channel: Channel) -> None:
    (guessed, _), (other, _) = report_and_receipt(client), report_and_receipt(client)
    with proofs._one_at_a_time(proofs.hashed_look_up(read(guessed))):
        busy = send(client, "/speak-up/receipt/", receipt=guessed)
        assert busy.status_code == 503
        assert Fields(busy).values["receipt"] == guessed
        assert send(client, "/speak-up/receipt/", receipt=other).status_code == 303
    assert send(client, "/speak-up/receipt/", receipt=guessed).status_code == 303


def test_a_full_line_keeps_the_words_and_says_try_again(
    client: Client, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, _ = report_and_receipt(client)
    pool, enough = costly.CostlyPool(slots=1, waiting=0), threading.Event()
    started = threading.Event()
    monkeypatch.setattr(proofs, "POOL", pool)

    def long() -> None:
        started.set()
        enough.wait()

    holder = threading.Thread(target=lambda: pool.run(long))
    holder.start()
    started.wait()
    try:
        page = send(client, "/speak-up/receipt/", receipt=words)
        assert page.status_code == 503
        assert Fields(page).values["receipt"] == words
        thanks = send(client, "/speak-up/safety/", **TOLD).headers["Location"]
        refused = send(client, thanks)
        assert refused.status_code == 503
        assert "try again" in refused.content.decode()
    finally:
        enough.set()
        holder.join()
    assert resend(client, thanks, refused).status_code == 303


def test_a_failed_guess_locks_nobody_out(client: Client, channel: Channel) -> None:
    words, _ = report_and_receipt(client)
    wrong = " ".join(Receipt(read(words).look_up, new_receipt().secret).words)
    for _ in range(5):
        send(client, "/speak-up/receipt/", receipt=wrong)
    assert send(client, "/speak-up/receipt/", receipt=words).status_code == 303


def test_without_the_pepper_a_slip_tells_nothing(
    client: Client, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, _ = report_and_receipt(client)
    monkeypatch.setattr(proofs, "_pepper", lambda: b"another pepper of the same size.")
    assert services.look_up(receipt=read(words)) is None
    slip = Slip.objects.get()
    kept = proofs.Proof(bytes(slip.look_up), bytes(slip.salt), bytes(slip.proof), proofs.Cost())
    assert not proofs.opens(read(words), kept)


def test_a_token_serves_one_purpose_and_one_report(client: Client, channel: Channel) -> None:
    words, _ = report_and_receipt(client)
    report = Report.objects.get()
    for purpose in (tokens.FORM, tokens.SENT, tokens.CANDIDATE, tokens.SLIP):
        client.cookies["goodcatch_receipt"] = tokens.seal(purpose, report=report.public_id)
        assert client.get("/speak-up/report/").headers["Location"] == "/speak-up/receipt/"
    client.cookies.clear()
    come_back(client, words)
    foreign = client.post("/speak-up/report/", {"text": "x", "nonce": tokens.seal_form("00000000")})
    assert foreign.status_code == 422
    unbound = client.post("/speak-up/report/", {"text": "x", "nonce": tokens.seal_form()})
    assert unbound.status_code == 422
    assert not Message.objects.exists()


def test_a_changed_token_is_refused(client: Client, channel: Channel) -> None:
    words, _ = report_and_receipt(client)
    come_back(client, words)
    good = client.cookies["goodcatch_receipt"].value
    for at in (0, 30, len(good) // 2, len(good) - 2):
        other = "A" if good[at] != "A" else "B"
        client.cookies["goodcatch_receipt"] = good[:at] + other + good[at + 1 :]
        assert client.get("/speak-up/report/").status_code == 303


def test_the_cookie_of_a_signed_report_opens_nothing(client: Client, cast: Cast, tell: Telling) -> None:
    report = tell(cast.reporter)
    client.cookies["goodcatch_receipt"] = tokens.seal(tokens.FOLLOW, report=report.public_id)
    assert client.get("/speak-up/report/").headers["Location"] == "/speak-up/receipt/"
    assert client.get(f"/speak-up/sent/{tokens.seal(tokens.SENT, report=report.public_id)}/").status_code == 404


def test_a_message_replayed_is_one_message(client: Client, channel: Channel) -> None:
    words, _ = report_and_receipt(client)
    page = come_back(client, words)
    for _ in range(3):
        assert resend(client, "/speak-up/report/", page, text="Once").status_code == 303
    assert Message.objects.count() == 1


def test_forty_bits_find_and_eighty_keep_secret() -> None:
    assert (codec.LOOK_UP_BYTES * 8, codec.SECRET_BYTES * 8, codec.CHECK_BITS) == (40, 80, 9)


def test_a_line_that_is_full_is_said_at_once(channel: Channel) -> None:
    pool = costly.CostlyPool(slots=1, waiting=0)

    def inside() -> None:
        with pytest.raises(TooBusy):
            pool.run(lambda: None)

    pool.run(inside)
