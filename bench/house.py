"""Start of the server, and memory of server and worker together after every page of the demo was opened once."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path

from bench import figures
from bench.browser import Browser
from tests import postgres
from tests.server import Server, running

STARTS = 5
CAST = ("Lena Brandt", "Aiko Mori", "Tomás Reyes", "Priya Nair", "Maya Lindqvist", "Sam Okafor")
MOST_PAGES = 400
LINK = re.compile(r'href="(/[^"#?]*)')


def main() -> None:
    """Measure on the database of this process's environment, and keep the figures."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with running(root, demo=True) as server:
            first = server.ready_after
            pages = sum(_open_everything(server, name) for name in ("", *CAST))
            memory = {kind: round(sum(_memory(server, kind)) / 1024, 1) for kind in ("Pss", "Rss")}
            processes = len(_memory(server, "Pss"))
        with tempfile.TemporaryDirectory() as kept:
            starts = _starts(Path(kept))
    found = {
        "first_start_with_demo_s": round(first, 2),
        "starts_of_a_kept_house_s": starts,
        "pages_opened": pages,
        "processes": processes,
        "pss_mib": memory["Pss"],
        "rss_mib": memory["Rss"],
    }
    print(found, flush=True)
    figures.keep("house", found)


def _starts(folder: Path) -> list[float]:
    """Seconds from starting the process to the first answer: the first of an empty house, the others of a kept one."""
    with contextlib.ExitStack() as stack:
        settings = {}
        cluster = os.environ.get(postgres.URL_VARIABLE)
        if cluster:  # one database for all starts, for a server that brings none is given a new one each time
            settings[postgres.URL_VARIABLE] = stack.enter_context(postgres.database(cluster))
        return [_start(folder, settings) for _ in range(STARTS)]


def _start(folder: Path, settings: dict[str, str]) -> float:
    with running(folder, settings=settings) as server:
        return round(server.ready_after, 2)


def _open_everything(server: Server, name: str) -> int:
    """Open every page that links lead to, once, as this person or as nobody; give how many."""
    browser = Browser(server.url)
    waiting = ["/"]
    if name:
        browser.sign_in_as(name)
        waiting = ["/in/"]
    seen: set[str] = set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop()
        if path in seen or path.startswith("/static/"):
            continue
        seen.add(path)
        answer = browser.get(path)
        if answer.status >= 500:  # a failure of the server
            raise RuntimeError(f"{path} was answered with {answer.status}")
        waiting += LINK.findall(answer.body)
        if answer.location:
            waiting.append(answer.location)
    return len(seen)


def _memory(server: Server, kind: str) -> list[int]:
    """Kibibytes of each process of the server, its own children included."""
    return [_of(pid, kind) for pid in _family(server.pid)]


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task").glob("*/children")
    below = [int(child) for path in children for child in path.read_text().split()]
    return [pid, *(each for child in below for each in _family(child))]


def _of(pid: int, kind: str) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main()
