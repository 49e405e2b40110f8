"""PostgreSQL as Django speaks to it, but for one question less in each request."""

from __future__ import annotations

import select
import time

from django.db.backends.postgresql import base

TRUSTED_SECONDS = 10.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Believes a connection that answered a moment ago and on which nothing was heard since.

    Django asks every connection whether it lives, once in each request, and waits for the answer. A server that
    stops says so, and a connection that breaks can be heard too: both make its socket readable.
    """

    _lived_at = 0.0

    def is_usable(self) -> bool:
        now = time.monotonic()
        if self.connection is not None and now - self._lived_at < TRUSTED_SECONDS and self._is_quiet():
            return True
        usable: bool = super().is_usable()
        self._lived_at = now if usable else 0.0
        return usable

    def _is_quiet(self) -> bool:
        """Tell whether nothing waits to be read: an open connection to which the server has nothing to say."""
        if self.connection.closed:
            return False
        listening = select.poll()
        listening.register(self.connection.fileno(), select.POLLIN)
        return not listening.poll(0)
