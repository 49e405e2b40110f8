"""One page, asked for again and again: its queries, and server time of the whole handler in this process."""

from __future__ import annotations

import time
from importlib import import_module
from typing import Any

TIMES = 60


def measured(client: Any, path: str) -> dict[str, Any]:
    """Open a page until all is warm, then count its queries and take its times. Raises RuntimeError where it fails."""
    connection = import_module("django.db").connection
    capture = import_module("django.test.utils").CaptureQueriesContext
    for _ in range(3):
        client.get(path)
    with capture(connection) as queries:
        answer = client.get(path)
        taken = len(queries)  # counted at once: later requests empty the log that it counts in
    if answer.status_code != 200:  # OK
        raise RuntimeError(f"{path} was answered with {answer.status_code}")
    times, worked = [], time.process_time()
    for _ in range(TIMES):
        at = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - at)
    worked = (time.process_time() - worked) / TIMES
    figures = import_module("bench.figures").milliseconds(times)
    return {"queries": taken, **figures, "processor_ms_each": round(1000 * worked, 2)}
