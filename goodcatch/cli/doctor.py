"""`goodcatch doctor`: examine the set-up, never contents; exit code 0, 1 (a warning) or 2 (something critical)."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goodcatch.cli.awake import awake

if TYPE_CHECKING:
    from goodcatch.setup.terms import Finding


class Form(StrEnum):
    """How the doctor answers."""

    TEXT = "text"
    JSON = "json"


def doctor_command(
    form: Annotated[Form, typer.Option("--format", help="text for people, json for machines.")] = Form.TEXT,
    known: Annotated[
        bool, typer.Option("--known", help="Print every finding that it knows, and look at nothing.")
    ] = False,
    only_look: Annotated[bool, typer.Option("--only-look", help="Keep nothing, and close nothing.")] = False,
) -> None:
    """Examine how this house is set up, never what anybody wrote. What may leak closes sealed channels."""
    awake()
    from goodcatch.setup import examining, findings

    if known:
        typer.echo(findings.table(), nl=False)
        return
    found = examining.findings()
    kept = not only_look and all(each.code != "not-up-to-date" for each in found)
    if kept:
        _keep(found)
    answer = _answer(found)
    typer.echo(json.dumps(answer, indent=1, ensure_ascii=False) if form == Form.JSON else _text(answer))
    raise typer.Exit(int(findings.worst(found)))


def _keep(found: list[Finding]) -> None:
    from goodcatch.kernel.refs import System
    from goodcatch.setup import services

    services.keep_examination(by=System("doctor"), found=found)


def _answer(found: list[Finding]) -> dict[str, Any]:
    from importlib import metadata

    from goodcatch.kernel import clock
    from goodcatch.setup import findings
    from goodcatch.setup.terms import UNSEEN

    return {
        "format": 1,
        "at": clock.now().isoformat(timespec="seconds"),
        "version": metadata.version("goodcatch"),
        "worst": findings.worst(found).name.lower() if found else "nothing",
        "findings": [findings.shown(each) for each in found],
        "closes_sealed_channels": findings.closes(found),
        "unseen": [str(each) for each in UNSEEN],
    }


def _text(answer: dict[str, Any]) -> str:
    lines: list[str] = []
    for each in answer["findings"]:
        lines += [f"{each['label']} ({each['code']}): {each['sentence']}", f"  {each['remedy']}"]
    lines.append("" if lines else "Nothing that needs a look.")
    if answer["closes_sealed_channels"]:
        lines += ["Sealed channels take nothing new until a person opens them again.", ""]
    return "\n".join([*lines, "It cannot see:", *(f"- {each}" for each in answer["unseen"])]).replace("\n\n\n", "\n\n")
