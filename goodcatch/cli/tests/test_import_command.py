"""`goodcatch import` and `goodcatch check`: what they say, and their exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodcatch.actions.models import Action
from goodcatch.cases.models import Case
from goodcatch.cli.commands import app
from goodcatch.exchange.models import ImportedPart, Source, SourceVersion
from goodcatch.exchange.tests.bringing import OUTAGE, written
from goodcatch.exchange.tests.counting import POSTMORTEMS
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.models import Unit
from goodcatch.reviews.models import Finding, Review, TimelineEntry
from tests.cast import SETUP, Cast, gather

terminal = CliRunner()


@pytest.mark.django_db
def test_it_tells_what_became_of_every_file(cast: Cast, tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "broken.md").write_bytes(b"# Outage\n\n\xff\xfe\n")
    (tmp_path / "shopping.md").write_text("- milk\n")
    done = terminal.invoke(app, ["import", str(tmp_path)])
    assert done.exit_code == 1
    assert (
        "1 imported, 0 updated, 0 waiting for a decision, 0 unchanged, 1 left out, 1 could not be read." in done.stdout
    )
    assert f"Could not be read: {tmp_path / 'broken.md'}, line 3:" in done.stderr
    assert f"Left out: {tmp_path / 'shopping.md'}:" in done.stdout
    (tmp_path / "broken.md").unlink()
    again = terminal.invoke(app, ["import", str(tmp_path)])
    assert again.exit_code == 0
    assert "1 unchanged" in again.stdout
    assert Source.objects.get().unit == cast.units.northfield


@pytest.mark.django_db
def test_json_has_the_totals_and_the_counts_of_each_file(cast: Cast, tmp_path: Path) -> None:
    written(tmp_path)
    words = ["import", str(tmp_path), "--unit", "operations", "--dry-run", "--format", "json"]
    done = terminal.invoke(app, words)
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["dry_run"], told["unit"]) == (True, cast.units.operations.public_id)
    assert told["totals"]["imported"] == told["totals"]["files"] == 1
    (file,) = told["files"]
    assert (file["status"], file["title"]) == ("imported", "Water tower ran low")
    assert file["counts"] == {"timeline": 3, "factors": 1, "actions": 2, "unplaced": 0}
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_the_unit_is_named_or_its_id_given(cast: Cast, tmp_path: Path) -> None:
    path = str(written(tmp_path))
    unknown = terminal.invoke(app, ["import", path, "--unit", "Moon base"])
    assert unknown.exit_code == 2
    assert "No open unit is called “Moon base”" in unknown.stderr
    people.add_unit(by=SETUP, name="Night shift", parent=cast.units.treatment)
    twice = terminal.invoke(app, ["import", path, "--unit", "Night shift"])
    assert twice.exit_code == 2
    assert cast.units.night_shift.public_id in twice.stderr
    by_id = terminal.invoke(app, ["import", path, "--unit", cast.units.night_shift.public_id])
    assert by_id.exit_code == 0
    assert Source.objects.get().unit == cast.units.night_shift


@pytest.mark.django_db
def test_a_house_without_units_gets_a_sentence(tmp_path: Path) -> None:
    done = terminal.invoke(app, ["import", str(written(tmp_path))])
    assert done.exit_code == 1
    assert isinstance(done.exception, RuleBroken)
    assert "set the house up first" in done.exception.sentence


@pytest.mark.django_db
def test_a_path_that_is_not_there_is_a_wrong_question(cast: Cast) -> None:
    done = terminal.invoke(app, ["import", "/nowhere/at/all"])
    assert done.exit_code == 2
    assert "does not exist" in done.stderr


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_every_file_is_whole_or_not_there(same_house: dict[str, str]) -> None:
    gather()
    command = [sys.executable, "-m", "goodcatch.cli", "import", str(POSTMORTEMS)]
    environ = {**same_house, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while Source.objects.count() < 5 and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    count = Source.objects.count()
    assert 5 <= count < 93
    assert Case.objects.count() == Review.objects.count() == SourceVersion.objects.count() == count
    became = ImportedPart.objects.exclude(target="case").count()
    findings = Finding.objects.count()
    factors = ImportedPart.objects.filter(target="factor").count()
    assert became == TimelineEntry.objects.count() + findings + factors + Action.objects.count()
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{93 - count} imported, 0 updated, 0 waiting for a decision, {count} unchanged" in done.stdout
    assert Source.objects.count() == 93
    assert Unit.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_bring_every_file_in_once(same_house: dict[str, str]) -> None:
    gather()
    command = [sys.executable, "-m", "goodcatch.cli", "import", str(POSTMORTEMS / "chia"), "--format", "json"]
    both = [subprocess.Popen(command, env=same_house, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [json.loads(each.communicate(timeout=300)[0])["totals"] for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert sum(each["imported"] for each in told) == 31
    assert sum(each["unchanged"] for each in told) == 31
    assert Source.objects.count() == Case.objects.count() == 31


def test_check_is_the_wording_check(tmp_path: Path) -> None:
    path = written(tmp_path, OUTAGE + "\nThe operator should have been more careful.\n")
    command = [sys.executable, "-m", "goodcatch.cli", "check", "--strict", str(path)]
    here = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    same = [sys.executable, "-m", "goodcatch_wording", "--strict", str(path)]
    there = subprocess.run(same, capture_output=True, text=True, timeout=60, check=False)
    assert (here.returncode, here.stdout, here.stderr) == (there.returncode, there.stdout, there.stderr)
    assert here.returncode == 1
    assert "careful" in here.stdout
    wrong = subprocess.run([*command[:4], "--format", "poem", "x"], capture_output=True, timeout=60, check=False)
    assert wrong.returncode == 2
