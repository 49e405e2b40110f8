"""Floods at the reporters' door: one network is told to wait, others are not, and nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from config import floods
from goodcatch.kernel.floods import MOST_NETWORKS, Gate, Lane, prefix_of
from goodcatch.reports import proofs, tokens
from goodcatch.reports.receipts import Receipt, new_receipt, read
from goodcatch.reports.tests.outside import Fields, report_and_receipt, send
from goodcatch.reports.tests.sealing import FORM, SealedChannel, report_sealed
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ENTER = "/speak-up/receipt/"
FLOOD, OTHER = "203.0.113.7", "198.51.100.4"


class Hand:
    """A clock that a test moves by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    """Put up the real gate, with a clock that stands."""
    clock = Hand()
    monkeypatch.setattr(floods, "GATE", Gate(now=clock))
    return clock


def wrong(client: Client) -> int:
    return enter(client, new_receipt())


def enter(client: Client, receipt: Receipt) -> int:
    typed = {"receipt": " ".join(receipt.words), "nonce": tokens.seal_form("")}  # one page serves for many tries
    status: int = client.post(ENTER, typed).status_code
    return status


def test_wrong_receipts_from_one_network_meet_the_gate_and_others_pass(hand: Hand, channel: object) -> None:
    flood = Client(REMOTE_ADDR=FLOOD)
    answers = [wrong(flood) for _ in range(60)]
    assert answers[:10] == [422] * 10
    assert answers[-1] == 429
    assert answers.count(422) < 45
    assert wrong(Client(REMOTE_ADDR="203.0.113.250")) == 429, "a neighbour shares the network"
    assert wrong(Client(REMOTE_ADDR=OTHER)) == 422
    words, _ = report_and_receipt(Client(REMOTE_ADDR=OTHER))
    assert send(Client(REMOTE_ADDR=OTHER), ENTER, receipt=words).status_code == 303
    hand.now += 60
    assert wrong(flood) == 422


def test_guesses_at_an_id_at_which_somebody_guesses_meet_the_gate_too(
    hand: Hand, cast: Cast, sealed: SealedChannel
) -> None:
    guessed = read(report_sealed(Client(REMOTE_ADDR=OTHER)))
    with proofs._one_at_a_time(proofs.hashed_look_up(guessed)):
        answers = [enter(Client(REMOTE_ADDR=FLOOD), guessed) for _ in range(60)]
    assert (answers[0], answers[-1]) == (503, 429)
    assert answers.count(503) < 45
    assert enter(Client(REMOTE_ADDR=OTHER), guessed) == 303


def test_what_was_typed_comes_back_and_can_be_sent_again(hand: Hand, cast: Cast, sealed: SealedChannel) -> None:
    flood = Client(REMOTE_ADDR=FLOOD)
    while wrong(flood) != 429:
        pass
    typed = {"happened": 'Two "lines"\nand <b>more</b>', "leave_off": ["A", "B"], "nonce": "x"}
    refused = flood.post("/speak-up/telling/", typed)
    assert refused.status_code == 429
    assert Fields(refused).values == {"happened": typed["happened"], "leave_off": "B", "nonce": "x"}
    assert "action" not in refused.content.decode()
    assert refused.headers["Retry-After"] == "5"
    assert refused.headers["Cache-Control"] == "no-store"
    assert "script-src 'none'" in refused.headers["Content-Security-Policy"]
    assert not flood.cookies


def test_a_refusal_asks_the_database_nothing(
    hand: Hand, cast: Cast, sealed: SealedChannel, django_assert_num_queries: object
) -> None:
    flood = Client(REMOTE_ADDR=FLOOD)
    while wrong(flood) != 429:
        pass
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert wrong(flood) == 429
        assert flood.get(FORM).status_code == 429


def test_nobody_meets_the_gate_by_telling(hand: Hand, cast: Cast, sealed: SealedChannel) -> None:
    """A hundred colleagues behind one address, all within the same instant."""
    client = Client(REMOTE_ADDR=FLOOD)
    assert {client.get(FORM).status_code for _ in range(100)} == {200}


def test_files_cost_more_than_words(hand: Hand, channel: object) -> None:
    many = {"attached": [SimpleUploadedFile(f"{n}.txt", b"words") for n in range(45)]}
    refused = Client(REMOTE_ADDR=FLOOD).post("/speak-up/safety/", many)
    assert refused.status_code == 422
    assert "At most 10 files at once" in refused.content.decode()
    answers = [Client(REMOTE_ADDR=FLOOD).get("/speak-up/safety/").status_code for _ in range(30)]
    assert answers[-1] == 429
    assert Client(REMOTE_ADDR=OTHER).get("/speak-up/safety/").status_code == 200


@pytest.mark.parametrize(("proxies", "seen"), [(0, "10.0.0.1"), (1, "9.9.9.9"), (2, "7.7.7.7"), (3, "10.0.0.1")])
def test_behind_proxies_networks_are_told_apart_by_what_ours_saw(
    rf: object, settings: object, proxies: int, seen: str
) -> None:
    settings.PROXIES = proxies  # type: ignore[attr-defined]
    request = rf.get("/", headers={"X-Forwarded-For": "7.7.7.7, 9.9.9.9"}, REMOTE_ADDR="10.0.0.1")  # type: ignore[attr-defined]
    assert floods.address_of(request) == seen


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_networks(address: str, prefix: str) -> None:
    assert prefix_of(address) == prefix


def test_memory_stays_however_many_networks_come() -> None:
    gate = Gate(most=1000, now=Hand())
    for number in range(5000):
        gate.admits(f"10.{number >> 8}.{number & 255}.1")
    assert len(gate._buckets) == 1000
    assert MOST_NETWORKS <= 20_000


def test_no_address_is_kept_and_the_key_lasts_an_hour() -> None:
    clock = Hand()
    gate = Gate(fast=Lane(1, 0), slow=Lane(0, 0), now=clock)
    assert gate.admits(FLOOD)
    assert not gate.admits(FLOOD)
    assert all(len(known) == 8 for known in gate._buckets)
    first = set(gate._buckets)
    clock.now += 3600
    assert gate.admits(FLOOD)
    assert first.isdisjoint(gate._buckets)
