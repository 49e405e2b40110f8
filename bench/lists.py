"""Today, case list and case page at 1,000, 10,000 and 100,000 cases, for three viewers: server time and queries.

Server time is that of the whole handler in this process: middleware, view, database, template; no network.
"""

from __future__ import annotations

import time
from importlib import import_module
from typing import Any

from bench.ground import ground
from bench.pages import TIMES, measured

SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Measure on the database of this process's environment, and keep the figures."""
    with ground():
        figures = import_module("bench.figures")
        found: dict[str, Any] = {}
        for size in SIZES:
            found[str(size)] = _at(size)
            print(size, found[str(size)], flush=True)
        figures.keep("lists", {"times_each": TIMES, "sizes": found})


def _at(size: int) -> dict[str, Any]:
    management = import_module("django.core.management")
    management.call_command("flush", interactive=False, verbosity=0)
    begun = time.monotonic()
    viewers = import_module("bench.matters").raise_matters(size)
    raised = time.monotonic() - begun
    found: dict[str, Any] = {"raised_in_s": round(raised, 1)}
    for name in ("sees_all", "sees_three", "left_off_some"):
        person = getattr(viewers, name)
        found[name] = {
            "today": _page(person, "/in/"),
            "list": _page(person, "/in/cases/"),
            "page": _page(person, f"/in/cases/{viewers.pages[person.username]}/"),
        }
    return found


def _page(person: Any, path: str) -> dict[str, Any]:
    client = import_module("django.test").Client(HTTP_HOST="127.0.0.1")
    client.force_login(person)
    return measured(client, path)


if __name__ == "__main__":
    main()
