"""Words of channels: what the house writes on one, and the clocks it begins with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """What the house writes for reporters on a channel, in one language."""

    statement: str = ""
    signed_by: str = ""
    guidance: str = ""


ACKNOWLEDGE_DAYS, ANSWER_DAYS = 7, 90
"""The clocks that a channel begins with: EU directive 2019/1937, articles 9(1)(b) and 9(1)(f)."""
FEW_HANDLERS = 12
"""Up to so many handlers, the form lists who could read, so that a reporter can leave somebody off."""
