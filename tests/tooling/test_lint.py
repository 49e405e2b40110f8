"""The linter catches what the house does not want."""

import subprocess
import sys

import pytest

from tests import machine

STEPS = "".join(f"    if word == {n}:\n        word += {n}\n" for n in range(12))
LINES = "".join(f"    word += {n}\n" for n in range(40))


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("TID251", "from django.apps import apps\n\nCASE = apps.get_model('cases', 'Case')\n"),
        ("TID251", "from django.db.models.signals import post_save\n"),
        ("TID251", "from django.dispatch import receiver\n"),
        ("TID251", "from django.dispatch import Signal\n"),
        ("TID251", "from django.utils import timezone\n\nNOW = timezone.now()\n"),
        ("TID252", "from .models import Case\n"),
        ("DTZ005", "from datetime import datetime\n\nNOW = datetime.now()\n"),
        ("T201", "print('a word')\n"),
        ("FIX002", "# TODO: later\n"),
        ("C901", f"def own(word: int) -> int:\n{STEPS}    return word\n"),
        ("PLR0915", f"def own(word: int) -> int:\n{LINES}    return word\n"),
        ("BLE001", "try:\n    own()\nexcept Exception:\n    give()\n"),
    ],
    ids=[
        "get_model",
        "a model's signal",
        "a receiver",
        "a signal of one's own",
        "Django's clock",
        "a relative import",
        "a time without a zone",
        "print",
        "a note for later",
        "a tangle",
        "a long function",
        "a blind except",
    ],
)
def test_it_is_refused_in_a_room(rule: str, code: str) -> None:
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--output-format=concise",
        "--stdin-filename=goodcatch/cases/services.py",
    ]
    done = subprocess.run([*command, "-"], cwd=machine.ROOT, input=code, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert f" {rule} " in done.stdout
