"""`goodcatch backup` and `goodcatch restore`: the whole house in one file, its keys in another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodcatch.cli.awake import awake
from goodcatch.cli.presence import alone_in
from goodcatch.cli.saying import CannotStart

NOT_REACHED = (
    "The database cannot be read or written as it is. Look at GOODCATCH_DATABASE_URL and at whether its server runs; "
    "`goodcatch migrate` brings it up to date."
)


def backup_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the backup goes; the name must be free.")],
    keys: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the keys to this file too; keep it elsewhere.")
    ] = None,
) -> None:
    """Write the whole house to one file, while it runs. The keys are not in it."""
    awake()
    from django.conf import settings
    from django.db import DatabaseError

    from goodcatch.exchange import backup
    from goodcatch.setup import services

    written: list[str] = []
    try:
        manifest = backup.write_backup(file, beside=lambda: written.extend(backup.write_keys(keys)) if keys else None)
    except DatabaseError:
        raise CannotStart(NOT_REACHED) from None
    services.note_backup(path=file, keys=keys)
    typer.echo(f"Wrote {manifest.rows} rows of {len(manifest.tables)} tables to {file}. Sessions are not in it.")
    if not keys and manifest.sealed:
        typer.echo("What is sealed does not open from it: the shred keys go into the file of --keys alone.", err=True)
    if keys:
        typer.echo(f"Wrote the keys {', '.join(written)} to {keys}. Keep that file apart from the backup.")
    else:
        typer.echo(
            f"The keys are not in it. They lie in {settings.DATA_DIR}; --keys FILE writes them to a second file:"
        )
        for name, means in backup.KEY_FILES.items():
            typer.echo(f"  {name}: {means}")
    for name in backup.keys_from_settings():
        typer.echo(f"The {name} comes from this machine's settings, and is in neither file.")


def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `goodcatch backup` wrote.")],
    keys: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The keys that `goodcatch backup --keys` wrote.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Give up everything that is in this house now.")] = False,
) -> None:
    """Fill an empty house from a backup, of either database. Stop the house first."""
    awake()
    from django.conf import settings

    with alone_in(settings.DATA_DIR):
        _restore(file, keys, replace=replace)


def _restore(file: Path, keys: Path | None, *, replace: bool) -> None:
    from django.db import DatabaseError

    from goodcatch.exchange import backup
    from goodcatch.record import queries as record

    kept = backup.read_keys(keys) if keys else {}
    try:
        manifest = backup.restore(file, replace=replace)
    except DatabaseError:
        raise CannotStart(NOT_REACHED) from None
    typer.echo(f"Restored {manifest.rows} rows of {len(manifest.tables)} tables, as they were at {manifest.at}.")
    changed = backup.put_keys(kept)
    backup.forget_seen()
    if keys:
        backup.put_apart(backup.read_apart(keys))
    elif manifest.sealed:
        typer.echo("What was sealed cannot be opened: its shred keys are in the file of the keys.", err=True)
    if changed:
        typer.echo(f"Put the keys {', '.join(changed)} in place; earlier ones lie beside them.")
    if "record-key" not in kept and record.key_fingerprint() != manifest.record_key:
        typer.echo(
            "This house has another record key than the one it was backed up with: the record can be read, not proved. "
            "Restore again with --keys and --replace.",
            err=True,
        )
    again = backup.to_be_deleted_again()
    if again:
        typer.echo(f"The time of {again} reports that came back has ended: the next night deletes them again.")
    typer.echo("Everybody signs in anew. `goodcatch record verify` proves the record.")
