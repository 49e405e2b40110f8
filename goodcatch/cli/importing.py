"""`goodcatch import`: postmortems written elsewhere become matters of the house."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcatch.cli.awake import awake
from goodcatch.cli.saying import CannotStart
from goodcatch.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodcatch.exchange.bringing import Account, Found, Outcome
    from goodcatch.people.models import Unit


class Format(StrEnum):
    """How the outcome is told."""

    TEXT = "text"
    JSON = "json"


def import_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files, or folders that are walked.")],
    unit: Annotated[str, typer.Option(help="The unit they belong to, by name or id; the root otherwise.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="text for people, json for programs.")] = Format.TEXT,
) -> None:
    """Bring in postmortems in Markdown, whole folders of them; the same files again do nothing."""
    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"{path} does not exist; a file or a folder would be right.")
    awake()
    from goodcatch.exchange.bringing import bring_in, files_in

    chosen = _unit(unit)
    files = files_in(paths)
    with _progress(files, format_) as heard:
        account = bring_in(files, unit=chosen, dry_run=dry_run, heard=heard)
    if format_ is Format.JSON:
        told = {"dry_run": dry_run, "unit": chosen.public_id, "totals": account.totals}
        typer.echo(json.dumps({**told, "files": [asdict(each) for each in account.files]}, indent=1))
    else:
        _tell(account, dry_run=dry_run)
    raise typer.Exit(1 if account.totals["broken"] else 0)


def _unit(words: str) -> Unit:
    """Give the unit that was asked for, or end with a sentence: 2 where it was asked for in vain."""
    from django.db import DatabaseError

    from goodcatch.exchange.bringing import unit_called

    try:
        return unit_called(words)
    except RuleBroken as broken:
        if not words:
            raise
        typer.echo(broken.sentence, err=True)
        raise typer.Exit(2) from None
    except DatabaseError:
        raise CannotStart(
            "The database is not ready yet. `goodcatch up` or `goodcatch migrate` brings it up to date."
        ) from None


@contextmanager
def _progress(files: Sequence[Found], form: Format) -> Iterator[Callable[[Outcome], None]]:
    """Show how far it is, on a terminal alone."""
    if form is Format.JSON or not sys.stderr.isatty():
        yield lambda _outcome: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Bringing in", total=len(files))
        yield lambda _outcome: bar.advance(task)


def _tell(account: Account, *, dry_run: bool) -> None:
    totals = account.totals
    for each in account.files:
        if each.status == "left_out":
            typer.echo(f"Left out: {each.name}: {each.reason}")
        elif each.status == "proposed":
            typer.echo(f"Changed where it was edited here; a decision waits at /in/cases/{each.case}/: {each.name}")
    for each in account.files:
        if each.status == "broken":
            typer.echo(f"Could not be read: {each.name}, line {each.line}: {each.reason}", err=True)
    typer.echo(
        f"{'It would be: ' if dry_run else ''}{totals['imported']} imported, {totals['updated']} updated, "
        f"{totals['proposed']} waiting for a decision, {totals['unchanged']} unchanged, {totals['left_out']} left out, "
        f"{totals['broken']} could not be read."
    )
    typer.echo(
        f"In them: {totals['timeline']} entries of timelines, {totals['factors']} contributing factors, "
        f"{totals['actions']} actions, {totals['unplaced']} paragraphs kept word for word without a place."
    )
