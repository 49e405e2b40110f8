"""How the command line speaks of what went wrong: sentences for rules and settings, a place for bugs."""

from __future__ import annotations

from config.env import EnvProblems
from goodcatch.kernel.errors import Refused, RuleBroken


class CannotStart(Exception):
    """Something outside the house stands in the way; the message is a sentence for whoever runs it."""


def sentence_of(error: Exception) -> tuple[str, int]:
    """Give what to say of this error, and the exit code. A bug is told by its type and places, never by values."""
    if isinstance(error, EnvProblems):
        return str(error), 2
    if isinstance(error, RuleBroken | Refused):
        return error.sentence, 1
    if isinstance(error, CannotStart):
        return str(error), 1
    from config.logs import places  # a tenth of a second that only a bug costs

    return "Something broke on our side. Where it happened:\n" + "\n".join(f"  {line}" for line in places(error)), 1
