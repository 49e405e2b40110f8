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


class Refused(Exception):
    """What lies in the database is not as it was signed or sealed: refused with a sentence, and said.

    No RuleBroken, so that no form keeps it to itself: whoever answers the request or runs the job tells the vault,
    after the deed was undone, which writes the record and tells the readers (`vault.services.tell_refusal`).
    """

    def __init__(self, sentence: str, *, thing: Ref, what: str) -> None:
        self.sentence = sentence
        self.thing = thing
        self.what = what
        super().__init__(f"{what} of {thing}")
