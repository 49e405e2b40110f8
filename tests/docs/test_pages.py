"""The docs cannot rot: printed lists are current, links lead somewhere, named tests and commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodcatch.setup import findings
from tools import words

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    page
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("goodcatch/*/README.md")]
    if ".venv" not in page.parts
)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_printed_words_are_those_of_the_code() -> None:
    assert words.PAGE.read_text(encoding="utf-8") == words.printed(), "run: python tools/words.py"


def test_the_printed_findings_are_those_of_the_code() -> None:
    page = (ROOT / "docs/running/doctor.md").read_text(encoding="utf-8")
    assert page.endswith(findings.table()), "run: goodcatch doctor --known"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    local = [to for to in LINK.findall(text) if not re.match(r"[a-z]+:", to)]
    assert not [to for to in local if not (page.parent / to).exists()]


THREATS = ROOT / "docs/understanding/threat-model.md"


def promises(text: str) -> dict[str, list[Path]]:
    """Give each promise with the tests that its row names: a bare file stands in the folder named before it."""
    found = {}
    for row in re.findall(r"^\|(.+)\|$", text.partition("## What is promised")[2], re.MULTILINE)[2:]:
        promise, _, tests = (cell.strip() for cell in row.split("|"))
        named: list[Path] = []
        for name in re.findall(r"`([^`]+)`", tests):
            if "/" in name:
                named.append(ROOT / name)
            else:
                named.append((named[-1].parent if named[-1].suffix else named[-1]) / name)
        found[promise] = named
    return found


def unkept(text: str) -> list[str]:
    """Give what is wrong with the promises: tests that are not there, and promises that no file of tests keeps."""
    wrong = []
    for promise, named in promises(text).items():
        wrong += [f"{path}: not there" for path in named if not (path.is_file() or any(path.glob("test_*.py")))]
        if not any(path.is_file() and path.name.startswith("test_") for path in named):
            wrong.append(f"{promise}: names no file of tests")
    return wrong


def test_every_promise_of_the_threat_model_names_the_tests_that_keep_it() -> None:
    text = THREATS.read_text(encoding="utf-8")
    assert len(promises(text)) >= 25
    assert unkept(text) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("`tests/attacks/test_canaries_everywhere.py`", "`tests/attacks/test_canarys.py`"),
        ("`test_sealed_canaries.py`", "`test_sealed_canarys.py`"),
        ("`tests/matrix`", "`tests/matrices`"),
        ("`goodcatch/reports/tests/test_purge.py`, `test_purge_open.py`, `goodcatch/cases/tests/test_hold.py`", ""),
        ("`goodcatch/record/tests/test_verify.py`", "`goodcatch/record/tests`"),
    ],
)
def test_a_seeded_wrong_name_is_caught(right: str, wrong: str) -> None:
    text = THREATS.read_text(encoding="utf-8")
    assert right in text
    assert len(unkept(text.replace(right, wrong, 1))) == 1


def test_the_readme_names_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in (ROOT / "README.md", ROOT / "docs/start/tour.md", ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", page.read_text(encoding="utf-8"), re.MULTILINE):
            name = next(filter(None, target))
            assert re.search(rf"^{name}:", makefile, re.MULTILINE), f"{page.name}: make {name}"


def test_the_readme_lists_every_page() -> None:
    listed = set(LINK.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    pages = {str(page.relative_to(ROOT)) for page in ROOT.glob("docs/**/*.md") if page.parent.name != "decisions"}
    assert pages | {"docs/decisions/README.md"} <= listed


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs/decisions"
    listed = set(re.findall(r"\((\d{4}-[a-z0-9-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {page.name for page in folder.glob("[0-9]*.md")}


def test_every_room_says_what_it_is() -> None:
    rooms = [p for p in (ROOT / "goodcatch").iterdir() if (p / "__init__.py").exists()]
    assert not [room.name for room in rooms if not (room / "README.md").exists()]


def test_the_story_map_names_verbs_that_exist() -> None:
    text = (ROOT / "docs/understanding/story-map.md").read_text(encoding="utf-8")
    missing = []
    for room, verbs in re.findall(r"^\| ([a-z]+) \| ([^|]+) \|", text, re.MULTILINE):
        for verb in re.findall(r"`([a-z_]+)`", verbs):
            sources = [
                *(ROOT / "goodcatch" / room).glob("services*"),
                *(ROOT / "goodcatch" / room).glob("services/*.py"),
            ]
            if not any(f"def {verb}(" in p.read_text(encoding="utf-8") for p in sources if p.is_file()):
                missing.append(f"{room}.{verb}")
    assert not missing
