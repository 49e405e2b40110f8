"""What the worker does for the vault: forget what rested, look whether lists stand as they were signed, write anew."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from goodcatch.kernel.errors import Refused
from goodcatch.vault import chains, services
from goodcatch.vault.models import ShredKey, SignedList
from goodcatch.vault.terms import ref_of


def tidy(_payload: Mapping[str, object]) -> None:
    """Forget unlocked keys that rested too long, and identities whose time to be shown has ended."""
    services.tidy()
    services.end_shown()


def watch(_payload: Mapping[str, object]) -> None:
    """Check every list against its signatures and what lies outside the database; what does not hold is said.

    So is what a reporter met since the last look.
    """
    for scope in sorted(set(SignedList.objects.values_list("scope", flat=True))):
        try:
            chain = chains.chain_of(ref_of(scope))
            if chain.links:
                chains.compare_keys(ref_of(scope), chain.now.readers)
        except Refused as refused:
            services.tell_refusal(refused=refused)
    services.tell_noted()


def write_anew(_payload: Mapping[str, object]) -> None:
    """On PostgreSQL, write the table of shred keys anew, so that none that was destroyed stays in its file."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(ShredKey._meta.db_table)}")  # noqa: SLF001
    else:
        services.sweep(tries=60)
