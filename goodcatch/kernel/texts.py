"""Texts as verbs take them: something is said, and no more than fits."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken

LONGEST = 20_000
SHORTEST_NAME = 3
"""Of what is looked for as somebody's name: shorter parts are words too often."""


def text_of(text: str, field: str, sentence: str, *, longest: int = LONGEST) -> str:
    """Give the text without blanks around it. Raises RuleBroken, with `sentence` where it is empty."""
    plain = text.strip()
    if not plain:
        raise RuleBroken(sentence, field=field)
    if len(plain) > longest:
        raise RuleBroken(
            _("That is longer than %(longest)d characters. Please shorten it.") % {"longest": longest}, field=field
        )
    return plain


def names_in(text: str, names: Iterable[str]) -> set[str]:
    """Give the parts of these names that stand in the text as words, however they are written.

    It helps those who look whether a text gives somebody away; it does not do the looking.
    """
    spoken = {word.casefold() for word in re.findall(r"\w+", text)}
    parts = {part for name in names for part in re.findall(r"\w+", name) if len(part) >= SHORTEST_NAME}
    return {part for part in parts if part.casefold() in spoken}
