"""A sealed channel with three readers and many reports: four told through the real verbs, the others laid after them.

Each is like one of the four (`bench.copies`), with keys, words, ids and days of its own. Nothing is written in the
record, and nothing opens with a reporter's receipt or the recovery key: no list reads those.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

from django.db import connection

from bench import copies
from bench.matters import analyse
from demo.cast import gather
from goodcatch.kernel import clock
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.reports import queries, words
from goodcatch.reports import services as reports
from goodcatch.reports.models import Clock, Report
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.services.clocks import HOUSE
from goodcatch.reports.terms import READING, Unsent, WordsTold
from goodcatch.reports.tests.sealed import Readers, opened
from goodcatch.vault import boxes, outside
from goodcatch.vault import services as vault
from goodcatch.vault.models import Envelope, KeyBlob, ShredKey
from goodcatch.vault.services import blobs, shredding
from goodcatch.vault.terms import Side
from tests.keyholders import Holder, holder

AT_ONCE = 2_000
A_DAY = 30
FIRST = date(2016, 1, 4)
WAITING, OF_DEPUTY, OF_LAST = 4, 20, 2_500
"""Each so many-th waits; of these each so many-th for the deputy; each so many-th of all may the last reader read."""
A_PAGE = 2_000
"""How many rows a page has when all of them are looked through."""


@dataclass(frozen=True)
class Kind:
    """What a report told through the real verbs is to those that are laid after it."""

    pattern: copies.Pattern
    told: WordsTold
    readers: frozenset[str]
    waits_for: Person | None


@dataclass(frozen=True)
class Laid:
    """A report, and what its readers must find of it."""

    report: Report
    number: int
    kind: Kind


class House:
    """A sealed channel, who looks after nearly all its reports, their deputy, and who reads a few."""

    def __init__(self) -> None:
        cast = gather()
        prepared = reports.prepare_sealed_channel(
            by=cast.administrator, unit=cast.units.northfield, name="Ethics", slug="ethics"
        )
        held = Readers(*(holder(person) for person in (cast.handler, cast.peer, cast.director)))
        self.readers: dict[str, Holder] = {"handler": held.handler, "deputy": held.deputy, "last_reader": held.last}
        for one, duty in zip(self.readers.values(), READING, strict=True):
            reports.propose_office(by=cast.administrator, channel=prepared, person=one.ring.person, duty=duty)
        self.channel = opened(cast, prepared, held)
        self.laid: list[Laid] = []
        self.of_all = self._told()
        self.of_handler = self._told(held.last)
        self.of_deputy = self._told(held.last, then=self._hand_over)
        self.done = self._told(held.last, then=self._answer)
        self.listed = {each.person: each for each in vault.readers_of(scope=self.channel.ref)}

    def lay(self, count: int) -> None:
        """Lay reports down until there are so many."""
        while len(self.laid) < count:
            rows: copies.Rows = {}
            for number in range(len(self.laid), min(len(self.laid) + AT_ONCE, count)):
                self._lay(number, rows)
            copies.write(rows)

    def analyse(self) -> None:
        """Let PostgreSQL look at what is in its tables, as it does by itself within a minute; SQLite never does."""
        if connection.vendor == "postgresql":
            analyse()

    def seen_by(self, held: Holder, *, waiting: bool) -> list[Laid]:
        """Give what this reader must find in a list, in its order."""
        person = held.ring.person
        found = [each for each in self.laid if person.public_id in each.kind.readers]
        if waiting:
            found = [each for each in found if each.kind.waits_for == person]
        return sorted(found, key=lambda each: (each.report.day, each.report.pk), reverse=True)

    def check(self) -> None:
        """See that the lists give what was laid, in its order and with its words. Raises RuntimeError."""
        self._check_waiting()
        for name, waiting in product(self.readers, (True, False)):
            held = self.readers[name]
            self._check_words(held, waiting=waiting)
            if (name, waiting) == ("deputy", False):
                continue  # who reads as many as the handler
            expected = [each.report.public_id for each in self.seen_by(held, waiting=waiting)]
            if self._listed(held, waiting=waiting) != expected:
                raise RuntimeError(f"the list of the {name} is not what was laid (waiting: {waiting})")

    def _check_waiting(self) -> None:
        """See that each report waits for whom its clocks and its being read say."""
        owners: dict[int, int | None] = {}
        running: set[int] = set()
        for report, owner, ended in Clock.objects.values_list("report_id", "owner_id", "ended_on"):
            if owners.setdefault(report, owner) != owner:
                raise RuntimeError(f"the clocks of report {report} have two owners")
            if ended is None:
                running.add(report)
        for report, unread, waits in Report.objects.values_list("pk", "unread", "waits_for_id"):
            if waits != (owners[report] if unread or report in running else None):
                raise RuntimeError(f"report {report} waits for somebody else than its clocks say")
        if Report.objects.count() != len(self.laid):
            raise RuntimeError("there are more or fewer reports than were laid")

    def _listed(self, held: Holder, *, waiting: bool) -> list[str]:
        found: list[str] = []
        after = None
        while True:
            page = queries.sealed_inbox(held.ring.person, None, after=after, mine=waiting, size=A_PAGE)
            found += [row.report.public_id for row in page.rows]
            after = page.after
            if after is None:
                return found

    def _check_words(self, held: Holder, *, waiting: bool) -> None:
        page = queries.sealed_inbox(held.ring.person, held.ring, mine=waiting)
        expected = self.seen_by(held, waiting=waiting)[: len(page.rows)]
        if [row.told and row.told.happened for row in page.rows] != [_words(each.number) for each in expected]:
            raise RuntimeError("the words on the first page are not those that were laid")

    def _told(self, *left_off: Holder, then: Callable[[Report], None] | None = None) -> Kind:
        """Tell a report through the real verbs, let the fixed hour come, and do what became of it."""
        number = len(self.laid)
        draft = reports.begin_draft(channel=self.channel, receipt=new_receipt())
        assert draft.key is not None
        names = tuple(each.ring.person.public_id for each in left_off)
        told = WordsTold(kind="not_right", happened=_words(number))
        report = reports.send_draft(by=PUBLIC, key=draft.key, unsent=Unsent(told, leave_off=names))
        reports.announce(by=HOUSE)
        if then is not None:
            then(report)
        report = Report.objects.select_related("waits_for").get(pk=report.pk)
        sealed = words.read(report, self._keys(report)).told
        readers = frozenset(people_in(report.audience_id).values_list("public_id", flat=True))
        kind = Kind(copies.Pattern(report), sealed, readers, report.waits_for)
        self.laid.append(Laid(report, number, kind))
        return kind

    def _keys(self, report: Report) -> Any:
        return vault.keys_of_reader(ring=self.readers["handler"].ring, thing=report.ref)

    def _hand_over(self, report: Report) -> None:
        lena, omar = (self.readers[name].ring.person for name in ("handler", "deputy"))
        reports.hand_over(by=lena, report=report, to=omar, keys=self._keys(report))

    def _answer(self, report: Report) -> None:
        lena = self.readers["handler"].ring.person
        with clock.moved_to(datetime.now(UTC) + timedelta(days=3)):
            reports.acknowledge(by=lena, report=report)
        with clock.moved_to(datetime.now(UTC) + timedelta(days=30)):
            answer = "It was looked at, and put right."
            reports.close_with_answer(
                by=lena, report=report, answer=answer, outcome="put_right", keys=self._keys(report)
            )

    def _kind_of(self, number: int) -> Kind:
        if number % OF_LAST == 0:
            return self.of_all
        if number % WAITING:
            return self.done
        return self.of_deputy if number % (WAITING * OF_DEPUTY) == 0 else self.of_handler

    def _lay(self, number: int, rows: copies.Rows) -> None:
        kind = self._kind_of(number)
        report = Report(day=FIRST + timedelta(days=number // A_DAY))
        told = replace(kind.told, happened=_words(number), salt=secrets.token_hex(32))
        kind.pattern.copy(report, self._sealed(report, kind.readers, told), rows)
        self.laid.append(Laid(report, number, kind))

    def _sealed(self, report: Report, readers: Collection[str], told: WordsTold) -> copies.Sealed:
        """Seal words to their readers as sending does."""
        keys = blobs.fresh_keys()
        shred, row = shredding.shred_row(report.ref, self.channel.ref)
        context = outside.context(report.ref, words.TOLD, 0, Side.REPORTER)
        found: dict[tuple[copies.Table, str], bytes] = {
            (ShredKey, ""): bytes(row.sealed),
            (Envelope, words.TOLD): boxes.close(keys.words, told.to_bytes(), context),
        }
        for person in readers:
            blob = blobs.of_reader(report.ref, self.listed[person], keys, shred)
            found[KeyBlob, person] = bytes(blob.sealed)
        return found


def _words(number: int) -> str:
    return f"The inspection of pump {number} was signed too early. " * 7 + "Nobody went there."
