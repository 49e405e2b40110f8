"""Open reports a second by 1 and 8 clients, named and with a slip: all stored, none doubled, against the real server.

A named report is one form sent by somebody signed in. One with a slip is what a person without an account does: the
form, sending it, the page that thanks, and taking the receipt: four requests, one Argon2id.
"""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from bench import figures
from bench.browser import Browser
from goodcatch.kernel.deeds import new_nonce
from tests.server import Server, running

SECONDS = 12
CHANNEL = "northfield"
CLIENTS = (1, 8)
Deed = Callable[[Browser, str], None]


def main() -> None:
    """Measure on the database of this process's environment, and keep the figures."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), demo=True) as server:
        found: dict[str, Any] = {}
        for name, deed, signed in (("named", _named, True), ("with_slip", _with_slip, False)):
            for clients in CLIENTS:
                found[f"{name}_{clients}"] = _measure(server, deed, clients, signed=signed)
                print(name, clients, found[f"{name}_{clients}"], flush=True)
        figures.keep("reports", {"seconds": SECONDS, "reports": found})


def _measure(server: Server, deed: Deed, clients: int, *, signed: bool) -> dict[str, Any]:
    before, times, failed = _stored(server), [], []
    browsers = [Browser(server.url) for _ in range(clients)]
    if signed:
        for browser in browsers:
            browser.sign_in_as("Sam Okafor")
            browser.get(f"/in/speak-up/{CHANNEL}/")
    begin, end = threading.Barrier(clients + 1), time.monotonic() + SECONDS + 1

    def work(browser: Browser, number: int) -> None:
        begin.wait()
        sent = 0
        while time.monotonic() < end:
            at = time.monotonic()
            try:
                deed(browser, f"client {number}, report {sent}")
                times.append(time.monotonic() - at)
            except RuntimeError as problem:
                failed.append(str(problem))
            sent += 1

    threads = [threading.Thread(target=work, args=(b, n)) for n, b in enumerate(browsers)]
    for thread in threads:
        thread.start()
    begun, worked = time.monotonic(), figures.processor(server)
    begin.wait()
    for thread in threads:
        thread.join()
    took, worked = time.monotonic() - begun, figures.processor(server) - worked
    stored = _stored(server) - before
    return {
        "clients": clients,
        "a_second": round(len(times) / took, 1),
        "sent": len(times),
        "stored": stored,
        "failed": len(failed),
        "first_problem": failed[0] if failed else "",
        "processor_ms_each": round(1000 * worked / max(1, len(times)), 2),
        **(figures.milliseconds(times) if times else {}),
    }


def _answers(words: str) -> dict[str, str]:
    return {"kind": "close_call", "happened": f"The label came off in my hand. ({words})", "where": "Panel B"}


def _named(browser: Browser, words: str) -> None:
    path = f"/in/speak-up/{CHANNEL}/"
    token = browser.cookies["goodcatch_csrf"][0]
    answer = browser.post(path, {**_answers(words), "csrfmiddlewaretoken": token, "nonce": new_nonce()})
    if answer.status not in {302, 303}:
        raise RuntimeError(f"{answer.status} {answer.body[:300]}")


def _with_slip(browser: Browser, words: str) -> None:
    path = f"/speak-up/{CHANNEL}/"
    page = browser.get(path).body
    answers = {**_answers(words), "nonce": browser.token(page, "nonce"), "who": "no"}
    sent = browser.post(path, answers)
    if sent.status != 303:  # See Other
        raise RuntimeError(f"sending: {sent.status} {sent.body[:300]}")
    thanks = browser.get(sent.location).body
    taken = browser.post(
        sent.location, {"nonce": browser.token(thanks, "nonce"), "receipt": browser.token(thanks, "receipt")}
    )
    if taken.status != 303:  # See Other
        raise RuntimeError(f"the slip: {taken.status} {taken.body[:300]}")


def _stored(server: Server) -> int:
    """Count the reports as the database has them, from outside the server."""
    if server.database_url:
        with psycopg.connect(server.database_url) as connection:
            row = connection.execute("SELECT count(*) FROM reports_report").fetchone()
    else:
        with contextlib.closing(sqlite3.connect(server.data_dir / "goodcatch.sqlite3")) as reader:
            row = reader.execute("SELECT count(*) FROM reports_report").fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    main()
