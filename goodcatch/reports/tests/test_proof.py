"""Proof of timely reporting: the signed file, its page, and the check without the house."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from goodcatch.reports import certificates, proofs
from goodcatch.reports.models import Report
from goodcatch.reports.tests.outside import send
from goodcatch.reports.tests.sealing import FOLLOW, TOLD, SealedChannel, report_sealed
from tests.cast import Cast

CHECK = "/speak-up/proof/"


def downloaded(client: Client) -> tuple[str, bytes]:
    """Send a report, and download its proof and what was told."""
    report_sealed(client, where="Weir 3")
    return client.get(f"{FOLLOW}proof.json").content.decode(), client.get(f"{FOLLOW}told.json").content


@pytest.mark.django_db
def test_it_says_who_where_and_which_day_and_nothing_of_what(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    text, words = downloaded(client)
    held = json.loads(text)
    assert set(held) == {"what", "house", "channel", "day", "commitment", "key", "signature"}
    report = Report.objects.get()
    assert (held["house"], held["channel"], held["day"]) == (
        "Northfield Water",
        "Integrity line",
        report.day.isoformat(),
    )
    assert report.public_id not in text
    assert TOLD["happened"] not in text
    assert held["key"] == proofs.house_key()
    assert TOLD["happened"] in words.decode()
    proof = certificates.read(text)
    assert proof.is_signed()
    assert proof.is_of(words)
    assert not proof.is_of(words.replace(b"Weir 3", b"Weir 4"))


@pytest.mark.django_db
def test_the_same_words_told_twice_have_different_commitments(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    first, second = (json.loads(downloaded(each)[0])["commitment"] for each in (client, Client()))
    assert first != second, "nobody can guess words against a proof"


@pytest.mark.django_db
def test_nobody_downloads_it_without_the_receipt(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    report_sealed(client)
    for name in ("proof.json", "told.json"):
        assert Client().get(f"{FOLLOW}{name}").status_code == 404


@pytest.mark.django_db
def test_the_page_checks_it_for_anybody(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    text, _ = downloaded(client)
    anybody = Client()
    assert proofs.house_key() in anybody.get(CHECK).content.decode()
    assert "it is ours" in anybody.post(CHECK, {"proof": text}).content.decode()
    changed = anybody.post(CHECK, {"proof": text.replace("Integrity", "Gossip")})
    assert changed.status_code == 422
    assert "something in it was changed" in changed.content.decode()
    assert "no proof of reporting" in anybody.post(CHECK, {"proof": "[1, 2]"}).content.decode()
    other = certificates.issue(seed=bytes(32), house="Elsewhere", channel="x", day=Report.objects.get().day, words=b"x")
    assert "another key than ours" in send(anybody, CHECK, proof=other.text()).content.decode()


@given(st.text(max_size=400))
def test_nothing_that_somebody_pastes_breaks_it(text: str) -> None:
    with pytest.raises(certificates.Unreadable):
        certificates.read(text)


HOSTILE = ["{}", "null", '{"what": 1}', "[" * 9000, '{"house": null}', json.dumps({"what": certificates.WHAT})]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_only_looks_like_one_is_unreadable(text: str) -> None:
    with pytest.raises(certificates.Unreadable):
        certificates.read(text)


@pytest.mark.parametrize("part", ["house", "channel", "day", "commitment", "key", "signature"])
def test_every_part_is_signed(part: str) -> None:
    from datetime import date  # noqa: PLC0415

    proof = certificates.issue(seed=bytes(32), house="A", channel="B", day=date(2026, 11, 22), words=b"words")
    held = json.loads(proof.text())
    other = {"day": "2026-11-21"}.get(part) or "0" * len(held[part])
    changed = certificates.read(json.dumps({**held, part: other}))
    assert proof.is_signed()
    assert not changed.is_signed()


def test_the_files_can_be_written_and_read_anywhere(tmp_path: Path) -> None:
    from datetime import date  # noqa: PLC0415

    proof = certificates.issue(seed=bytes(32), house="Ærø", channel="B", day=date(2026, 11, 22), words=b"words")
    path = tmp_path / "proof.json"
    path.write_text(proof.text(), encoding="utf-8")
    assert certificates.read(path.read_text(encoding="utf-8")) == proof
