"""`goodcatch record`: prove the record, and take its newest head to keep elsewhere."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcatch.cli.awake import awake
from goodcatch.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from goodcatch.record.queries import SignedHead

app = typer.Typer(help="The record of every deed: prove that it is as it was.", no_args_is_help=True)


@app.command()
def head() -> None:
    """Print the newest signed head. Keep it where this machine's administrators cannot write."""
    awake()
    from goodcatch.record import queries

    newest = queries.newest_head()
    if newest is None:
        raise RuleBroken("Nothing has been recorded yet; after the first deed there is a head to keep.")
    typer.echo(json.dumps(asdict(newest), sort_keys=True))
    typer.echo(f"Signed with the key {queries.key_fingerprint()}", err=True)


@app.command()
def verify(
    head: Annotated[
        Path | None, typer.Option(help="A head that was kept elsewhere, as `record head` prints it.")
    ] = None,
) -> None:
    """Look through the whole record, and name every entry that was changed, removed, inserted or reordered."""
    awake()
    from goodcatch.record import queries

    verdict = queries.verify(kept=_kept(head) if head else None)
    for finding in verdict.findings:
        typer.echo(finding.sentence)
    typer.echo(
        f"Looked through {verdict.entries} entries in {verdict.heads} heads, signed with the key "
        f"{queries.key_fingerprint()}."
    )
    if not verdict.intact:
        typer.echo(f"{len(verdict.findings)} things are not as they were.", err=True)
        raise typer.Exit(1)
    if head:
        typer.echo("Nothing changed before the kept head, and the chain is whole since.")
    else:
        typer.echo("The chain is whole. A head kept elsewhere (--head FILE) would also show a missing end.")


def _kept(path: Path) -> SignedHead:
    from goodcatch.record.queries import SignedHead

    try:
        words = json.loads(path.read_text(encoding="utf-8"))
        kept = SignedHead(**words)
        bytes.fromhex(kept.hash + kept.signature + kept.key)
    except (OSError, ValueError, TypeError):
        raise RuleBroken(
            f"{path} is not a kept head; the line that `goodcatch record head` printed would be."
        ) from None
    return kept
