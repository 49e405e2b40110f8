"""A sealed report is stored whole or not at all, whenever its sender is killed, and once, however often it is sent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTHING, DRAFT, SENT = [0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 1, 1]


@pytest.fixture
def told(same_house: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.attacks.sealed_rivals"]
    ran = subprocess.run(command, cwd=ROOT, env=same_house, capture_output=True, text=True, timeout=400, check=False)
    assert ran.returncode == 0, ran.stderr[-4000:]
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_killed_at_every_write_and_sent_again_it_stands_whole_once(told: dict[str, Any]) -> None:
    beginning, saving, sending = told["beginning"], told["saving"], told["sending"]
    assert [len(beginning), len(saving) > 2, len(sending) > 8] == [3, True, True], "every write was met"
    assert beginning[:-1] == [[NOTHING, 303, DRAFT]] * 2
    assert saving[:-1] == [[DRAFT, 303, [*DRAFT, True]]] * (len(saving) - 1)
    assert sending[:-1] == [[DRAFT, 303, [*SENT, True]]] * (len(sending) - 1)
    assert beginning[-1] == [DRAFT, 303, DRAFT]
    assert saving[-1] == [DRAFT, 303, [*DRAFT, True]]
    assert sending[-1] == [SENT, 303, [*SENT, True]]
    changing = told["changing"]
    assert len(changing) > 3
    assert changing == [[SENT, 303, 303, SENT]] * len(changing), "the new receipt opens it, and nothing is lost"
    answering, races = told["answering"], told["races"]
    assert len(answering) > 5
    assert answering[:-1] == [[[0, 0, 0], 303, [1, 1, 1]]] * (len(answering) - 1)
    assert answering[-1] == [[1, 1, 1], 303, [1, 1, 1]]
    assert races["answering"] == [[303, 303], [1, 1, 1]]
    assert races["two words"] == [[303, 303], DRAFT, 1]
    assert races["sending"] == [[303, 303], SENT]
    assert races["changing"] in ([[303, 303], SENT, 1], [[303, 422], SENT, 1])
