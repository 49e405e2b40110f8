"""Django's `migrate`, but tables that do not stand yet are built at once, and a house that is up to date is let be.

It bears Django's name so that whoever migrates does it this way: a start, a restored backup, a test's database.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import no_translations
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from goodcatch.kernel import tables

_OTHERWISE = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Bring the database up to date, the quick way where there is one."""

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        """Build, or leave as it is; whatever was asked beyond that, and every other database, is migrated."""
        if any(options[each] for each in _OTHERWISE) or not self._quickly(options["database"], options["verbosity"]):
            super().handle(*args, **options)

    def _quickly(self, alias: str, verbosity: int) -> bool:
        """Do it the quick way, and tell whether there was one. Who wants to hear of it hears Django where it looks."""
        connection = connections[alias]
        loader = MigrationLoader(connection)
        if tables.build(connection, loader):
            if verbosity:
                self.stdout.write("All tables were built.")
            return True
        if verbosity or not tables.is_up_to_date(loader):
            return False
        tables.tell(connection)
        return True
