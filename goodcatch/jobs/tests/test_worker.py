"""The worker does what is due, once; what fails comes back; what goes on failing is given up and shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from goodcatch.jobs import queries, services
from goodcatch.jobs.models import Job
from goodcatch.jobs.terms import ATTEMPTS, LEASE, pause_after
from goodcatch.jobs.tests import work
from goodcatch.jobs.worker import Worker
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.record.models import Entry

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """A house whose only work is the tests'."""
    monkeypatch.setattr("config.house.JOBS", work.JOBS)
    monkeypatch.setattr("config.house.ERRANDS", work.ERRANDS)
    monkeypatch.setattr("config.house.DAILY", {})
    monkeypatch.setattr("config.house.ROUNDS", [])
    work.went_out.clear()


@pytest.fixture
def noon() -> Iterator[None]:
    with clock.moved_to(NOON):
        yield


def put(kind: str, thing: str = "A", **more: object) -> None:
    with transaction.atomic():
        services.later(kind, thing=thing, **more)  # type: ignore[arg-type]


def marks() -> int:
    return Entry.objects.filter(verb="tests.mark").count()


def test_due_work_is_done_once() -> None:
    put("tests.mark")
    worker = Worker()
    assert worker.step()
    assert not worker.step()
    assert marks() == 1
    assert queries.waiting() == 0


def test_work_waits_until_it_is_due(noon: None) -> None:
    put("tests.mark", due=NOON + timedelta(hours=1))
    assert not Worker().step()
    with clock.moved_to(NOON + timedelta(hours=1)):
        assert Worker().step()
    assert marks() == 1


def test_what_did_not_happen_leaves_no_work() -> None:
    with transaction.atomic():
        services.later("tests.mark", thing="A")
        transaction.set_rollback(True)
    assert queries.waiting() == 0


def test_a_key_is_put_down_once_even_after_it_was_done() -> None:
    put("tests.mark", key="today")
    put("tests.mark", key="today")
    assert Worker().step()
    put("tests.mark", key="today")
    assert not Worker().step()
    assert marks() == 1


def test_work_that_is_held_is_not_given_to_another(noon: None) -> None:
    put("tests.mark")
    assert services.claim() is not None
    assert services.claim() is None


def test_a_lease_that_ran_out_is_given_to_another_and_the_first_does_nothing(noon: None) -> None:
    put("tests.mark")
    slow = services.claim()
    assert slow is not None
    with clock.moved_to(NOON + LEASE):
        quick = services.claim()
        assert quick is not None
        assert services.perform(quick, work.mark)
        assert not services.perform(slow, work.mark)
        assert not services.perform_outside(slow, work.errand)
        services.put_back(slow, problem="too slow")
    assert marks() == 1
    assert Job.objects.get().problem == ""


def test_failed_work_leaves_nothing_and_comes_back_after_a_pause(noon: None) -> None:
    put("tests.mark_and_fail")
    worker = Worker()
    assert worker.step()
    assert marks() == 0
    assert not worker.step()
    job = Job.objects.get()
    assert job.due_at == NOON + timedelta(seconds=10)
    assert re.fullmatch(r"builtins.ValueError at goodcatch/jobs/tests/work.py:\d+ mark_and_fail", job.problem)


def test_pauses_grow_to_six_hours() -> None:
    seconds = [pause_after(n).total_seconds() for n in range(1, ATTEMPTS + 3)]
    assert seconds == [10, 30, 90, 270, 810, 2430, 7290, 21600, 21600, 21600]


def fail_to_the_end(kind: str = "tests.mark_and_fail") -> None:
    now = NOON
    for _ in range(ATTEMPTS):
        with clock.moved_to(now):
            assert Worker().step()
        now += timedelta(hours=7)
    with clock.moved_to(now):
        assert not Worker().step()


