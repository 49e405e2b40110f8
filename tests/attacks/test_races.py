"""Two who do the same at the same instant: one deed, one sentence, and nothing that broke. A report is stored whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ONE_REFUSED = [["done", "refused: RuleBroken"]]
STANDS: dict[str, tuple[Any, Any]] = {
    "two_open_a_case": (ONE_REFUSED, 1),
    "one_opens_one_closes": (ONE_REFUSED, 1),
    "two_agree": (ONE_REFUSED, 1),
    "two_publish": (ONE_REFUSED, 1),
    "two_take_a_slip": (ONE_REFUSED, 1),
    "two_send_one_form": ([["done", "refused: AlreadyDone"]], 1),
    "two_grant": (ONE_REFUSED, 1),
    "two_last_administrators": (ONE_REFUSED, 1),
    "two_move_units": ([["done", "done"]], True),
}
"""Race → the outcomes that may come of it, and what then stands."""


def test_of_two_at_once_one_does_it_and_a_killed_one_leaves_nothing_half(same_house: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.attacks.rivals"]
    ran = subprocess.run(command, cwd=ROOT, env=same_house, capture_output=True, text=True, timeout=240, check=False)
    assert ran.returncode == 0, ran.stderr[-4000:]
    told = json.loads(ran.stdout)

    assert told["two_found"] == {"outcomes": ["done", "refused: RuleBroken"], "stands": [1, 1]}
    for name, (outcomes, stands) in STANDS.items():
        for round_of in told[name]:
            assert round_of["outcomes"] in outcomes, (name, round_of)
            assert round_of["stands"] == stands, (name, round_of)
    assert set(told) == {"two_found", "kills", *STANDS}

    killed = told["kills"]
    assert set(killed["codes"]) == {303}
    assert killed["new"] == len(killed["codes"])
    assert killed["words"] == killed["pool"] == killed["all"]
    assert 0 < killed["met"] < len(killed["codes"]), (
        "some kills should have met a report that was stored, some one that was not"
    )
