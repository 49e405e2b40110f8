"""`goodcatch doctor`: what it says, its JSON, its exit codes, and silence where all is well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from typer.testing import CliRunner, Result

from goodcatch.cli.commands import app
from goodcatch.setup.models import Examination
from goodcatch.setup.terms import UNSEEN
from goodcatch.setup.tests.examined import healthy  # noqa: F401  # a fixture
from tests import postgres
from tests.server import Server

terminal = CliRunner()
SCHEMA = {
    "format": int,
    "at": str,
    "version": str,
    "worst": str,
    "findings": list,
    "closes_sealed_channels": bool,
    "unseen": list,
}
FINDING = {"code": str, "severity": str, "label": str, "sentence": str, "remedy": str, "closes": bool}


def doctor(*options: str) -> Result:
    return terminal.invoke(app, ["doctor", *options])


def test_all_is_well(healthy: Path) -> None:  # noqa: F811
    done = doctor()
    assert done.exit_code == 0
    assert done.output.startswith("Nothing that needs a look.")
    assert all(str(each) in done.output for each in UNSEEN)
    assert Examination.objects.get().findings == []


def test_a_warning_is_said_with_what_would_be_right(healthy: Path) -> None:  # noqa: F811
    healthy.chmod(0o755)
    done = doctor()
    assert done.exit_code == 1
    assert "warning (folder-open): Other accounts of this machine may look into the data folder." in done.output
    assert "chmod 700" in done.output


def test_something_critical_exits_with_2_and_only_looking_keeps_nothing(healthy: Path, settings: Any) -> None:  # noqa: F811
    settings.DEBUG = True
    done = doctor("--only-look")
    assert done.exit_code == 2
    assert "Sealed channels take nothing new until a person opens them again." in done.output
    assert not Examination.objects.exists()


def test_its_json_has_the_same_shape_with_findings_and_without(healthy: Path, settings: Any) -> None:  # noqa: F811
    for leaking in (False, True):
        settings.DEBUG = leaking
        settings.ENV = replace(django_settings.ENV, mail_url="smtp+plain://mail.example.org" if leaking else "")
        done = doctor("--format", "json")
        said = json.loads(done.stdout)
        assert {key: type(value) for key, value in said.items()} == SCHEMA
        assert [{key: type(value) for key, value in each.items()} for each in said["findings"]] == [
            FINDING for _ in said["findings"]
        ]
        assert [each["code"] for each in said["findings"]] == (["debug", "mail-plain"] if leaking else [])
        assert said["worst"] == ("critical" if leaking else "nothing")
        assert said["closes_sealed_channels"] is leaking


@pytest.mark.parametrize("house", ["live", "live_demo"])
def test_a_house_that_was_just_started_gives_no_alarm(house: str, request: pytest.FixtureRequest) -> None:
    running: Server = request.getfixturevalue(house)
    settings = {"GOODCATCH_DATA_DIR": str(running.data_dir), "PYTHONPATH": str(Path.cwd())}
    if running.database_url:
        settings[postgres.URL_VARIABLE] = running.database_url
    command = [sys.executable, "-m", "goodcatch", "doctor", "--only-look", "--format", "json"]
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
    found = [each for each in json.loads(done.stdout)["findings"] if each["severity"] != "note"]
    as_it_comes = ["postgres-errors"] if running.database_url else []  # what docs/running/postgresql.md puts right
    assert [each["code"] for each in found] == as_it_comes
    assert done.returncode == len(as_it_comes)


def test_a_database_without_tables_is_said(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GOODCATCH_")}
    environ |= {"GOODCATCH_DATA_DIR": str(tmp_path / "new"), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-m", "goodcatch", "doctor"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "critical (not-up-to-date)" in done.stdout
