"""The vault: envelopes and sealings a second, an inbox of 25 among 100,000, re-sealing 100,000, one key derivation.

Server time is that of the services in this process: database and libsodium; no page, no network.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from bench.ground import ground

THINGS = 100_000
INBOX = 25
TIMES = 200
AT_ONCE = 2_000


def main() -> None:
    """Measure on the database of this process's environment, and keep the figures."""
    with ground():
        figures = import_module("bench.figures")
        found = Vault().measured()
        print(found, flush=True)
        figures.keep("vault", found)


class Vault:
    """Two readers in one scope, and many things sealed to the first of them."""

    def __init__(self) -> None:
        self.services = import_module("goodcatch.vault.services")
        self.boxes = import_module("goodcatch.vault.boxes")
        self.outside = import_module("goodcatch.vault.outside")
        self.keyholders = import_module("tests.keyholders")
        self.models = import_module("goodcatch.vault.models")
        self.ref = import_module("goodcatch.kernel.refs").Ref
        self.scope = self.ref("channel", "CHANNE01")
        cast = import_module("demo.cast").gather()
        self.cast = cast
        self.lena, self.omar = (self.keyholders.holder(p).ring for p in (cast.handler, cast.peer))
        purpose = import_module("goodcatch.vault.terms").Purpose.CUSTODIAN
        custodians = [self.keyholders.holder(p, purpose).ring for p in (cast.curator, cast.auditor, cast.leader)]
        self.keyholders.found_custodians(cast.administrator, *custodians)
        halves = self.services.public_of(self.keyholders.recovery(self.scope))
        self.keyholders.found_readers(self.scope, self.lena, self.omar, recovery=halves)

    def measured(self) -> dict[str, Any]:
        """Give all figures, from the smallest step to the largest."""
        found: dict[str, Any] = {
            "key_derivation": self._derivations(),
            "envelopes_a_second": self._envelopes(),
            "sealings_a_second": self._a_second(self._seal_one, 300),
        }
        self._many(1_000)
        found["inbox_among_1000"] = self._inbox(1_000)
        begun = time.monotonic()
        self._many(THINGS, since=1_000)
        found["raised_in_s"] = round(time.monotonic() - begun, 1)
        found["inbox_among_100000"] = self._inbox(THINGS)
        found["resealing"] = self._reseal()
        return found

    def _derivations(self) -> dict[str, float]:
        times = []
        for _each in range(10):
            at = time.perf_counter()
            self.boxes.stretched(b"six words", bytes(16), self.boxes.Cost())
            times.append(time.perf_counter() - at)
        found: dict[str, float] = import_module("bench.figures").milliseconds(times)
        return found

    def _envelopes(self) -> dict[str, float]:
        key, context, text = self.boxes.new_key(), self.outside.context("report:A", "words"), b"x" * 2_000
        sealed = self.boxes.close(key, text, context)
        pair = self.boxes.new_pair()
        blob = self.boxes.close_to(pair.public, bytes(64), context)
        return {
            "closed": self._a_second(lambda _n: self.boxes.close(key, text, context), 20_000),
            "opened": self._a_second(lambda _n: self.boxes.open_with_key(key, sealed, context), 20_000),
            "keys_sealed": self._a_second(lambda _n: self.boxes.close_to(pair.public, bytes(64), context), 3_000),
            "keys_opened": self._a_second(lambda _n: self.boxes.open_with_private(pair.private, blob, context), 3_000),
        }

    def _seal_one(self, number: int) -> None:
        with import_module("django.db").transaction.atomic():
            self.keyholders.seal(self.ref("report", f"ONE{number:05}"), self.scope, self.cast.handler, self.cast.peer)

    def _a_second(self, work: Callable[[int], object], times: int) -> float:
        begun = time.perf_counter()
        for number in range(times):
            work(number)
        return round(times / (time.perf_counter() - begun), 1)

    def _many(self, until: int, *, since: int = 0) -> None:
        """Seal many things to the first reader, in bulk: rows and boxes as `seal_new` makes them, identities apart."""
        blobs = import_module("goodcatch.vault.services.blobs")
        shredding = import_module("goodcatch.vault.services.shredding")
        lena = next(r for r in self.services.readers_of(scope=self.scope) if r.key == self.lena.key)
        reporter = self.boxes.new_pair().public
        models = self.models
        for begin in range(since, until, AT_ONCE):
            rows: dict[Any, list[Any]] = {models.ShredKey: [], models.KeyBlob: [], models.Envelope: []}
            for number in range(begin, min(begin + AT_ONCE, until)):
                thing = self.ref("report", f"{number:08}")
                keys = blobs.fresh_keys()
                shred, row = shredding.shred_row(thing, self.scope)
                rows[models.ShredKey].append(row)
                rows[models.KeyBlob].append(blobs.of_reader(thing, lena, keys, shred))
                rows[models.KeyBlob].append(blobs.of_reporter(thing, reporter, keys, shred))
                text = self.boxes.close(keys.words, b"x" * 400, self.outside.context(thing, "words", 0, "reporter"))
                rows[models.Envelope].append(models.Envelope(thing=thing, kind="words", side="reporter", sealed=text))
            for model, made in rows.items():
                model.objects.bulk_create(made, batch_size=500)

    def _inbox(self, size: int) -> dict[str, float]:
        """Open 25 things as an inbox does: their keys, then their words."""
        chosen = random.Random(7)
        connection = import_module("django.db").connection
        capture = import_module("django.test.utils").CaptureQueriesContext
        times, queries = [], 0
        for each in range(TIMES):
            things = [self.ref("report", f"{n:08}") for n in chosen.sample(range(size), INBOX)]
            with capture(connection) as caught:
                at = time.perf_counter()
                words = self.services.take_many(
                    keys=self.services.keys_of_readers(ring=self.lena, things=things), kind="words"
                )
                times.append(time.perf_counter() - at)
                queries = len(caught)
            if len(words) != INBOX:
                raise RuntimeError(f"{len(words)} of {INBOX} opened, the {each}th time")
        return {"queries": queries, **import_module("bench.figures").milliseconds(times)}

    def _reseal(self) -> dict[str, float]:
        """Seal everything to the second reader, in the batches of the page."""
        house = import_module("config.house")
        house.KEEPERS["report"] = "tests.keyholders.KEEPER"
        self.keyholders.KEEPER.__init__()
        row = self.services.begin_resealing(by=self.lena, scope=self.scope, person=self.cast.peer)
        batches, begun = [], time.perf_counter()
        while True:
            at = time.perf_counter()
            if not self.services.reseal_batch(by=self.lena, resealing=row):
                break
            batches.append(time.perf_counter() - at)
        seconds = time.perf_counter() - begun
        row.refresh_from_db()
        longest = round(max(batches) * 1000)
        return {
            "things": row.done,
            "seconds": round(seconds, 1),
            "a_second": round(row.done / seconds, 1),
            "longest_batch_ms": longest,
        }


if __name__ == "__main__":
    main()
