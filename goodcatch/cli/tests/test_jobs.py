"""`goodcatch jobs`: what waits, and what was given up."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from goodcatch.cli.commands import app
from goodcatch.jobs.models import Job
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db
terminal = CliRunner()


def test_what_was_given_up_is_shown_and_can_be_tried_again() -> None:
    now = clock.now()
    job = Job.objects.create(kind="tests.mark", due_at=now, given_up_at=now, attempts=8, problem="ValueError at a:1 b")
    Job.objects.create(kind="tests.mark", due_at=now)
    shown = terminal.invoke(app, ["jobs", "list"]).output
    assert "Waiting: 1" in shown
    assert f"number {job.pk}, tests.mark" in shown
    assert "ValueError at a:1 b" in shown
    assert terminal.invoke(app, ["jobs", "again", str(job.pk)]).exit_code == 0
    assert "Waiting: 2" in terminal.invoke(app, ["jobs", "list"]).output


def test_what_was_not_given_up_is_not_tried_again() -> None:
    assert isinstance(terminal.invoke(app, ["jobs", "again", "1"]).exception, RuleBroken)
