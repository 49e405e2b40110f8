"""`goodcatch jobs`: what the worker has before it, and what it gave up."""

from __future__ import annotations

from typing import Annotated

import typer

from goodcatch.cli.awake import awake

app = typer.Typer(help="Work to do later: what waits, and what was given up.", no_args_is_help=True)


@app.command("list")
def list_them() -> None:
    """Say how much work waits, and list what was given up, with the type and place of its last failure."""
    awake()
    from goodcatch.jobs import queries

    typer.echo(f"Waiting: {queries.waiting()}")
    for job in queries.given_up():
        typer.echo(f"Given up: number {job.key}, {job.kind}, {job.at:%Y-%m-%d %H:%M} UTC: {job.problem}")


@app.command()
def again(number: Annotated[int, typer.Argument(help="The number that `goodcatch jobs list` shows.")]) -> None:
    """Try again what was given up."""
    awake()
    from goodcatch.jobs import services

    services.try_again(key=number)
    typer.echo("It will be tried again at once.")
