"""The import contracts hold, and each of them bites on a seeded violation."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from config import house
from tests.architecture.rooms import LIBRARY_ROOMS, ROOT, contracts


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-cache",
    ]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("house")
    ignore = shutil.ignore_patterns("__pycache__", "static", "templates", "data")
    for package in contracts_packages():
        source = next(p for p in (ROOT / package, ROOT / "packages/goodcatch-wording/src" / package) if p.is_dir())
        shutil.copytree(source, root / package, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def contracts_packages() -> list[str]:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found: list[str] = written["tool"]["importlinter"]["root_packages"]
    return found


def test_the_house_keeps_its_contracts(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout


SEEDS = [
    (
        "record/services.py",
        "import goodcatch.cases.models",
        "The story is told upwards",
    ),
    (
        "people/models.py",
        "import goodcatch.people.services",
        "Inside a room, files look down",
    ),
    ("cases/utils.py", "HELP = 1", "Inside a room, files look down"),
    ("gossip/__init__.py", "WORD = 1", "The story is told upwards"),
    (
        "people/services/audiences.py",
        "import goodcatch.people.forms",
        "Verbs, reads, rules and data know no HTTP",
    ),
    (
        "people/queries.py",
        "import goodcatch.people.tests.cast",
        "Tests are imported by tests alone",
    ),
    (
        "cases/terms.py",
        "import config.house",
        "Rooms do not import the plan of the house",
    ),
    *(
        (f"{room}/words.py", f"import {wording}", "Nobody's telling or inquiry is checked for its wording")
        for room, wording in [("inquiry", "goodcatch.reviews.wording"), ("reports", "goodcatch_wording")]
    ),
    ("kernel/clock.py", "import goodcatch.kernel.fields", "No rings"),
]


@pytest.mark.parametrize(("file", "line", "contract"), SEEDS, ids=[f"{s[0]}: {s[2]}" for s in SEEDS])
def test_a_seeded_violation_is_caught(copy: Path, tmp_path: Path, file: str, line: str, contract: str) -> None:
    root = tmp_path / "seeded"
    shutil.copytree(copy, root)
    for module in ("people/forms.py", "people/tests/cast.py"):
        (root / "goodcatch" / module).touch()
    if file == "kernel/clock.py":
        _append(root / "goodcatch/kernel/fields.py", "import goodcatch.kernel.clock")
    _append(root / "goodcatch" / file, line)
    result = lint(root)
    assert result.returncode != 0, "the violation went unseen"
    broken = [row for row in result.stdout.splitlines() if " BROKEN" in row]
    assert any(contract in row for row in broken), result.stdout


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write(f"\n{line}\n")


def test_every_room_is_told_how_its_files_look() -> None:
    inside = contracts()[1]["containers"]
    missing = [r for r in house.ROOMS if r.split(".")[1] not in LIBRARY_ROOMS and r not in inside]  # type: ignore[operator]
    assert not missing, f"add to the contract 'Inside a room, files look down': {missing}"


def test_every_contract_says_why() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    for number, line in enumerate(lines):
        if line == "[[tool.importlinter.contracts]]":
            assert lines[number - 1].startswith("# "), f"line {number + 1}: a contract without its reason"
