"""What the command line says of an error holds no value of anybody's."""

import pytest

from config.env import EnvProblems
from goodcatch.cli.saying import CannotStart, sentence_of
from goodcatch.kernel.errors import RuleBroken


def test_sentences_are_said_as_they_are() -> None:
    assert sentence_of(RuleBroken("This would be right.")) == ("This would be right.", 1)
    assert sentence_of(CannotStart("The disk is full.")) == ("The disk is full.", 1)
    assert sentence_of(EnvProblems(["A.", "B."])) == ("The settings need a look:\n  - A.\n  - B.", 2)


def test_a_bug_is_told_by_its_place() -> None:
    def break_with(words: str) -> None:
        raise ValueError(words)

    with pytest.raises(ValueError, match="canary") as caught:
        break_with("canary")
    said, code = sentence_of(caught.value)
    assert code == 1
    assert "builtins.ValueError" in said
    assert "break_with" in said
    assert "canary" not in said
