"""The lists of sealed reports, 25 among 100,000: what waits for a reader and all they read, for three readers.

Four reports are told through the real verbs and the others laid after them, row by row of what these left
(`bench.channel`). Before anything is measured each list is looked through: it gives what was laid, in its order.
Server time is that of the whole handler in this process, keys unlocked; no network.

`python -m bench.inbox 4000` measures among fewer, and keeps no figures.
"""

from __future__ import annotations

import sys
import time
from base64 import urlsafe_b64encode
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from bench.ground import ground
from bench.pages import measured

REPORTS = 100_000
LIST = "/in/reports/sealed/"
WORDS = "The inspection of pump"


def main() -> None:
    """Measure on the database of this process's environment, and keep the figures."""
    count = int(sys.argv[1]) if sys.argv[1:] else REPORTS
    with ground():
        begun = time.monotonic()
        house = import_module("bench.channel").House()
        house.lay(count)
        house.analyse()
        found: dict[str, Any] = {"reports": count, "raised_in_s": round(time.monotonic() - begun, 1)}
        begun = time.monotonic()
        house.check()
        print({**found, "checked_in_s": round(time.monotonic() - begun, 1)}, flush=True)
        for name, held in house.readers.items():
            found[name] = _lists_of(house, held)
            print(name, found[name], flush=True)
        if count == REPORTS and not sys.argv[1:]:
            import_module("bench.figures").keep("inbox", found)


def _lists_of(house: Any, held: Any) -> dict[str, Any]:
    """Measure each list of this reader: its first page, and one from the middle on; and all while locked."""
    client = import_module("django.test").Client(HTTP_HOST="127.0.0.1")
    client.force_login(held.ring.person)
    found = {"all_locked": measured(client, f"{LIST}?all")}
    client.cookies[import_module("goodcatch.vault.terms").COOKIE] = urlsafe_b64encode(held.token).decode()
    for name, asked in (("waits", {}), ("all", {"all": ""})):
        listed = house.seen_by(held, waiting=name == "waits")
        found[name] = _opened(client, asked, there=bool(listed))
        if len(listed) > 50:
            middle = listed[len(listed) // 2].report.public_id
            found[f"{name}_from_the_middle"] = _opened(client, {**asked, "after": middle}, there=True)
    return found


def _opened(client: Any, asked: dict[str, str], *, there: bool) -> dict[str, Any]:
    """Measure a list with its keys unlocked. Raises RuntimeError where it does not show the words."""
    path = f"{LIST}?{urlencode(asked)}"
    found = measured(client, path)
    if (WORDS in client.get(path).content.decode()) != there:
        raise RuntimeError(f"{path} does not show the words of what was told")
    return found


if __name__ == "__main__":
    main()
