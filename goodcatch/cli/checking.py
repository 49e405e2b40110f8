"""`goodcatch check`: the wording check, with its own options, output and exit codes."""

from __future__ import annotations

import typer

OWN = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
"""Everything typed is for the wording check, `--help` too."""


def check_command(context: typer.Context) -> None:
    """Point at words in a write-up that judge people, and ask a question instead. Options as in goodcatch-wording."""
    from goodcatch_wording.cli import main

    raise typer.Exit(main(context.args))
