"""`goodcatch recovery` and `goodcatch vault`: paper shares made, rehearsed and used; lists looked at and trusted."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from typer.testing import CliRunner

from goodcatch.cli.commands import app
from goodcatch.kernel.refs import Ref
from goodcatch.vault import outside, services
from goodcatch.vault.models import SignedList
from tests.cast import Cast
from tests.keyholders import Allowing, Holder, found_readers, holder, seal

SCOPE, THING = Ref("channel", "CHANNE01"), Ref("matter", "MATTER01")
terminal = CliRunner()


def run_apart(*words: str, typed: list[str], folder: Path) -> str:
    """Run the command as on a machine of its own, without a house."""
    command = [sys.executable, "-m", "goodcatch", "recovery", *words]
    done = subprocess.run(
        command, input="\n".join(typed) + "\n", capture_output=True, text=True, timeout=120, cwd=folder, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Papers:
    """What the command wrote: five shares, and the line that is no secret."""

    def __init__(self, folder: Path) -> None:
        said = run_apart("make", str(SCOPE), typed=[""] * 5, folder=folder)
        parts = said.split("\nShare ")[1:]
        self.shares = [" ".join(re.findall(r"\d+ ([a-z]+)", part.partition(":\n")[2])) for part in parts]
        self.line = next(line for line in said.splitlines() if len(line) > 80 and " " not in line)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    folder = tmp_path_factory.mktemp("apart")
    made = Papers(folder)
    assert list(folder.iterdir()) == [], "nothing is kept"
    return made


@pytest.fixture
def lena(cast: Cast, papers: Papers) -> Holder:
    held = holder(cast.handler)
    found_readers(SCOPE, held.ring, recovery=services.read_halves(papers.line))
    return held


def test_any_three_of_five_open_a_riddle_and_two_do_not(lena: Holder, papers: Papers, tmp_path: Path) -> None:
    row = services.ask_rehearsal(by=lena.ring, scope=SCOPE)
    riddle = services.riddle_text(rehearsal=row)
    typed = ["no share at all", papers.shares[4], papers.shares[4], papers.shares[0], papers.shares[2], riddle]
    said = run_apart("answer", str(SCOPE), typed=typed, folder=tmp_path)
    services.finish_rehearsal(by=lena.ring, rehearsal=row, answer=said.strip().splitlines()[-1].rpartition(": ")[2])
    assert services.rehearsed_at(scope=SCOPE) is not None


def test_a_new_reader_is_let_in_when_none_is_left(cast: Cast, lena: Holder, papers: Papers, keeper: Allowing) -> None:
    seal(THING, SCOPE, cast.handler)
    omar = holder(cast.peer).ring
    words = ["recovery", "open", str(SCOPE), str(cast.peer.email)]
    refused = terminal.invoke(app, words)
    assert "still have a key" in str(refused.exception)
    services.lose_passphrase(by=cast.handler)
    done = terminal.invoke(app, words, input="\n".join(papers.shares[:3]) + "\n")
    assert done.exit_code == 0, done.output
    assert "1 things that lay there" in done.output
    assert THING in services.keys_of_readers(ring=omar, things=[THING])


def test_shares_of_another_key_are_refused(cast: Cast, lena: Holder, keeper: Allowing, tmp_path: Path) -> None:
    holder(cast.peer)
    services.lose_passphrase(by=cast.handler)
    others = Papers(tmp_path).shares
    words = ["recovery", "open", str(SCOPE), str(cast.peer.email)]
    done = terminal.invoke(app, words, input="\n".join(others[:3]) + "\n")
    assert "not of the recovery key" in str(done.exception)


@pytest.mark.django_db
def test_lists_are_looked_at_and_a_further_machine_is_told_of_the_first(cast: Cast) -> None:
    found_readers(SCOPE, holder(cast.handler).ring)
    fingerprint = services.link_in_force(scope=SCOPE).fingerprint
    for path in (Path(settings.DATA_DIR) / outside.FOLDER).iterdir():
        path.unlink()  # as on a machine that was not there
    done = terminal.invoke(app, ["vault", "lists"])
    assert done.exit_code == 1
    assert f"has the fingerprint: {fingerprint}" in done.output
    wrong = terminal.invoke(app, ["vault", "trust", str(SCOPE), "--fingerprint", "0000 0000"])
    assert "another fingerprint" in str(wrong.exception)
    assert terminal.invoke(app, ["vault", "trust", str(SCOPE), "--fingerprint", fingerprint.upper()]).exit_code == 0
    done = terminal.invoke(app, ["vault", "lists"])
    assert done.exit_code == 0
    assert "as it was signed" in done.output
    SignedList.objects.update(signatures={})
    assert terminal.invoke(app, ["vault", "lists"]).exit_code == 1
