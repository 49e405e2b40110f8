"""Wrong receipts, 200 a second from one network, poured by a process of its own: invented, or with a real id."""

from __future__ import annotations

import contextlib
import multiprocessing
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.synchronize import Event
from typing import Any

from bench import figures
from bench.browser import Browser
from goodcatch.reports.receipts import Receipt, new_receipt, read

ENTRANCE = "/speak-up/receipt/"
A_SECOND, HANDS = 200, 8
SETTLED_SECONDS = 2
"""Until the network has used up what it may do at once."""


@contextlib.contextmanager
def flood(url: str, *, real: str = "") -> Iterator[dict[str, Any]]:
    """Pour wrong receipts while the body runs, with the id of a `real` one if it is given; then fill in the counts."""
    fork = multiprocessing.get_context("fork")
    stop, told = fork.Event(), fork.SimpleQueue()
    process = fork.Process(target=_flood, args=(url, real, stop, told))
    process.start()
    counts: dict[str, Any] = {}
    try:
        time.sleep(SETTLED_SECONDS)
        yield counts
    finally:
        stop.set()
        counts.update(told.get())
        process.join()


def _flood(url: str, real: str, stop: Event, told: Any) -> None:
    counted: list[int] = []
    known = read(real) if real else None

    def pour(number: int) -> None:
        browser, due = Browser(url, source=f"127.0.9.{number + 1}"), time.monotonic()
        nonce = nonce_of(browser)  # one page serves for as many tries as somebody likes
        while not stop.is_set():
            wrong = " ".join(_wrong(known).words)
            with contextlib.suppress(OSError):
                counted.append(browser.post(ENTRANCE, {"receipt": wrong, "nonce": nonce}).status)
            due += HANDS / A_SECOND
            time.sleep(max(0.0, due - time.monotonic()))

    began = time.monotonic()
    threads = [threading.Thread(target=pour, args=(number,)) for number in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    refused, waiting = counted.count(429), counted.count(503)  # Too Many Requests; Service Unavailable
    told.put(
        {"sent": len(counted), "refused": refused, "sent_away": waiting, "a_second": round(len(counted) / took, 1)}
    )


def _wrong(known: Receipt | None) -> Receipt:
    return replace(known, secret=secrets.token_bytes(len(known.secret))) if known else new_receipt()


def nonce_of(browser: Browser) -> str:
    """Open the page on which a receipt is entered; give what its form is sent with."""
    return browser.token(browser.get(ENTRANCE).body, "nonce")


@contextlib.contextmanager
def owner_of(url: str, receipt: str) -> Iterator[dict[str, Any]]:
    """Let whoever holds this receipt come back again and again while the body runs; then fill in how long it took."""
    found: dict[str, Any] = {}
    times: list[float] = []
    away, stop = [0], threading.Event()

    def come_back() -> None:
        browser = Browser(url, source="127.30.1.1")
        while not stop.is_set():
            began = time.monotonic()
            while not _enters(browser, receipt):
                away[0] += 1
                if stop.is_set():
                    return
            times.append(time.monotonic() - began)
            browser.cookies.clear()

    thread = threading.Thread(target=come_back)
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join()
        found.update({"sent_away": away[0], **(figures.milliseconds(times) if times else {"n": 0})})


def _enters(browser: Browser, receipt: str) -> bool:
    """Enter a receipt; tell whether it opened, or was to be tried again. Raises RuntimeError for anything else."""
    answer = browser.post(ENTRANCE, {"receipt": receipt, "nonce": nonce_of(browser)})
    if answer.status not in {303, 503}:  # See Other; Service Unavailable
        raise RuntimeError(f"entering: {answer.status} {answer.body[:300]}")
    return answer.status == 303
