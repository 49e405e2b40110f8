"""`make test` ends with what was run, what was left out and how to add it."""

import pytest

from tests import __main__ as everything
from tests import machine

SQLITE = everything.Run("SQLite", 0, 61.4, {"passed": 410, "skipped": 12}, {"no browser; to add it: make machine": 12})
POSTGRES = everything.Run("PostgreSQL", 1, 70.0, {"passed": 408, "failed": 2}, {})


@pytest.fixture
def nothing_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "missing", list)


@pytest.mark.usefixtures("nothing_missing")
def test_the_last_line_sums_up(capsys: pytest.CaptureFixture[str]) -> None:
    everything.tell([SQLITE, POSTGRES])
    lines = capsys.readouterr().out.splitlines()
    assert "  SQLite      410 passed, 12 skipped in 61 s" in lines
    assert "  12 tests: no browser; to add it: make machine" in lines
    assert lines[-1] == "===== 818 passed, 12 skipped, 2 failed in 131.40s ====="


@pytest.mark.usefixtures("nothing_missing")
def test_nothing_left_out_is_said_too(capsys: pytest.CaptureFixture[str]) -> None:
    everything.tell([POSTGRES])
    assert "Left out: nothing." in capsys.readouterr().out


def test_a_missing_database_is_named_with_what_adds_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "missing", lambda: [machine.POSTGRES])
    everything.tell([SQLITE])
    assert "  422 tests: PostgreSQL's server is not installed; to add it: make machine" in capsys.readouterr().out


@pytest.mark.parametrize("ci", [True, False])
def test_a_missing_thing_is_a_failure_in_integration_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, ci: bool
) -> None:
    monkeypatch.setattr(machine, "missing", lambda: [machine.CHROMIUM])
    monkeypatch.setattr(machine, "everything_required", lambda: ci)
    assert everything.verdict([SQLITE]) == int(ci)
    assert ("Chromium is not installed" in capsys.readouterr().err) == ci


@pytest.mark.usefixtures("nothing_missing")
def test_one_failed_run_is_a_failure() -> None:
    assert everything.verdict([SQLITE, POSTGRES]) == 1
