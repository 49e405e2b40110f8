"""Sessions as Django keeps them, but for the one question of every signed-in page, whose text is made once."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from goodcatch.kernel.ready import Gap, Ready

_LIVING = Ready(
    lambda: Session.objects.filter(session_key=Gap("key", CharField()), expire_date__gt=Gap("now", DateTimeField()))
)


class SessionStore(db.SessionStore):
    """Keeps sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = _LIVING.first(key=self.session_key, now=timezone.now())  # noqa: TID251  # by which Django ends it
        if found is None:
            self._session_key = None
        return found
