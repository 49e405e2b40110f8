"""`goodcatch proof`: check a proof of reporting, on any machine, without the house that signed it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodcatch.cli.saying import CannotStart

app = typer.Typer(help="Proofs of timely reporting: check one without the house that signed it.", no_args_is_help=True)
LARGEST = 1_000_000


@app.command()
def key() -> None:
    """Print the public key of this house, with which others check its proofs. Publish it where it cannot be swapped."""
    from goodcatch.cli.awake import awake

    awake()
    from goodcatch.reports import proofs

    typer.echo(proofs.house_key())


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The proof that a reporter downloaded.")],
    key: Annotated[str, typer.Option(help="The public key that the house published; 64 hexadecimal digits.")] = "",
    words: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What was told, as downloaded with the receipt.")
    ] = None,
) -> None:
    """Say whether a proof holds: who signed it, for which channel and day, and that these words were told."""
    from goodcatch.reports import certificates

    try:
        proof = certificates.read(_text_of(file).decode())
    except (certificates.Unreadable, UnicodeDecodeError):
        raise CannotStart(
            f"{file} is no proof of reporting; a file as the reporter's page gives it would be."
        ) from None
    if not proof.is_signed():
        raise CannotStart("The signature does not hold: something in this file was changed.")
    if key and proof.key != key.strip().lower():
        raise CannotStart("It was signed, but with another key than the one you gave.")
    typer.echo(
        f"The signature holds. On {proof.day} something was told to {proof.house}, on its channel {proof.channel}."
    )
    if not key:
        typer.echo(
            f"It names the key {proof.key}: compare it with the one that the house publishes, or give it as --key."
        )
    if words:
        if not proof.is_of(_text_of(words)):
            raise CannotStart("But these are not the words that were told, or not all of them.")
        typer.echo("And these are the words that were told.")


def _text_of(path: Path) -> bytes:
    try:
        return path.read_bytes()[:LARGEST]
    except OSError:
        raise CannotStart(f"{path} cannot be read; a readable file would be right.") from None
