"""Texts as verbs take them: something is said, and no more than fits."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken

LONGEST = 20_000


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
