"""What operators ask: alive, and ready."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goodcatch.jobs.models import Job
from goodcatch.kernel import clock


@pytest.mark.django_db
def test_alive_touches_nothing(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert len(asked) == 0
    assert not answer.cookies


@pytest.mark.django_db
def test_ready_when_every_migration_was_applied(client: Client) -> None:
    assert (client.get("/readyz").status_code, client.get("/readyz").json()) == (200, {"ready": True})
    MigrationRecorder(connection).record_unapplied("jobs", "0001_initial")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_not_ready_while_the_database_cannot_be_reached(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("canary host")

    monkeypatch.setattr("config.health.MigrationExecutor", refuse)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


@pytest.mark.django_db
def test_metrics_tell_of_the_house_and_of_no_report(client: Client) -> None:
    answer = client.get("/metrics")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert "goodcatch_ready 1.0" in text
    assert "goodcatch_jobs_given_up 0.0" in text
    assert "process_resident_memory_bytes" in text
    assert {line.split("{")[0].split()[0].partition("_")[0] for line in text.splitlines() if line[:1] != "#"} == {
        "goodcatch",
        "process",
    }


@pytest.mark.django_db
def test_metrics_say_when_given_up_work_waits_for_somebody(client: Client) -> None:
    Job.objects.create(kind="a.kind", due_at=clock.now(), given_up_at=clock.now())
    assert "goodcatch_jobs_given_up 1.0" in client.get("/metrics").content.decode()


def test_metrics_answer_while_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("canary host")

    monkeypatch.setattr("config.health.MigrationExecutor", refuse)
    text = client.get("/metrics").content.decode()
    assert "goodcatch_ready 0.0" in text
    assert "canary" not in text
