"""The documentation says what the rules and the command do."""

from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]

from goodcatch_wording import __version__, check, cli
from goodcatch_wording.rules import language

render = import_module("render")


def test_the_page_of_rules_is_current() -> None:
    assert render.PAGE.read_text(encoding="utf-8") == render.page(), "run: python tools/render.py"


def test_the_readme_names_every_rule_and_its_examples_behave() -> None:
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    for rule in language("en").rules:
        assert f"| {rule.code} |" in readme
    rows = [line.split("|") for line in readme.splitlines() if line.startswith("| ") and line.count("|") == 5]
    shown = [(cells[1].strip(), cells[3].strip()) for cells in rows if cells[1].strip().isupper()]
    assert len(shown) == len(language("en").rules)
    for code, example in shown:
        profile = next(rule.profile for rule in language("en").rules if rule.code == code)
        assert code in [finding.code for finding in check(example, profile=profile)], example


def test_the_readme_knows_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    options = {word.strip("[],") for word in capsys.readouterr().out.split() if word.strip("[],").startswith("--")}
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    assert {option for option in options - {"--help", "--version"} if option not in readme} == set()


def test_the_changelog_knows_the_version() -> None:
    assert f"## {__version__}" in (HERE / "CHANGELOG.md").read_text(encoding="utf-8")
