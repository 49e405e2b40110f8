"""Key passphrases: six words of the house's list, 77 bits, drawn by us and never chosen."""

from __future__ import annotations

import secrets

from goodcatch.kernel import wordlist
from goodcatch.vault.terms import WORDS_OF_A_PASSPHRASE


def new_words() -> tuple[str, ...]:
    """Draw six words; none that a hyphen makes another word of."""
    hard = wordlist.hard_to_tell()
    listed = [word for word in wordlist.words() if word not in hard]
    return tuple(secrets.choice(listed) for _ in range(WORDS_OF_A_PASSPHRASE))


def as_typed(text: str) -> bytes:
    """Give what somebody typed as it is stretched: lower case, one space between words."""
    return " ".join(wordlist.split(text[:500])).encode()
