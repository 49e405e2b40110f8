"""`goodcatch record`: the newest head to keep, and what was done to the record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodcatch.cli.commands import app
from goodcatch.kernel.errors import RuleBroken
from goodcatch.record.models import Entry, Head
from goodcatch.record.tests.deeds import deeds

pytestmark = pytest.mark.django_db
terminal = CliRunner()


def test_a_whole_record_is_said_to_be_whole() -> None:
    deeds(3)
    done = terminal.invoke(app, ["record", "verify"])
    assert done.exit_code == 0
    assert "Looked through 3 entries" in done.output
    assert "The chain is whole." in done.output


def test_a_changed_entry_is_named_and_the_exit_code_says_so() -> None:
    deeds(3)
    Entry.objects.filter(position=2).update(verb="tests.other")
    done = terminal.invoke(app, ["record", "verify"])
    assert done.exit_code == 1
    assert "The entry 'tests.other' at position 2 was changed." in done.output


def test_a_kept_head_shows_that_the_end_is_missing(tmp_path: Path) -> None:
    deeds(3)
    kept = tmp_path / "head"
    head = terminal.invoke(app, ["record", "head"])
    kept.write_text(head.stdout)
    assert json.loads(head.stdout)["last"] == 3
    assert "Signed with the key" in head.stderr
    assert terminal.invoke(app, ["record", "verify", "--head", str(kept)]).exit_code == 0
    Entry.objects.filter(position=3).delete()
    Head.objects.order_by("-number")[0].delete()
    done = terminal.invoke(app, ["record", "verify", "--head", str(kept)])
    assert done.exit_code == 1
    assert "The end is missing" in done.output


@pytest.mark.parametrize("words", ["", "not json", "[]", '{"number": 1}'])
def test_a_file_that_is_no_head_is_said(tmp_path: Path, words: str) -> None:
    kept = tmp_path / "head"
    kept.write_text(words)
    done = terminal.invoke(app, ["record", "verify", "--head", str(kept)])
    assert isinstance(done.exception, RuleBroken)
    assert "is not a kept head" in done.exception.sentence


def test_an_empty_record_has_no_head_yet() -> None:
    done = terminal.invoke(app, ["record", "head"])
    assert isinstance(done.exception, RuleBroken)
