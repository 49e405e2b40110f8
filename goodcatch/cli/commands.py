"""Every command in one list. What a command needs is imported when it is called, so that `--help` is quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodcatch.cli import backing, checking, doctor, importing, jobs, mail, proof, record, recovery, vault

app = typer.Typer(
    name="goodcatch",
    help="Goodcatch: an organisation learns from what goes wrong, and from what goes right, without blame.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they would print local variables, and so people's words
)
app.add_typer(mail.app, name="mail")
app.add_typer(record.app, name="record")
app.add_typer(jobs.app, name="jobs")
app.add_typer(proof.app, name="proof")
app.add_typer(recovery.app, name="recovery")
app.add_typer(vault.app, name="vault")
app.command("import")(importing.import_command)
app.command("backup")(backing.backup_command)
app.command("restore")(backing.restore_command)
app.command("doctor")(doctor.doctor_command)
app.command("check", context_settings=checking.OWN)(checking.check_command)


@app.command()
def up(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Folder for the database, keys and files.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Move the demo organisation in, if nobody lives here.")] = False,
) -> None:
    """Serve Goodcatch, with its worker, until Ctrl-C."""
    from goodcatch.cli.up import serve

    raise typer.Exit(serve(port=port, data_dir=data_dir, demo=demo))


@app.command()
def migrate() -> None:
    """Bring the database up to date, without serving."""
    from goodcatch.cli.moving_in import migrate_database

    migrate_database()
    typer.echo("The database is up to date.")


@app.command()
def worker() -> None:
    """Run one worker alone, for houses on many machines (`up` brings its own)."""
    from goodcatch.cli.working import work

    work()


@app.command()
def settings() -> None:
    """Print the table of settings, as it stands in docs/running/settings.md."""
    from config.env import settings_table

    typer.echo(settings_table(), nl=False)
