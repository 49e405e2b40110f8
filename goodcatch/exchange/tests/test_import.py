"""Bringing in: whole folders with the checked-in counts, once; files that moved, broke or are none."""

import json
import os
import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodcatch.actions.terms import State
from goodcatch.cases.models import Case
from goodcatch.exchange.models import ImportedPart, Source, SourceVersion
from goodcatch.exchange.readers import NotAPostmortem, Unreadable, read
from goodcatch.exchange.readers.document import STRUCTURAL, Document, Kind
from goodcatch.exchange.readers.keys import words_in
from goodcatch.exchange.services import import_source, importing, look_into
from goodcatch.exchange.terms import Status
from goodcatch.exchange.tests.bringing import OUTAGE, Standing, bring, standing, written
from goodcatch.exchange.tests.counting import POSTMORTEMS
from goodcatch.exchange.tests.test_hostile import FRAME, PIECES
from goodcatch.kernel.refs import System
from goodcatch.people import services as people
from goodcatch.record import queries as record
from goodcatch.record import services as record_services
from goodcatch.record.models import EntryHearer
from goodcatch.reviews.models import Review, TimelineEntry
from tests.cast import Cast

pytestmark = pytest.mark.django_db
COUNTED = ("timeline", "factors", "actions", "unplaced")
COUNTS = json.loads((POSTMORTEMS / "counts.json").read_text("utf-8"))


@pytest.mark.parametrize("folder", ["dfds", "mybinder", "chia"])
def test_a_folder_becomes_matters_with_the_checked_in_counts_and_a_second_time_nothing(cast: Cast, folder: str) -> None:
    hearers = EntryHearer.objects.count()
    account = bring(cast.units.digital, POSTMORTEMS / folder)
    total = COUNTS[f"{folder} (total)"]
    assert {name: account.totals[name] for name in COUNTED} == {name: total[name] for name in COUNTED}
    assert (account.totals["imported"], account.totals["files"]) == (total["postmortems"], total["files"])
    assert account.totals["left_out"] == total["files"] - total["postmortems"]
    for outcome in account.of(Status.IMPORTED):
        expected = COUNTS[outcome.name.partition("postmortems/")[2]]
        assert dict(outcome.counts) == {name: expected[name] for name in COUNTED}, outcome.name
    assert TimelineEntry.objects.count() == total["timeline"]
    assert EntryHearer.objects.count() == hearers
    before = (Case.objects.count(), ImportedPart.objects.count(), SourceVersion.objects.count())
    again = bring(cast.units.digital, POSTMORTEMS / folder)
    assert again.totals["unchanged"] == total["postmortems"]
    assert {name: again.totals[name] for name in COUNTED} == {name: total[name] for name in COUNTED}
    assert (Case.objects.count(), ImportedPart.objects.count(), SourceVersion.objects.count()) == before
    record_services.number()
    assert record.verify().intact


def test_one_file_becomes_a_case_a_review_and_actions(cast: Cast, tmp_path: Path) -> None:
    outcome = bring(cast.units.operations, written(tmp_path)).files[0]
    assert (outcome.status, outcome.title) == (Status.IMPORTED, "Water tower ran low")
    here = standing("tower.md")
    assert here.case.summary == "The tower at Hill Road ran low for two hours."
    assert (here.case.unit, here.case.kind, here.case.response) == (cast.units.operations, "incident", "full_review")
    assert here.review.published_at is not None
    assert here.entries() == [
        "Level alarm at 30 %",
        "The operator on shift starts the second pump",
        "Level back to normal",
    ]
    assert here.factors() == ["The float switch was painted over"]
    assert here.findings() == [("note", "Date: 2024-03-01"), ("went_well", "The alarm rang on two phones")]
    done, proposed = here.actions()
    assert (done.state, proposed.state) == (State.IN_PLACE, State.PROPOSED)
    assert done.title.startswith("Clean the float switch")
    assert (done.owner, proposed.owner, proposed.title) == (None, None, "Put a second sensor in")


def test_times_without_a_zone_are_read_in_the_units_and_marked(cast: Cast, tmp_path: Path) -> None:
    bring(cast.units.operations, written(tmp_path))
    first = TimelineEntry.objects.order_by("order")[0]
    assert first.occurred_at == datetime(2024, 3, 1, 9, 0, tzinfo=UTC)  # Oslo, an hour ahead in March
    assert (first.occurred_zone, first.occurred_zone_assumed) == ("Europe/Oslo", True)
    zoned = OUTAGE.replace("## Timeline", "## Timeline (all times UTC)")
    bring(cast.units.operations, written(tmp_path, zoned.replace("Water tower", "Basin"), "basin.md"))
    entry = TimelineEntry.objects.filter(review=standing("basin.md").review).order_by("order")[0]
    assert entry.occurred_at == datetime(2024, 3, 1, 10, 0, tzinfo=UTC)
    assert (entry.occurred_zone, entry.occurred_zone_assumed) == ("UTC", False)
    assert standing("basin.md").case.occurred_on == date(2024, 3, 1)


def test_a_moved_file_is_the_same_source(cast: Cast, tmp_path: Path) -> None:
    path = written(tmp_path)
    bring(cast.units.operations, path)
    (tmp_path / "old").mkdir()
    moved = path.rename(tmp_path / "old" / "renamed.md")
    assert bring(cast.units.operations, tmp_path).files[0].status == Status.UNCHANGED
    moved.write_text(OUTAGE.replace("two hours", "three hours"))
    assert bring(cast.units.operations, tmp_path).files[0].status == Status.UPDATED
    assert Source.objects.count() == Case.objects.count() == 1


