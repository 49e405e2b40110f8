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


def test_the_threat_model_names_tests_that_exist() -> None:
    text = (ROOT / "docs/understanding/threat-model.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:goodcatch|tests)/[a-z_/]+)`", text)
    assert len(named) > 5
    assert not [path for path in named if not any((ROOT / path).glob("test_*.py"))]


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
