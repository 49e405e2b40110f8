"""`goodcatch mail test ADDRESS`: whether the house can send mail, in sentences."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(help="Mail that the house sends.", no_args_is_help=True)


@app.callback()
def mail() -> None:
    """Mail that the house sends."""


@app.command()
def test(address: Annotated[str, typer.Argument(help="Where the letter goes.")]) -> None:
    """Send a letter to try out the settings, and say what happened."""
    from goodcatch.cli.awake import awake

    awake()
    from goodcatch.notices.post import try_out

    went, sentences = try_out(address)
    for sentence in sentences:
        typer.echo(sentence)
    raise typer.Exit(0 if went else 1)
