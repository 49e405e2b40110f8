"""`python -m tests`: every test that this machine can run, on SQLite and again on a private PostgreSQL.

At the end stands what was run, what was left out, and the line that would add it. Arguments go to pytest:
`make test ARGS='goodcatch/record -k chain'`.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests import machine, postgres

RESULTS = machine.ROOT / "test-results"
PROCESSES = (os.cpu_count() or 1) + 1
"""How many processes run tests: now and then one waits for a browser, a server or the disk."""
FIXED = ("-n", os.environ.get("TESTS_PROCESSES", str(PROCESSES)), "--dist", "loadfile", "--durations=15")

NOT_FOR_TESTS = {postgres.URL_VARIABLE, "PYTHONDONTWRITEBYTECODE"}
"""Of the shell's variables: tests bring a database of their own, and some hundred processes are started, which each
would compile the house anew if none might keep what it compiled."""


@dataclass(frozen=True)
class Run:
    """What came of running the tests on one database."""

    database: str
    exit_code: int
    seconds: float
    counts: dict[str, int]
    left_out: dict[str, int]

    def __str__(self) -> str:
        return f"{_told(self.counts) or 'nothing'} in {self.seconds:.0f} s"


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number)


def run(database: str, environ: dict[str, str], arguments: Sequence[str]) -> Run:
    """Run pytest on one database."""
    print(f"\nThe tests on {database}:", flush=True)
    results = RESULTS / f"{database.lower()}.json"
    results.unlink(missing_ok=True)
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *FIXED, *arguments],
        cwd=machine.ROOT,
        env={**environ, "TESTS_RESULTS": str(results)},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    told = json.loads(results.read_text(encoding="utf-8")) if results.exists() else {"counts": {}, "left_out": {}}
    return Run(database, done.returncode, time.monotonic() - begun, told["counts"], told["left_out"])


def run_all(arguments: Sequence[str]) -> list[Run]:
    """Run pytest on SQLite, and on PostgreSQL where it is installed."""
    environ = {name: value for name, value in os.environ.items() if name not in NOT_FOR_TESTS}
    if machine.POSTGRES in machine.missing():
        return [run("SQLite", environ, arguments)]
    log = RESULTS / "postgres.log"
    log.unlink(missing_ok=True)
    with postgres.beginning(log=log) as ready:  # it starts while the tests run on SQLite
        runs = [run("SQLite", environ, arguments)]
        further = {postgres.URL_VARIABLE: ready(), postgres.LOG_VARIABLE: str(log)}
        return [*runs, run("PostgreSQL", environ | further, arguments)]


def tell(runs: list[Run]) -> None:
    """Print what was run and left out, how to add it, and, as pytest does, all of it in one last line."""
    print("\nWhat was run:")
    for each in runs:
        print(f"  {each.database:<10}  {each}")
    left_out = {why: number for each in runs for why, number in each.left_out.items()}
    if machine.POSTGRES in machine.missing():
        left_out[f"{machine.POSTGRES.missing}; to add it: {machine.POSTGRES.add}"] = sum(runs[0].counts.values())
    print("Left out: nothing." if not left_out else "Left out:")
    for why, number in left_out.items():
        print(f"  {number} test{'s' if number != 1 else ''}: {why}")
    total: dict[str, int] = {}
    for each in runs:
        for outcome, number in each.counts.items():
            total[outcome] = total.get(outcome, 0) + number
    print(f"===== {_told(total) or 'no tests ran'} in {sum(each.seconds for each in runs):.2f}s =====")


def verdict(runs: list[Run]) -> int:
    """Give the exit code: 0 when every run went well and, under CI=true, nothing was missing."""
    absent = machine.missing()
    if absent and machine.everything_required():
        print("Under CI=true nothing may be missing:", *(f"{need.missing}." for need in absent), file=sys.stderr)
        return 1
    return max(each.exit_code for each in runs)


def main() -> int:
    """Run, tell, and give the exit code."""
    RESULTS.mkdir(exist_ok=True)
    runs = run_all(sys.argv[1:])
    code = verdict(runs)
    tell(runs)
    return code


if __name__ == "__main__":
    sys.exit(main())
