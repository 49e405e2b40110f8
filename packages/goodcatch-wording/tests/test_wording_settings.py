"""Settings: rules off and on, for all or some paths, always with a reason."""

from pathlib import Path

import pytest

from goodcatch_wording import check
from goodcatch_wording.config import Config, ConfigError, Switch, nearest, read
from goodcatch_wording.rules import language

ALL = frozenset(rule.code for rule in language("en").rules if rule.profile == "review" and rule.on)


def written(folder: Path, text: str, name: str = ".goodcatch.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_is_off_for_some_paths_only(tmp_path: Path) -> None:
    text = """
[[wording.off]]
rules = ["UN", "TR"]
reason = "our glossary"
paths = ["docs/**", "*.txt", "./notes/"]
"""
    config = read(written(tmp_path, text))
    for path in ("docs/a.md", "docs/deep/a.md", "a.txt", "deep/a.txt", "notes/x.md", "./docs/a.md"):
        assert config.codes("review", "en", path) == ALL - {"UN", "TR"}, path
    for path in ("a.md", "mydocs/a.md"):
        assert config.codes("review", "en", path) == ALL, path
    assert config.codes("review", "en") == ALL


def test_a_later_switch_wins_and_on_comes_after_off(tmp_path: Path) -> None:
    text = """
[tool.goodcatch-wording]
profile = "review"
language = "en"
on = [{rules = ["HB"], reason = "we want it after all", paths = ["a.md"]}]
off = [{rules = ["HB"], reason = "too many"}]
"""
    config = read(written(tmp_path, text, "pyproject.toml"))
    assert (config.profile, config.language) == ("review", "en")
    assert "HB" in config.codes("review", "en", "a.md")
    assert "HB" not in config.codes("review", "en", "b.md")


def test_check_takes_settings() -> None:
    config = Config((Switch(("CF1",), on=False, reason="a test"),))
    assert check("We should have asked.", config=config) == []
    assert check("We should have asked.", config=Config(language="de")) == []
    assert len(check("We should have asked.", language="en", config=Config(language="de"))) == 1


def test_every_rule_off_finds_nothing() -> None:
    config = Config((Switch(tuple(sorted(ALL)), on=False, reason="a test"),))
    assert check("We should have asked. It was careless.", config=config) == []


def test_the_nearest_settings_win_and_other_tools_are_passed_by(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    written(tmp_path, '[[wording.off]]\nrules = ["HB"]\nreason = "x"\n')
    written(tmp_path / "a", "[tool.ruff]\nline-length = 100\n", "pyproject.toml")
    assert "HB" not in nearest(deep).codes("review", "en")
    written(deep, "")
    assert nearest(deep) == Config()
    assert nearest(Path("/")) == Config()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[wording", "is not valid TOML"),
        ("wording = 3", "must be a table"),
        ("[wording]\nstrict = true", "'strict' is no setting"),
        ("[wording]\nprofile = 'blame'", "the profile is 'review' or 'statement', not 'blame'"),
        ("[wording]\nlanguage = 3", "the language is a code"),
        ("[wording]\noff = ['HB']", "'off' is a list of tables"),
        ("[wording]\noff = 3", "'off' is a list of tables"),
        ("[[wording.off]]\nreason = 'x'", "names its rules"),
        ("[[wording.off]]\nrules = ['HB']", "switched off without a reason"),
        ("[[wording.on]]\nrules = ['HB']\nreason = ' '", "switched on without a reason"),
        ("[[wording.off]]\nrules = ['XX']\nreason = 'x'", "there is no rule XX"),
        ("[[wording.off]]\nrules = [3]\nreason = 'x'", "names its rules"),
        ("[[wording.off]]\nrules = ['HB']\nreason = 'x'\npaths = 'docs'", "paths is a list"),
        ("[[wording.off]]\nrules = ['HB']\nreason = 'x'\nfiles = []", "'files' is not known"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(written(tmp_path, text))
    assert sentence in str(caught.value) and str(caught.value).endswith(".")


def test_unreadable_settings_are_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "none.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not valid TOML"):
        read(tmp_path / "odd.toml")
