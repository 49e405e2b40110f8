"""Workers killed at any moment lose nothing, and double no effect in the database."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from goodcatch.jobs import services
from goodcatch.jobs.models import Job
from goodcatch.record import queries
from goodcatch.record import services as record
from goodcatch.record.models import Entry

ROOT = Path(__file__).resolve().parents[2]
JOBS = 1_000
FOLLOWED = 100


@pytest.mark.parametrize("seed", ["harbour"])
def test_a_thousand_jobs_survive_workers_killed_at_random_moments(same_house: dict[str, str], seed: str) -> None:
    with transaction.atomic():
        for number in range(JOBS):
            kind = "tests.mark_and_follow" if number < FOLLOWED else "tests.mark"
            services.later(kind, thing=f"T{number:07}")

    command = [sys.executable, "-m", "tests.attacks.mortal_workers", seed]
    done = subprocess.run(command, cwd=ROOT, env=same_house, capture_output=True, text=True, timeout=120, check=True)

    killed, taken_twice = int(done.stdout), Job.objects.filter(attempts__gt=1).count()
    assert killed >= 20
    assert taken_twice >= 5, "the kills should have met work in hand"
    assert Job.objects.filter(done_at__isnull=False).count() == JOBS + FOLLOWED
    marks = Counter(Entry.objects.filter(verb="tests.mark").values_list("thing_id", flat=True))
    assert marks == {f"T{number:07}": 1 for number in range(JOBS)} | {f"F{number:07}": 1 for number in range(FOLLOWED)}
    record.number()
    positions = Entry.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, Entry.objects.count() + 1))
    assert queries.verify().intact
