"""Case list and case page at 1,000, 10,000 and 100,000 cases, for three viewers: server time and queries.

Server time is that of the whole handler in this process: middleware, view, database, template; no network.
"""

from __future__ import annotations

import os
import tempfile
import time
from importlib import import_module
from typing import Any

SIZES = (1_000, 10_000, 100_000)
TIMES = 60


def main() -> None:
    """Measure on the database of this process's environment, and keep the figures."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GOODCATCH_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import_module("django").setup()
        figures = import_module("bench.figures")
        found: dict[str, Any] = {}
        for size in SIZES:
            found[str(size)] = _at(size)
            print(size, found[str(size)], flush=True)
        figures.keep("lists", {"times_each": TIMES, "sizes": found})


def _at(size: int) -> dict[str, Any]:
    management = import_module("django.core.management")
    management.call_command("migrate", verbosity=0)
    management.call_command("flush", interactive=False, verbosity=0)
    begun = time.monotonic()
    viewers = import_module("bench.matters").raise_matters(size)
    raised = time.monotonic() - begun
    found: dict[str, Any] = {"raised_in_s": round(raised, 1)}
    for name in ("sees_all", "sees_three", "left_off_some"):
        person = getattr(viewers, name)
        found[name] = {
            "list": _page(person, "/in/cases/"),
            "page": _page(person, f"/in/cases/{viewers.pages[person.username]}/"),
        }
    return found


def _page(person: Any, path: str) -> dict[str, Any]:
    client = import_module("django.test").Client(HTTP_HOST="127.0.0.1")
    client.force_login(person)
    connection = import_module("django.db").connection
    capture = import_module("django.test.utils").CaptureQueriesContext
    for _ in range(3):
        client.get(path)
    with capture(connection) as queries:
        answer = client.get(path)
        taken = len(queries)  # counted at once: later requests empty the log that it counts in
    if answer.status_code != 200:  # OK
        raise RuntimeError(f"{path} was answered with {answer.status_code} for {person}")
    times = []
    for _ in range(TIMES):
        at = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - at)
    return {"queries": taken, **import_module("bench.figures").milliseconds(times)}


if __name__ == "__main__":
    main()