def test_work_that_goes_on_failing_is_given_up_and_shown(noon: None) -> None:
    put("tests.mark_and_fail")
    fail_to_the_end()
    (job,) = queries.given_up()
    assert job.kind == "tests.mark_and_fail"
    assert "ValueError" in job.problem
    assert "canary" not in job.problem
    assert queries.waiting() == 0


def test_given_up_work_can_be_tried_again(noon: None) -> None:
    put("tests.mark_and_fail")
    fail_to_the_end()
    (job,) = queries.given_up()
    Job.objects.update(kind="tests.mark")
    services.try_again(key=job.key)
    assert Worker().step()
    assert marks() == 1
    assert queries.given_up() == []
    with pytest.raises(RuleBroken, match="given up"):
        services.try_again(key=job.key)


def test_work_whose_worker_dies_each_time_is_given_up(noon: None) -> None:
    put("tests.mark")
    for n in range(ATTEMPTS):
        with clock.moved_to(NOON + n * LEASE):
            assert services.claim() is not None
    with clock.moved_to(NOON + ATTEMPTS * LEASE):
        assert services.claim() is None
    (job,) = queries.given_up()
    assert job.problem == "the worker was stopped each time"


def test_work_of_a_kind_that_nobody_knows_is_put_back_not_lost() -> None:
    put("tests.nobody_knows")
    assert Worker().step()
    assert Job.objects.get().problem.startswith("builtins.KeyError")


def test_an_errand_runs_outside_a_transaction_and_its_effect_inside() -> None:
    put("tests.errand", thing="Z")
    assert Worker().step()
    assert work.went_out == ["Z"]
    assert marks() == 1


def test_an_errand_that_fails_comes_back() -> None:
    put("tests.errand_fails")
    assert Worker().step()
    assert queries.waiting() == 1
    assert "canary" not in Job.objects.get().problem


def test_daily_work_is_put_down_once_for_each_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.house.JOBS", {"tests.daily": "goodcatch.jobs.tasks.tidy"})
    monkeypatch.setattr("config.house.DAILY", {"tests.daily": ["07:00", "18:30"]})

    def done_by(hour: int, day: int = 2) -> int:
        with clock.moved_to(datetime(2026, 3, day, hour, tzinfo=UTC)):
            Worker().step()
            Worker().step()
        return Job.objects.filter(kind="tests.daily", done_at__isnull=False).count()

    assert [done_by(8), done_by(9), done_by(18), done_by(19), done_by(8, day=3)] == [1, 1, 1, 2, 3]


def test_an_idle_worker_asks_one_question() -> None:
    worker = Worker()
    worker.step()
    with CaptureQueriesContext(connection) as asked:
        assert not worker.step()
    assert len([q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]) == 1


def test_done_work_is_forgotten_after_thirty_days_and_no_sooner(noon: None) -> None:
    put("tests.mark")
    Worker().step()
    with clock.moved_to(NOON + timedelta(days=30)):
        services.tidy()
        assert Job.objects.count() == 1
    with clock.moved_to(NOON + timedelta(days=30, seconds=1)):
        services.tidy()
        assert Job.objects.count() == 0


def test_a_round_that_fails_waits_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[str] = []

    def bad() -> None:
        gone.append("bad")
        raise ZeroDivisionError

    monkeypatch.setattr(work, "bad", bad, raising=False)
    monkeypatch.setattr(work, "good", lambda: gone.append("good"), raising=False)
    monkeypatch.setattr("config.house.ROUNDS", [f"{work.__name__}.bad", f"{work.__name__}.good"])
    monkeypatch.setattr("goodcatch.jobs.worker.ROUND", 0)
    worker = Worker()
    worker.step()
    worker.step()
    assert gone == ["bad", "good", "good"]


def test_the_loop_ends_when_it_is_told_to() -> None:
    put("tests.mark")
    waits: list[float] = []
    Worker().run(until=lambda: len(waits) >= 2, wait=waits.append)
    assert marks() == 1
    assert all(0 < pause <= 1 for pause in waits)
