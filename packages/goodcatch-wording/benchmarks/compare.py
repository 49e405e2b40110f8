"""Measures speed and memory, beside alex, write-good and proselint where they are installed.

    python benchmarks/compare.py [--tools FOLDER]

FOLDER holds `node_modules` with alex and write-good (npm install alex write-good) and a virtual environment
`pv` with proselint (pip install proselint); it is a scratch folder, nothing of it belongs here. The text is the
Markdown of ../shared/data/postmortems, joined and repeated to 5 MB; the other three get its first megabyte and
its first quarter, since alex did not finish 5 MB in nine minutes. Times are processor time of the command,
starting up included; memory is the largest resident set.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parents[1]
MEGABYTE = 1_000_000


class Run(NamedTuple):
    """What a command cost."""

    seconds: float
    wall: float
    megabytes: float


def text_of(size: int) -> bytes:
    """Join the reports and repeat them to a size in bytes."""
    folder = next(
        p.parent / "shared/data/postmortems" for p in HERE.parents if (p.parent / "shared/data/postmortems").is_dir()
    )
    once = b"\n\n".join(path.read_bytes() for path in sorted(folder.rglob("*.md")))
    whole = once * (size // len(once) + 1)
    cut = whole.rfind(b"\n", 0, size)
    return whole[:cut]


def run(command: list[str], folder: Path) -> Run:
    """Run a command with its output thrown away, and measure that one process."""
    begun = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        os.environ["PYTHONPATH"] = str(HERE / "src")
        os.execvp(command[0], command)
    used = os.wait4(child, 0)[2]
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss * 1024 / MEGABYTE)


def alone(text: str) -> float:
    """Measure check() in this process, once its patterns are compiled, without starting up or writing."""
    sys.path.insert(0, str(HERE / "src"))
    from goodcatch_wording import check

    check(text[:300_000])
    times = []
    for _ in range(3):
        begun = time.process_time()
        check(text)
        times.append(time.process_time() - begun)
    return min(times)


def told(name: str, size: int, cost: Run) -> None:
    """Print one line of the table."""
    speed = size / MEGABYTE / cost.seconds
    print(
        f"| {name} | {size / MEGABYTE:.2f} MB | {cost.seconds:.2f} s | {speed:.2f} MB/s | {cost.megabytes:.0f} MB |",
        flush=True,
    )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", type=Path)
    tools = parser.parse_args().tools
    ours = [sys.executable, "-m", "goodcatch_wording"]
    print("| tool | text | processor time | speed | memory |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        file = folder / "reports.md"
        file.write_bytes(text_of(5 * MEGABYTE))
        size = file.stat().st_size
        best = min((run([*ours, file.name], folder) for _ in range(3)), key=lambda cost: cost.seconds)
        told("goodcatch-wording, the command", size, best)
        told("goodcatch-wording, check() alone", size, best._replace(seconds=alone(file.read_text(encoding="utf-8"))))
        commands = {"goodcatch-wording": ours}
        if tools:
            commands["alex"] = ["node", str(tools / "node_modules/.bin/alex")]
            commands["write-good"] = ["node", str(tools / "node_modules/.bin/write-good")]
            commands["proselint"] = [str(tools / "pv/bin/proselint"), "check"]
        for size in (MEGABYTE, MEGABYTE // 4):
            file.write_bytes(text_of(size))
            for name, command in commands.items():
                told(name, size, run([*command, file.name], folder))
        print("\n| size | processor time | speed | memory |\n|---|---|---|---|")
        for size in (10_000, 100_000, MEGABYTE, 5 * MEGABYTE, 10 * MEGABYTE, 50 * MEGABYTE):
            file.write_bytes(text_of(size))
            cost = min((run([*ours, file.name], folder) for _ in range(2)), key=lambda cost: cost.seconds)
            print(
                f"| {size / MEGABYTE:g} MB | {cost.seconds:.2f} s | {size / MEGABYTE / cost.seconds:.2f} MB/s | {cost.megabytes:.0f} MB |",
                flush=True,
            )


if __name__ == "__main__":
    main()
