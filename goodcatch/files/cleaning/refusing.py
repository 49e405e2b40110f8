"""What stops the cleaning of one file: it is refused, or it cannot be looked into."""

from __future__ import annotations

from goodcatch.files.cleaning.words import Code, Refusal


class Refused(Exception):
    """The file is not taken."""

    def __init__(self, why: Refusal) -> None:
        self.why = why
        super().__init__(why)


class Unseen(Exception):
    """The file cannot be looked into: it is locked, or damaged."""

    def __init__(self, why: Code) -> None:
        self.why = why
        super().__init__(why)