def test_two_incidents_of_one_name_told_alike_are_two(cast: Cast, tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        (tmp_path / year).mkdir()
        written(tmp_path / year, OUTAGE.replace("2024-03-01", f"{year}-03-01").replace("second sensor", year))
    assert bring(cast.units.operations, tmp_path).totals["imported"] == 2
    assert bring(cast.units.operations, tmp_path).totals["unchanged"] == 2


def test_an_old_copy_that_lies_elsewhere_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    path = written(tmp_path)
    bring(cast.units.operations, path)
    written(tmp_path, OUTAGE, "copy.md")
    path.write_text(OUTAGE.replace("two hours", "three hours"))
    assert [each.status for each in bring(cast.units.operations, path).files] == [Status.UPDATED]
    assert {each.status for each in bring(cast.units.operations, tmp_path).files} <= {Status.UNCHANGED, Status.IMPORTED}
    assert standing("tower.md").case.summary.endswith("three hours.")


def test_a_dry_run_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, OUTAGE, "twin.md")
    account = bring(cast.units.operations, tmp_path, dry_run=True)
    assert [each.status for each in account.files] == [Status.IMPORTED, Status.UNCHANGED]
    assert not Source.objects.exists()
    assert not Case.objects.exists()


def test_broken_files_are_named_and_the_others_go_on(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "a-latin.md").write_bytes(OUTAGE.encode().replace(b"Hill", b"H\xffll"))
    (tmp_path / "b-empty.md").write_bytes(b"")
    (tmp_path / "c-picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "d-sixteen.md").write_bytes(OUTAGE.encode("utf-16"))
    (tmp_path / "e-shopping.md").write_text("- milk\n- bread\n")
    written(tmp_path, name="f.md")
    account = bring(cast.units.operations, tmp_path)
    told = {each.name.rpartition("/")[2]: (each.status, each.line) for each in account.files}
    assert told == {
        "a-latin.md": (Status.BROKEN, 7),
        "b-empty.md": (Status.BROKEN, 1),
        "c-picture.png": (Status.LEFT_OUT, 0),
        "d-sixteen.md": (Status.BROKEN, 1),
        "e-shopping.md": (Status.LEFT_OUT, 0),
        "f.md": (Status.IMPORTED, 0),
    }
    assert all(each.reason.endswith(".") for each in account.files if each.status != Status.IMPORTED)
    picture = bring(cast.units.operations, tmp_path / "c-picture.png").files[0]
    assert picture.status == Status.BROKEN


HOSTILE = [b"\xff\xfe bad.md", b"<script>alert(1).md", b"line\nbreak.md", "\u202egnp.md".encode(), b"a" * 240]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_as_they_can_be_shown(cast: Cast, tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_text(OUTAGE)
    assert bring(cast.units.operations, tmp_path).files[0].status == Status.IMPORTED
    kept = Source.objects.get().name
    assert kept.isprintable()
    assert len(kept) <= 400


def test_all_or_nothing_where_a_file_breaks_midway(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("goodcatch.exchange.services.importing._keep", broken)
    with pytest.raises(ZeroDivisionError):
        bring(cast.units.operations, written(tmp_path))
    assert not Case.objects.exists()
    assert not Review.objects.exists()
    assert not Source.objects.exists()


def test_a_unit_that_is_closed_takes_nothing_in(cast: Cast, tmp_path: Path) -> None:
    unit = people.add_unit(by=System("setup"), name="Old depot", parent=cast.units.fleet)
    unit = people.close_unit(by=System("setup"), unit=unit)
    outcome = bring(unit, written(tmp_path)).files[0]
    assert outcome.status == Status.BROKEN
    assert "closed" in outcome.reason


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_every_line_is_found_again(cast: Cast, pieces: list[str]) -> None:
    text = FRAME + f"{random.random()}\n\n" + "\n".join(pieces)  # a file of its own each time
    try:
        document = read(text.encode())
    except (NotAPostmortem, Unreadable):
        return
    reading = look_into(unit=cast.units.fleet, name="x.md", body=text.encode())
    done = import_source(by=System("import"), unit=cast.units.fleet, reading=reading)
    here = standing_of(done.source)
    words = set(words_in(here))
    for part in document.parts:
        if part.kind not in STRUCTURAL or part.kind is Kind.TITLE:
            assert set(words_in(part.text)) <= words, part
    kept = SourceVersion.objects.filter(source=done.source).order_by("-number")[0]
    assert bytes(kept.body) == text.encode()


def standing_of(source: Source) -> str:
    here = Standing(source)
    actions = [f"{a.title}\n{a.text}\n{a.owner_as_written}" for a in here.actions()]
    findings = [text for _kind, text in here.findings()]
    entries = [
        f"{e.written_time}\n{e.text}" for e in TimelineEntry.objects.filter(review=here.review, withdrawn_at=None)
    ]
    return "\n".join([here.case.title, here.case.summary, *entries, *here.factors(), *findings, *actions])


@pytest.mark.django_db(transaction=True)
def test_files_are_read_before_anything_is_held(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extreme file takes seconds to read: meanwhile others must be able to write."""
    held: list[bool] = []

    def watched(source: bytes, *, name: str) -> Document:
        held.append(connection.in_atomic_block)
        return read(source, name=name)

    monkeypatch.setattr(importing, "read", watched)
    path = tmp_path / "one.md"
    path.write_text(FRAME, encoding="utf-8")
    account = bring(cast.units.fleet, path)
    assert [each.status for each in account.files] == [Status.IMPORTED]
    assert held == [False]
    assert [each.status for each in bring(cast.units.fleet, path).files] == [Status.UNCHANGED]
    assert held == [False], "bytes that are known are not read again"
