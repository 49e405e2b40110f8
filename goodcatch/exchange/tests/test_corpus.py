"""Every vendored postmortem: nothing lost, the counts as checked in."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from goodcatch.exchange.readers import NotAPostmortem, accounted, diff, read
from goodcatch.exchange.tests.counting import POSTMORTEMS, counts, named, sources

OTHERS = {
    "dfds/LICENSE": "licence",
    "dfds/README.md": "none of the sections",
    "dfds/PMyyyy-nnn - Postmortem template.md": "template",
    "mybinder/LICENSE": "licence",
    "mybinder/index.md": "none of the sections",
    "mybinder/template-incident-report.md": "template",
    "chia/LICENSE": "licence",
    "chia/README.md": "none of the sections",
    "chia/template.md": "template",
}


@pytest.mark.parametrize("path", sources(), ids=named)
def test_nothing_is_lost(path: Path) -> None:
    if named(path) in OTHERS:
        with pytest.raises(NotAPostmortem, match=OTHERS[named(path)]):
            read(path.read_bytes())
        return
    document = read(path.read_bytes(), name=named(path))
    account = accounted(document, path.read_text("utf-8"))
    assert account.whole, account
    assert [part.span for part in document.parts] == sorted(part.span for part in document.parts)
    assert len({part.key for part in document.parts}) == len(document.parts)
    assert read(path.read_bytes(), name=named(path)) == document
    assert diff(document, document) == []


def test_the_counts_are_those_checked_in() -> None:
    assert json.loads((POSTMORTEMS / "counts.json").read_text("utf-8")) == counts()


def test_attendees_initials_are_blank() -> None:
    for path in sources():
        if path.parent.name == "dfds" and named(path) not in OTHERS:
            people = read(path.read_bytes()).people
            assert all(part.text == "—" for part in people), named(path)


def test_a_file_is_known_by_its_words_and_not_by_its_name() -> None:
    path = POSTMORTEMS / "dfds" / "PM2022-009 - Bad AWS EKS AMI causing Kubernetes issues"
    document = read(path.read_bytes(), name="LICENSE")
    assert document.title == "Bad AWS EKS AMI"
    assert len(document.timeline) == 20


def test_a_title_and_a_day_come_from_the_name_only_where_the_words_give_none() -> None:
    path = POSTMORTEMS / "chia" / "2021-05" / "2021-05-09-negative-coin-values.md"
    assert read(path.read_bytes(), name=path.name).title == "2021-05-09 negative coin values"
    unnamed = read(path.read_bytes())
    assert unnamed.title.startswith("On May 9th 2021 at 6:48AM PDT")
    assert unnamed.occurred
    assert unnamed.occurred.instant == datetime(2021, 5, 9, 12, 48, tzinfo=UTC)
    assert unnamed.occurred.day == date(2021, 5, 9)
