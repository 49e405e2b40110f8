"""`goodcatch recovery`: the recovery key of sealed reports, on paper shares (SLIP-39), off-line."""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from typing import TYPE_CHECKING, Annotated

import typer

from goodcatch.cli.awake import awake
from goodcatch.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from goodcatch.vault.terms import Recovered

app = typer.Typer(
    help="The recovery key of sealed reports: make it, rehearse it, use it when no reader is left.",
    no_args_is_help=True,
)
Scope = Annotated[str, typer.Argument(metavar="SCOPE", help="Which list, such as channel:7KQ2M4XA; its page says it.")]


@app.command()
def make(
    scope: Scope,
    shares: Annotated[int, typer.Option(min=2, max=16, help="How many papers.")] = 5,
    needed: Annotated[int, typer.Option(min=2, max=16, help="How many of them open.")] = 3,
) -> None:
    """Make a recovery key and say its shares, one for each paper. Run it on a machine without a network."""
    _apart_from_the_house()
    from shamir_mnemonic import generate_mnemonics

    from goodcatch.vault import services
    from goodcatch.vault.terms import ref_of

    if needed > shares:
        raise RuleBroken(f"{needed} of {shares} shares can never come together; {shares} or fewer would be right.")
    secret = secrets.token_bytes(32)
    papers = generate_mnemonics(1, [(needed, shares)], secret)[0]
    for number, paper in enumerate(papers, 1):
        typer.echo(f"\nShare {number} of {shares}, for {scope}; any {needed} open. Write it on paper by hand:\n")
        typer.echo(_in_lines(paper))
        typer.prompt("\nPress Enter when it is written", default="", show_default=False)
    line = services.written(services.public_of(services.recovery_of(secret=secret, scope=ref_of(scope))))
    typer.echo("\nThis line is no secret. Sign it in on the page of the list, then rehearse:\n")
    typer.echo(line)
    typer.echo("\nThe key itself was kept nowhere. Clear this screen.")


@app.command()
def answer(scope: Scope) -> None:
    """Open the riddle of a rehearsal with the shares, and say its three words."""
    _apart_from_the_house()
    from goodcatch.vault import services

    key = _joined(scope)
    typer.echo(services.answer_of(recovered=key, riddle=typer.prompt("The riddle")))


@app.command("open")
def open_list(
    scope: Scope,
    person: Annotated[str, typer.Argument(help="E-mail address or username of who is to read, with a key they tried.")],
    even_so: Annotated[bool, typer.Option("--even-so", help="Though somebody on the list could still do it.")] = False,
) -> None:
    """Let a new reader in when none is left, and seal to them what lies there. Whoever was on the list is told."""
    awake()
    from goodcatch.people.models import Person
    from goodcatch.vault import services
    from goodcatch.vault.terms import Office, Seat, ref_of

    try:
        who = Person.objects.get_by_natural_key(person)
    except Person.DoesNotExist:
        raise RuleBroken(f"Nobody signs in as {person}.") from None
    left = services.readers_of(scope=ref_of(scope))
    if left and not even_so:
        raise RuleBroken(
            f"{len(left)} people on this list still have a key: one of them can let {who} in. If none of them can be "
            "reached, say --even-so; each of them is told."
        )
    key = _joined(scope)
    services.admit_recovered(by=key, seats=[Seat(Office.HANDLER, who)])
    row = services.begin_resealing(by=key, scope=ref_of(scope), person=who)
    while not services.reseal_for_a_while(by=key, resealing=row):
        row.refresh_from_db()
        typer.echo(f"{row.done} so far")
    row.refresh_from_db()
    typer.echo(f"{who} reads {scope} now; {row.done} things that lay there are sealed to their key.")


def _apart_from_the_house() -> None:
    """Work in a folder of its own that goes afterwards: neither the house's database nor its keys are touched."""
    folder = tempfile.mkdtemp(prefix="goodcatch-recovery-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["GOODCATCH_DATA_DIR"] = folder
    os.environ.pop("GOODCATCH_DATABASE_URL", None)
    awake()


def _joined(scope: str) -> Recovered:
    """Ask for shares until enough are there. Raises RuleBroken where they do not belong together."""
    from shamir_mnemonic import MnemonicError, Share, combine_mnemonics

    from goodcatch.vault import services
    from goodcatch.vault.terms import ref_of

    papers: list[str] = []
    needed = 1
    while len(papers) < needed:
        typed = typer.prompt(f"Share {len(papers) + 1}" + (f" of {needed}" if papers else ""))
        try:
            needed = Share.from_mnemonic(typed).member_threshold
        except MnemonicError:
            typer.echo("That is no share as it was written; look at each word, and type it again.", err=True)
            continue
        if typed not in papers:
            papers.append(typed)
    try:
        secret = combine_mnemonics(papers)
    except MnemonicError:
        raise RuleBroken("These shares do not belong together; look at what stands above each of them.") from None
    return services.recovery_of(secret=secret, scope=ref_of(scope))


def _in_lines(paper: str) -> str:
    """Give the words numbered, six in a line."""
    numbered = [f"{number:2} {word:<10}" for number, word in enumerate(paper.split(), 1)]
    return "\n".join(" ".join(numbered[i : i + 6]).rstrip() for i in range(0, len(numbered), 6))
