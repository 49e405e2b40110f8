"""What a verb says when a rule of the house stands against it."""

from __future__ import annotations

from collections.abc import Mapping

from goodcatch.kernel.refs import Ref


class RuleBroken(Exception):
    """A sentence: what is wrong, and what would be right. Page, API and command line show it as it is."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        self.sentence = sentence
        self.field = field
        super().__init__(sentence)


class ChangedMeanwhile(RuleBroken):
    """Somebody else saved first. Carries both texts, so that the page can show them side by side."""

    def __init__(self, sentence: str, *, theirs: Mapping[str, str], version: int) -> None:
        self.theirs = dict(theirs)
        self.version = version
        super().__init__(sentence)


class AlreadyDone(Exception):
    """The same form was sent before: the deed is done once, and this is the thing it was done to."""

    def __init__(self, ref: Ref) -> None:
        self.ref = ref
        super().__init__(f"{ref.kind} already done")
