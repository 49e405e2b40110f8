"""`goodcatch vault`: look whether the lists of readers stand as they were signed; tell this machine of a first list."""

from __future__ import annotations

from typing import Annotated

import typer

from goodcatch.cli.awake import awake
from goodcatch.kernel.errors import Refused, RuleBroken

app = typer.Typer(help="The signed lists of who reads what is sealed.", no_args_is_help=True)


@app.command()
def lists() -> None:
    """Check every list against its signatures and what this machine keeps; exit code 1 where one does not hold."""
    awake()
    from goodcatch.vault import boxes, chains, outside
    from goodcatch.vault.models import SignedList
    from goodcatch.vault.terms import ref_of

    wrong = 0
    for name in sorted(set(SignedList.objects.values_list("scope", flat=True))):
        scope = ref_of(name)
        known = outside.kept_first(scope)
        typer.echo(f"{name}: first list known here {'yes' if known else 'no'}")
        try:
            chain = chains.chain_of(scope)
            if chain.links:
                chains.compare_keys(scope, chain.now.readers)
                typer.echo(f"  number {chain.now.number}, fingerprint {chain.now.fingerprint}, as it was signed")
                typer.echo(f"  the first list's fingerprint: {chain.links[0].fingerprint}")
            else:
                typer.echo("  waits for its first signatures")
        except Refused as refused:
            wrong += 1
            typer.echo(f"  {refused.sentence}")
            first = chains.first_in_table(scope)
            if first:
                typer.echo(f"  the first list in the database has the fingerprint: {boxes.fingerprint(first)}")
    if wrong:
        typer.echo(f"{wrong} lists are not as they should be.", err=True)
        raise typer.Exit(1)


@app.command()
def trust(
    scope: Annotated[str, typer.Argument(metavar="SCOPE", help="Which list, such as channel:7KQ2M4XA.")],
    fingerprint: Annotated[str, typer.Option(prompt=True, help="Of the first list, from the paper of its founding.")],
) -> None:
    """Tell this machine which first list is the right one: a further machine, or one restored from a backup."""
    awake()
    from goodcatch.vault import boxes, chains, outside
    from goodcatch.vault.terms import ref_of

    first = chains.first_in_table(ref_of(scope))
    if first is None or boxes.fingerprint(first).replace(" ", "") != "".join(fingerprint.split()).lower():
        raise RuleBroken(
            "The first list in the database has another fingerprint. Compare it with the paper of the founding; if the "
            "paper is right, the database was tampered with."
        )
    outside.trust(ref_of(scope), first, over=True)
    typer.echo(f"This machine takes that list of {scope} for the first one, and the newest in the database as seen.")
