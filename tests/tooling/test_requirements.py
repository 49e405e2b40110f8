"""What is installed is what is asked for: pinned, with hashes, each with its reason."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import machine

PYPROJECT = machine.ROOT / "pyproject.toml"
ASKED = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
OURS = ASKED["tool"]["uv"]["sources"]  # they stand in packages/ and are installed from there
GROUPS = {
    "runtime": [asked for asked in ASKED["project"]["dependencies"] if asked not in OURS],
    "build": ASKED["dependency-groups"]["build"],
    "development": ASKED["dependency-groups"]["development"],
}


def pinned(group: str) -> dict[str, str]:
    text = (machine.ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
    return {
        canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    }


@pytest.mark.parametrize("group", GROUPS)
def test_every_dependency_is_pinned_within_what_was_asked(group: str) -> None:
    pins = pinned(group)
    for text in GROUPS[group]:
        asked = Requirement(text)
        assert asked.specifier.contains(pins[canonicalize_name(asked.name)]), f"{text}: run `make lock`"


@pytest.mark.parametrize("group", GROUPS)
def test_every_pin_bears_hashes_and_no_address(group: str) -> None:
    text = (machine.ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pinned(group))
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_the_groups_agree_on_what_they_share() -> None:
    runtime = pinned("runtime")
    for group in ("build", "development"):
        assert {n: v for n, v in pinned(group).items() if n in runtime and runtime[n] != v} == {}


def test_every_dependency_stands_with_its_reason() -> None:
    text = PYPROJECT.read_text(encoding="utf-8")
    for dependency in (line for group in GROUPS.values() for line in group):
        assert re.search(rf'"{re.escape(dependency)}",\s+# \S', text), f"{dependency} has no reason beside it"


def test_the_accessibility_checker_says_its_version() -> None:
    folder = machine.ROOT / "tests" / "browser" / "vendor" / "axe-core"
    with (folder / "axe.min.js").open(encoding="utf-8") as script:
        version = script.readline().removeprefix("/*! axe v").strip()
    assert (folder / "README.md").read_text(encoding="utf-8").startswith(f"axe-core {version},")
    assert "Mozilla Public License" in (folder / "LICENSE").read_text(encoding="utf-8")
