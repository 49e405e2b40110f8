"""Sealed reports a second by 8 clients, entering receipts alone and under floods, and the memory that hashing takes.

A sealed report is what somebody does on a sealed channel: the page with the receipt, two words typed back (the one
Argon2id), the page of the questions, sending. Every client comes from a network of its own, a flood from one: it pours
invented ids, then the id of one report, whose owner comes back meanwhile.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from bench import figures, flooding
from bench.browser import Browser
from tests.server import Server, running

SLUG = "ethics"
"""The demo's sealed channel, with the questions of its own that stand there."""
SECONDS, WARM_SECONDS, GUESSED_SECONDS = 12, 4, 6
CLIENTS = 8
HASH_MIB, SLOTS, PROCESSES = 46, 1, 1
SLACK_MIB = 24
"""What threads, connections and pages take besides, from the first report on."""
_WORD = re.compile(r"<li>([a-z-]+)</li>")
_ASKED = re.compile(r'<label for="id_(first|second)">[^0-9<]*(\d+)')
Deed = Callable[[Browser], None]


def main() -> None:
    """Measure on the database of this process's environment, and keep the figures."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), demo=True) as server:
        receipts: list[str] = []
        _submit(Browser(server.url), receipts.append)
        _measure(server, _look, seconds=WARM_SECONDS)
        before = _memory(server, "VmRSS")
        submissions = _submissions(server, receipts)
        print("submissions", submissions, flush=True)
        quiet = _entering(server, receipts)
        print("alone", quiet, flush=True)
        with flooding.flood(server.url) as flood:
            flooded = _entering(server, receipts)
        print("flooded", flooded, flood, flush=True)
        guessed = _guessed_at(server, receipts)
        print("guessed at", guessed, flush=True)
        memory = {
            "peak_growth_mib": round((_memory(server, "VmHWM") - before) / 1024, 1),
            "ceiling_mib": PROCESSES * SLOTS * HASH_MIB,
            "pages_mib": SLACK_MIB,
        }
        print(memory, flush=True)
    if memory["peak_growth_mib"] > memory["ceiling_mib"] + memory["pages_mib"]:
        raise RuntimeError(f"hashing took more memory than its ceiling allows: {memory}")
    found = {
        "submissions": submissions,
        "entry": {"quiet": quiet, "flooded": flooded},
        "flood": flood,
        "guessed": guessed,
    }
    figures.keep("sealed", {"seconds": SECONDS, **found, "memory": memory})


def _submit(browser: Browser, keep: Callable[[str], None]) -> None:
    """Do what somebody does who speaks up. Raises RuntimeError where anything is not as it should be."""
    path = f"/speak-up/{SLUG}/"
    page = browser.get(path).body
    words = _WORD.findall(page)
    typed = {name: words[int(number) - 1] for name, number in _ASKED.findall(page)}
    begun = browser.post(path, {"offered": browser.token(page, "offered"), **typed})
    if begun.status != 303:  # See Other
        raise RuntimeError(f"two words: {begun.status} {begun.body[:300]}")
    form = browser.get(begun.location).body
    told = {"kind": "not_right", "happened": "The inspection was signed before anybody went there.", "known": "no"}
    hidden = {name: browser.token(form, name) for name in ("nonce", "questions_seen")}
    sent = browser.post(begun.location, {**told, **hidden, "then": "send"})
    if sent.status != 303 or sent.location != "/speak-up/report/":  # See Other
        raise RuntimeError(f"sending: {sent.status} {sent.body[:300]}")
    keep(" ".join(words[:10]))


def _look(browser: Browser) -> None:
    """Look at the pages alone, so that threads, connections and templates are there before memory is measured."""
    browser.get(f"/speak-up/{SLUG}/")
    browser.get("/speak-up/receipt/")


def _submissions(server: Server, receipts: list[str]) -> dict[str, Any]:
    before = _stored(server)
    found = _measure(server, lambda browser: _submit(browser, receipts.append))
    return {**found, "stored": _stored(server) - before}


def _guessed_at(server: Server, receipts: list[str]) -> dict[str, Any]:
    """Enter receipts before and while somebody guesses at one of them, whose owner comes back, too."""
    attacked, *others = receipts
    found: dict[str, Any] = {}
    with flooding.owner_of(server.url, attacked) as found["owner_before"]:
        found["others_before"] = _entering(server, others, seconds=GUESSED_SECONDS)
    with (
        flooding.flood(server.url, real=attacked) as found["guesses"],
        flooding.owner_of(server.url, attacked) as found["owner"],
    ):
        found["others"] = _entering(server, others, seconds=GUESSED_SECONDS)
    return found


def _entering(server: Server, receipts: list[str], *, seconds: float = SECONDS) -> dict[str, Any]:
    turn, lock = iter(receipts * 1000), threading.Lock()

    def enter(browser: Browser) -> None:
        with lock:
            receipt = next(turn)
        _enter(browser, receipt)

    return _measure(server, enter, seconds=seconds)


def _enter(browser: Browser, receipt: str) -> None:
    nonce = flooding.nonce_of(browser)
    at = time.monotonic()
    answer = browser.post(flooding.ENTRANCE, {"receipt": receipt, "nonce": nonce})
    browser.took = time.monotonic() - at
    if answer.status != 303:  # See Other
        raise RuntimeError(f"entering: {answer.status} {answer.body[:300]}")


def _measure(server: Server, deed: Deed, *, seconds: float = SECONDS) -> dict[str, Any]:
    times: list[float] = []
    failed: list[str] = []
    browsers = [Browser(server.url, source=f"127.0.{10 + n}.1") for n in range(CLIENTS)]
    begin, end = threading.Barrier(CLIENTS + 1), time.monotonic() + seconds + 1

    def work(browser: Browser) -> None:
        begin.wait()
        while time.monotonic() < end:
            at = time.monotonic()
            try:
                deed(browser)
                times.append(browser.took or time.monotonic() - at)
            except RuntimeError as problem:
                failed.append(str(problem))
            browser.cookies.clear()

    threads = [threading.Thread(target=work, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    began, worked = time.monotonic(), figures.processor(server)
    begin.wait()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    return {
        "processor_ms_each": round(1000 * (figures.processor(server) - worked) / max(1, len(times)), 1),
        "clients": CLIENTS,
        "a_second": round(len(times) / took, 1),
        "sent": len(times),
        "failed": len(failed),
        "first_problem": failed[0] if failed else "",
        **figures.milliseconds(times),
    }


def _memory(server: Server, kind: str) -> int:
    """Kibibytes of the process that serves the pages."""
    return max(_of(pid, kind) for pid in figures.below(server))


def _of(pid: int, kind: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1])
    return 0


def _stored(server: Server) -> int:
    """Count the sealed reports as the database has them, from outside the server."""
    query = "SELECT count(*) FROM reports_reporterkey WHERE report_id IS NOT NULL"
    if server.database_url:
        with psycopg.connect(server.database_url) as connection:
            row = connection.execute(query).fetchone()
    else:
        with contextlib.closing(sqlite3.connect(server.data_dir / "goodcatch.sqlite3")) as reader:
            row = reader.execute(query).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    main()
