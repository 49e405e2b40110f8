"""Counts what the reader finds in each vendored postmortem; the counts are checked in.

python -m goodcatch.exchange.tests.counting > tests/data/postmortems/counts.json
"""

import json
import sys
from pathlib import Path

from goodcatch.exchange.readers import NotAPostmortem, read
from goodcatch.exchange.readers.document import State

POSTMORTEMS = Path(__file__).parents[3] / "tests" / "data" / "postmortems"
FOLDERS = ("dfds", "mybinder", "chia")
Counts = dict[str, int | str]


def sources() -> list[Path]:
    """Return every vendored file, postmortem or not."""
    return sorted(p for f in FOLDERS for p in (POSTMORTEMS / f).rglob("*") if p.is_file())


def named(path: Path) -> str:
    """Return a file's name below the folder of postmortems."""
    return path.relative_to(POSTMORTEMS).as_posix()


def counts_of(path: Path) -> Counts:
    """Return how many parts of each kind a file holds, or why it is no postmortem."""
    try:
        document = read(path.read_bytes(), name=named(path))
    except NotAPostmortem as refusal:
        return {"not_a_postmortem": refusal.reason}
    occurred = [entry.occurred for entry in document.timeline]
    states = [action.state for action in document.actions]
    return {
        "timeline": len(document.timeline),
        "with_day": sum(1 for when in occurred if when),
        "with_time": sum(1 for when in occurred if when and when.instant),
        "factors": len(document.factors),
        "actions": len(document.actions),
        "done": states.count(State.DONE),
        "open": states.count(State.OPEN),
        "unplaced": len(document.unplaced),
    }


def counts() -> dict[str, Counts]:
    """Return the counts of every file, and the totals of every folder."""
    found = {named(path): counts_of(path) for path in sources()}
    totals: dict[str, Counts] = {}
    for folder in FOLDERS:
        rows = [row for name, row in found.items() if name.startswith(folder + "/")]
        read_rows = [row for row in rows if "not_a_postmortem" not in row]
        total: Counts = {"files": len(rows), "postmortems": len(read_rows)}
        for key in read_rows[0]:
            total[key] = sum(int(row[key]) for row in read_rows)
        totals[f"{folder} (total)"] = total
    return {**totals, **found}


if __name__ == "__main__":
    json.dump(counts(), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
