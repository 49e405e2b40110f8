"""Law packs: every file can be read, an edition never changes, and clocks count calendar days and months."""

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from goodcatch.standards import packs
from goodcatch.standards.terms import Kept, LawPack, Way, months_later

RELEASED = {
    "de-hinschg.1.toml": "28537cc3a6b7ffafbdec917706a4dd61c774d3e08665af593fd1243309143830",
    "eu-2019-1937.1.toml": "2f4d104c1a21e2a5d5ab869bf131eb022e213b19b8b15fd2003356475569ffde",
    "fr-sapin-2.1.toml": "f63bc6a906383e21d851ff1e89c92528a38c341f709e6d34dba1bbe2c72ce821",
}
"""Digest of each edition as it was released. What has to change becomes another edition."""


def test_an_edition_never_changes() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in packs.FOLDER.glob("*.toml")}
    assert found == RELEASED


@pytest.mark.parametrize("pack", packs.editions().values(), ids=lambda pack: pack.key)
def test_every_pack_keeps_what_the_directive_asks(pack: LawPack) -> None:
    assert pack.acknowledge.days <= 7
    assert pack.answer.months <= 3
    assert set(pack.keep) == set(Kept.values)
    assert pack.outside.first, "nobody has to tell the house first"
    assert all(each.address and each.about for each in pack.outside.authorities)
    assert all(source.address.startswith("https://") for source in pack.sources)


def test_germany_keeps_three_years_by_law_and_france_gives_no_number() -> None:
    germany, france = packs.editions()["de-hinschg", 1], packs.editions()["fr-sapin-2", 1]
    assert (germany.keep["handled"].months, germany.keep["handled"].by_law) == (36, True)
    assert not france.keep["handled"].by_law
    assert france.keep["handled"].rule.counsel


def test_what_is_told_by_voice_follows_each_law() -> None:
    union, germany, france = (packs.editions()[code, 1].oral for code in ("eu-2019-1937", "de-hinschg", "fr-sapin-2"))
    assert [oral.meeting_owed for oral in (union, germany, france)] == [False, True, False]
    assert [oral.meeting_working_days for oral in (union, germany, france)] == [None, None, 20]
    assert [oral.wants_consent(Way.IN_PERSON) for oral in (union, germany, france)] == [True, False, True]
    assert all(oral.wants_consent(Way.RECORDED) for oral in (union, germany, france))
    assert not any(oral.wants_consent(Way.PHONE) for oral in (union, germany, france))


def test_the_answer_is_owed_from_the_acknowledgement_or_from_the_end_of_the_seven_days() -> None:
    pack = packs.editions()["eu-2019-1937", 1]
    received = date(2026, 11, 20)
    assert pack.acknowledge_by(received) == date(2026, 11, 27)
    assert pack.answer_by(received, date(2026, 11, 22)) == date(2027, 2, 22)
    assert pack.answer_by(received) == date(2027, 2, 27)
    assert pack.answer_by(received, date(2026, 12, 15)) == date(2027, 2, 27), "a late thanks lengthens nothing"
    assert pack.keep_until(date(2026, 11, 22), Kept.HANDLED) == date(2029, 11, 22)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 10, 1), 3, date(2027, 1, 1)),
    ],
)
def test_a_month_ends_with_its_last_day(day: date, months: int, then: date) -> None:
    assert months_later(day, months) == then


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("[acknowledge]\ndays = 7", "[acknowledge]\nhours = 7", "days"),
        ('kind = "not_taken_up"', 'kind = "other"', "how long to keep"),
        ("allowed = true", 'allowed = "yes"', "allowed: true or false"),
        ("edition = 1", "edition = 2", "named otherwise"),
        ('consent = ["in_person", "recorded"]', 'consent = ["pigeon"]', "no ways of telling"),
        ('source = "directive"', 'source = "hearsay"', "hearsay"),
        ('name = "European Union', "name = European Union", "eu-2019-1937.1.toml"),
    ],
)
def test_a_file_that_is_no_pack_is_refused_with_its_name(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    file = tmp_path / "eu-2019-1937.1.toml"
    shutil.copy(packs.FOLDER / file.name, file)
    text = file.read_text()
    assert was in text
    file.write_text(text.replace(was, becomes, 1))
    with pytest.raises(packs.BadPack, match=said):
        packs.read(file)
