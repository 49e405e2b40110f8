"""`goodcatch proof`: checked without the house that signed it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from goodcatch.reports import certificates

WORDS = b'{"happened":"The inspection was signed before anybody went there."}'


@pytest.fixture
def proof(tmp_path: Path) -> certificates.Certificate:
    made = certificates.issue(
        seed=bytes(32), house="Northfield Water", channel="Integrity line", day=date(2026, 11, 22), words=WORDS
    )
    (tmp_path / "proof.json").write_text(made.text(), encoding="utf-8")
    (tmp_path / "told.json").write_bytes(WORDS)
    return made


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder with no house in it, and no settings."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("GOODCATCH_", "DJANGO_"))}
    command = [sys.executable, "-m", "goodcatch.cli", "proof", *arguments]
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


def test_it_holds_with_its_key_and_its_words(tmp_path: Path, proof: certificates.Certificate) -> None:
    done = run(tmp_path, "verify", "proof.json", "--key", proof.key, "--words", "told.json")
    assert done.returncode == 0, done.stderr
    assert "On 2026-11-22 something was told to Northfield Water, on its channel Integrity line." in done.stdout
    assert "these are the words that were told" in done.stdout
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["proof.json", "told.json"], "it makes no house"


def test_without_a_key_it_names_the_one_to_compare(tmp_path: Path, proof: certificates.Certificate) -> None:
    done = run(tmp_path, "verify", "proof.json")
    assert done.returncode == 0
    assert proof.key in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("proof.json", "--key", "00" * 32), "with another key"),
        (("told.json",), "is no proof of reporting"),
        (("missing.json",), "cannot be read"),
        (("proof.json", "--words", "proof.json"), "not the words that were told"),
    ],
)
def test_what_does_not_hold_is_said(
    tmp_path: Path, proof: certificates.Certificate, arguments: tuple[str, ...], said: str
) -> None:
    done = run(tmp_path, "verify", *arguments)
    assert done.returncode == 1
    assert said in done.stderr


def test_a_changed_day_is_noticed(tmp_path: Path, proof: certificates.Certificate) -> None:
    path = tmp_path / "proof.json"
    path.write_text(path.read_text().replace("2026-11-22", "2026-11-01"))
    done = run(tmp_path, "verify", "proof.json")
    assert done.returncode == 1
    assert "The signature does not hold" in done.stderr
