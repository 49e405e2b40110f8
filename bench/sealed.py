"""Sealed reports a second by 8 clients, entering receipts alone and under a flood, and the memory that hashing takes.

A sealed report is what somebody does on a sealed channel: the page with the receipt, two words typed back (the one
Argon2id), the page of the questions, sending. Every client comes from a network of its own; the flood comes from one.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import re
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import psycopg

from bench import figures
from bench.browser import Browser
from goodcatch.reports.receipts import new_receipt
from tests.server import Server, running

SLUG = "ethics"
"""The demo's sealed channel, with the questions of its own that stand there."""
SECONDS, WARM_SECONDS = 12, 4
CLIENTS = 8
A_FLOOD = 200
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
        flood, flooded = _flooded(server, receipts)
        print("flooded", flooded, flood, flush=True)
        memory = {
            "peak_growth_mib": round((_memory(server, "VmHWM") - before) / 1024, 1),
            "ceiling_mib": PROCESSES * SLOTS * HASH_MIB,
        }
        print(memory, flush=True)
    if memory["peak_growth_mib"] > memory["ceiling_mib"] + SLACK_MIB:
        raise RuntimeError(f"hashing took more memory than its ceiling allows: {memory}")
    found = {"submissions": submissions, "entry": {"quiet": quiet, "flooded": flooded}, "flood": flood}
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


def _entering(server: Server, receipts: list[str]) -> dict[str, Any]:
    turn, lock = iter(receipts * 1000), threading.Lock()

    def enter(browser: Browser) -> None:
        with lock:
            receipt = next(turn)
        _enter(browser, receipt)

    return _measure(server, enter)


def _enter(browser: Browser, receipt: str) -> None:
    nonce = browser.token(browser.get("/speak-up/receipt/").body, "nonce")
    at = time.monotonic()
    answer = browser.post("/speak-up/receipt/", {"receipt": receipt, "nonce": nonce})
    browser.took = time.monotonic() - at
    if answer.status != 303:  # See Other
        raise RuntimeError(f"entering: {answer.status} {answer.body[:300]}")


def _flooded(server: Server, receipts: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Enter receipts while one network sends wrong ones, with invented ids, from a process of its own."""
    fork = multiprocessing.get_context("fork")
    stop, told = fork.Event(), fork.SimpleQueue()
    flood = fork.Process(target=_flood, args=(server.url, stop, told))
    flood.start()
    try:
        time.sleep(2)  # until the network has used up what it may do at once
        flooded = _entering(server, receipts)
    finally:
        stop.set()
        counts = told.get()
        flood.join()
    return counts, flooded


def _flood(url: str, stop: Event, told: Any) -> None:
    counted: list[int] = []

    def pour(number: int) -> None:
        browser, due = Browser(url, source=f"127.0.9.{number + 1}"), time.monotonic()
        while not stop.is_set():
            wrong = " ".join(new_receipt().words)
            with contextlib.suppress(OSError):
                counted.append(browser.post("/speak-up/receipt/", {"receipt": wrong}).status)
            due += CLIENTS / A_FLOOD
            time.sleep(max(0.0, due - time.monotonic()))

    began = time.monotonic()
    threads = [threading.Thread(target=pour, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    refused = sum(status == 429 for status in counted)  # Too Many Requests
    told.put({"sent": len(counted), "refused": refused, "a_second": round(len(counted) / took, 1)})


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
