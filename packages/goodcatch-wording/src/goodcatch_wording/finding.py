"""What the check hands back: one finding per place in the text."""

from typing import NamedTuple


class Finding(NamedTuple):
    """A place in a text, the rule that points at it, and a question to ask instead.

    `start` and `end` count characters (code points) from the beginning of the text, end excluded.
    Lines and columns begin at 1; `end_column` is the column after the last character.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    name: str
    words: str
    message: str
    suggestion: str
