"""What the architecture tests read: the rooms in their order, and their source as syntax trees."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "goodcatch"
LIBRARY_ROOMS = {"kernel", "ui", "exchange", "cli"}


def contracts() -> list[dict[str, object]]:
    """Give the import-linter contracts as written."""
    written = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found: list[dict[str, object]] = written["tool"]["importlinter"]["contracts"]
    return found


def story(root: Path = ROOT) -> list[str]:
    """Give the rooms from the ground floor up, as the layers contract tells them."""
    layers: list[str] = contracts()[0]["layers"]  # type: ignore[assignment]
    return [name.strip("()") for name in reversed(layers) if (root / "goodcatch" / name.strip("()")).is_dir()]


@dataclass(frozen=True)
class Source:
    """A Python file of a room."""

    room: str
    path: Path
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.room}/{self.path.name}"


def sources(*jobs: str, root: Path = HOUSE) -> Iterator[Source]:
    """Give the files of every room that do one of these jobs ('services' means the file or its package)."""
    for room in sorted(p for p in root.iterdir() if (p / "__init__.py").exists()):
        for path in sorted(room.rglob("*.py")):
            parts = path.relative_to(room).with_suffix("").parts
            if parts[0] in {"tests", "migrations"} or (jobs and parts[0] not in jobs):
                continue
            yield Source(room.name, path, ast.parse(path.read_text()))


def public_functions(source: Source) -> Iterator[ast.FunctionDef]:
    """Give the functions that other files may call."""
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node
