"""Files that were chosen in a form which could not be done yet: set aside, until the form is sent again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b

from goodcatch.kernel.refs import Ref
from goodcatch.vault.terms import DataKeys

ASIDE = "aside"
"""The kind of thing that files set aside belong to."""
ASIDE_LASTS = timedelta(days=1)
"""How long they are kept, counted in days: longer than any form is good for."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Where files are set aside, and the secret that opens them: both travel sealed in the form alone."""

    id: str = field(default_factory=lambda: secrets.token_hex(16))
    secret: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)

    @property
    def ref(self) -> Ref:
        """What the files belong to meanwhile."""
        return Ref(ASIDE, self.id)

    @property
    def keys(self) -> DataKeys:
        """The keys of what is set aside."""
        return DataKeys(self._key(b"goodcatch words"), self._key(b"goodcatch files"), None)

    def _key(self, purpose: bytes) -> bytes:
        return blake2b(b"", key=bytes.fromhex(self.secret), digest_size=32, person=purpose).digest()
