"""The lists of sealed reports, 25 among 100,000: what waits for a reader and all they read, for three readers.

The reports are laid down in bulk, not sent: rows, clocks, keys and words as sending makes them, but without the
recovery key's and the reporter's blobs and without identities, which no list reads. Whom each waits for is noted by the
house's own statement. Server time is that of the whole handler in this process, keys unlocked; no network.
"""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from datetime import date, timedelta
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from bench.ground import ground
from bench.pages import measured

REPORTS = 100_000
AT_ONCE = 2_000
A_DAY = 30
FIRST = date(2016, 1, 4)
WAITING, OF_DEPUTY, OF_LAST = 4, 20, 2_500
"""Each so many-th waits; of these each so many-th for the deputy; each so many-th of all may the last reader read."""
LIST = "/in/reports/sealed/"


def main() -> None:
    """Measure on the database of this process's environment, and keep the figures."""
    with ground():
        begun = time.monotonic()
        house = House()
        house.raise_reports()
        found: dict[str, Any] = {"reports": REPORTS, "raised_in_s": round(time.monotonic() - begun, 1)}
        for name, held in house.readers.items():
            found[name] = house.lists_of(held)
            print(name, found[name], flush=True)
        import_module("bench.figures").keep("inbox", found)


class House:
    """A sealed channel with three readers: who looks after nearly all, their deputy, and who reads a few."""

    def __init__(self) -> None:
        self.models = import_module("goodcatch.reports.models")
        self.vault = import_module("goodcatch.vault.models")
        self.services = import_module("goodcatch.vault.services")
        self.blobs = import_module("goodcatch.vault.services.blobs")
        self.shredding = import_module("goodcatch.vault.services.shredding")
        self.boxes = import_module("goodcatch.vault.boxes")
        self.outside = import_module("goodcatch.vault.outside")
        self.told = import_module("goodcatch.reports.terms").WordsTold
        sealed = import_module("goodcatch.reports.tests.sealed")
        keyholders = import_module("tests.keyholders")
        reports = import_module("goodcatch.reports.services")
        cast = import_module("demo.cast").gather()
        prepared = reports.prepare_sealed_channel(
            by=cast.administrator, unit=cast.units.northfield, name="Ethics", slug="ethics"
        )
        held = [keyholders.holder(person) for person in (cast.handler, cast.peer, cast.director)]
        for one, duty in zip(held, import_module("goodcatch.reports.terms").READING, strict=True):
            reports.propose_office(by=cast.administrator, channel=prepared, person=one.ring.person, duty=duty)
        self.channel = sealed.opened(cast, prepared, sealed.Readers(*held))
        self.readers = dict(zip(("handler", "deputy", "last_reader"), held, strict=True))
        people = import_module("goodcatch.people.services")
        persons = [one.ring.person for one in held]
        self.handler, self.deputy, self.last = persons
        self.some, self.every = people.named_people(*persons[:2]), people.named_people(*persons)
        self.nobody = people.nobody()

    def raise_reports(self, count: int = REPORTS) -> None:
        """Lay the reports down, and let the house note whom they wait for."""
        listed = {each.person: each for each in self.services.readers_of(scope=self.channel.ref)}
        for begin in range(0, count, AT_ONCE):
            rows: dict[Any, list[Any]] = {self.models.Report: []}  # first, for the others point to it
            for number in range(begin, min(begin + AT_ONCE, count)):
                self._lay(number, listed, rows)
            for model, made in rows.items():
                model.objects.bulk_create(made, batch_size=500)
        import_module("goodcatch.reports.services.clocks").settle(import_module("django.db.models").Q())
        if import_module("django.db").connection.vendor == "postgresql":  # which does so by itself; SQLite never does
            import_module("bench.matters").analyse()

    def _lay(self, number: int, listed: dict[str, Any], rows: dict[Any, list[Any]]) -> None:
        day, for_all, waits = FIRST + timedelta(days=number // A_DAY), number % OF_LAST == 0, number % WAITING == 0
        report = self.models.Report(
            channel=self.channel, day=day, audience=self.every if for_all else self.some, unread=waits, news=False
        )
        rows[self.models.Report].append(report)
        owner = self.deputy if number % (WAITING * OF_DEPUTY) == 0 else self.handler
        for kind, days in (("thanks", 7), ("answer", 90)):
            due = day + timedelta(days=days)
            clock = self.models.Clock(report=report, kind=kind, owner=owner, audience=self.nobody, due=due)
            clock.ended_on = None if waits else due
            rows.setdefault(self.models.Clock, []).append(clock)
        keys = self.blobs.fresh_keys()
        shred, row = self.shredding.shred_row(report.ref, self.channel.ref)
        rows.setdefault(self.vault.ShredKey, []).append(row)
        for reader in listed.values():
            if for_all or reader.person != self.last.public_id:
                blob = self.blobs.of_reader(report.ref, reader, keys, shred)
                rows.setdefault(self.vault.KeyBlob, []).append(blob)
        text = self.told(kind="not_right", happened=f"The inspection of pump {number} was signed too early. " * 8)
        context = self.outside.context(report.ref, "told", 0, "reporter")
        sealed = self.boxes.close(keys.words, text.to_bytes(), context)
        letter = self.vault.Envelope(thing=report.ref, kind="told", side="reporter", sealed=sealed)
        rows.setdefault(self.vault.Envelope, []).append(letter)

    def lists_of(self, held: Any) -> dict[str, Any]:
        """Measure each list of this reader: its first page, and one from the middle on; and all while locked."""
        client = import_module("django.test").Client(HTTP_HOST="127.0.0.1")
        client.force_login(held.ring.person)
        found = {"all_locked": measured(client, f"{LIST}?all")}
        client.cookies[import_module("goodcatch.vault.terms").COOKIE] = urlsafe_b64encode(held.token).decode()
        for name, asked in (("waits", {}), ("all", {"all": ""})):
            found[name] = measured(client, f"{LIST}?{urlencode(asked)}")
            middle = self._middle(held.ring.person, waiting=name == "waits")
            if middle:
                found[f"{name}_from_the_middle"] = measured(client, f"{LIST}?{urlencode({**asked, 'after': middle})}")
        return found

    def _middle(self, person: Any, *, waiting: bool) -> str:
        """Give the report in the middle of what this reader sees there; none where it is one page."""
        found = import_module("goodcatch.reports.queries").reports_for(person)
        ids = list((found.filter(waits_for=person) if waiting else found).values_list("public_id", flat=True))
        return ids[len(ids) // 2] if len(ids) > 50 else ""


if __name__ == "__main__":
    main()
