"""Two who sign at once, many who unlock at once, and what a purge leaves in SQLite's files."""

import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from goodcatch.kernel.costly import CostlyPool, TooBusy
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.vault import boxes, chains, services, tasks
from goodcatch.vault.models import Envelope, KeyBlob, Refusal, ShredKey
from goodcatch.vault.services import keys
from goodcatch.vault.terms import Keyring, Office, Purpose, Seat
from tests.cast import Cast, gather
from tests.disk import bytes_in
from tests.keyholders import found_readers, holder, seal

SCOPE, THING = Ref("channel", "CHANNE01"), Ref("matter", "MATTER01")


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return gather()


def at_once(*deeds: object) -> list[str]:
    """Do these at the same instant, each in a thread and connection of its own; give how each ended, in order."""
    gate, ended = threading.Barrier(len(deeds)), [""] * len(deeds)

    def go(place: int) -> None:
        gate.wait()
        try:
            deeds[place]()  # type: ignore[operator]
            ended[place] = "done"
        except RuleBroken:
            ended[place] = "refused"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ended


def test_of_two_who_admit_at_once_one_waits_or_is_refused_and_the_chain_holds(cast: Cast) -> None:
    lena, omar = holder(cast.handler).ring, holder(cast.peer).ring
    holder(cast.outsider)
    found_readers(SCOPE, lena, omar)
    both = [Seat(Office.HANDLER, cast.handler), Seat(Office.HANDLER, cast.peer)]

    def admits(ring: Keyring, seats: list[Seat]) -> object:
        return lambda: services.admit(by=ring, scope=SCOPE, seats=seats)

    ended = at_once(
        admits(lena, both),
        admits(omar, [*both, Seat(Office.DEPUTY, cast.outsider)]),
        admits(lena, both),
        admits(omar, both),
    )
    chain = chains.chain_of(SCOPE)
    assert chain.now.number == 1 + ended.count("done")
    assert set(ended) <= {"done", "refused"}
    assert "done" in ended


def test_of_two_who_found_at_once_one_does(cast: Cast) -> None:
    lena, omar = holder(cast.handler).ring, holder(cast.peer).ring
    ended = at_once(lambda: found_readers(SCOPE, lena), lambda: found_readers(SCOPE, omar))
    assert sorted(ended) == ["done", "refused"]
    assert len(services.readers_of(scope=SCOPE)) == 1


def test_many_who_unlock_at_once_stretch_one_after_the_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [cast.handler, cast.peer, cast.curator, cast.auditor, cast.leader, cast.director]
    words = {p: " ".join(services.make_keys(by=p, purpose=Purpose.READER).passphrase) for p in people}
    monkeypatch.setattr(keys, "POOL", CostlyPool(slots=1, waiting=16))
    at_work, most, guard, stretched = 0, 0, threading.Lock(), boxes.stretched

    def counted(*args: object) -> bytes:
        nonlocal at_work, most
        with guard:
            at_work += 1
            most = max(most, at_work)
        try:
            return stretched(*args)  # type: ignore[arg-type]
        finally:
            with guard:
                at_work -= 1

    monkeypatch.setattr(boxes, "stretched", counted)
    ended = at_once(*[partial(services.unlock, by=p, passphrase=words[p]) for p in people])
    assert (ended, most) == (["done"] * 6, 1)


def test_one_person_stands_in_the_line_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    words = " ".join(services.make_keys(by=cast.handler, purpose=Purpose.READER).passphrase)
    inside, go_on, stretched = threading.Event(), threading.Event(), boxes.stretched

    def held(*args: object) -> bytes:
        inside.set()
        assert go_on.wait(30)
        return stretched(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(boxes, "stretched", held)
    first = threading.Thread(target=at_once, args=(partial(services.unlock, by=cast.handler, passphrase=words),))
    first.start()
    try:
        assert inside.wait(30)
        with pytest.raises(TooBusy):
            services.unlock(by=cast.handler, passphrase=words)
    finally:
        go_on.set()
        first.join()
    assert services.unlock(by=cast.handler, passphrase=words).token


MEMORY = """
import os, resource, threading
import django; django.setup()
from goodcatch.kernel.costly import POOL
from goodcatch.vault import boxes
from goodcatch.vault.services import keys
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
work = lambda: keys._opener(b"six words", bytes(16), boxes.Cost())
threads = [threading.Thread(target=work) for _ in range(6)]
[t.start() for t in threads]; [t.join() for t in threads]
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count this in other units")
def test_the_memory_of_key_derivation_is_bounded(same_house: dict[str, str]) -> None:
    environ = {**same_house, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", MEMORY]
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) < 64 + 24, "six at once would take 384 MiB"


@pytest.mark.only_on("sqlite")
def test_what_was_shredded_is_found_in_no_file_of_sqlite(cast: Cast) -> None:
    lena = holder(cast.handler).ring
    found_readers(SCOPE, lena)
    seal(THING, SCOPE, cast.handler, identity=b"Sam", words=b"told")
    rows = [
        bytes(sealed)
        for model in (ShredKey, KeyBlob, Envelope)
        for sealed in model._base_manager.filter(thing=str(THING)).values_list("sealed", flat=True)
    ]
    whole = rows_in_files(rows)
    assert whole > 0, "the search finds what is there"
    services.narrow(thing=THING, people=[cast.handler])
    assert rows_in_files(rows[:1]) == 0, "a shred key that was replaced is gone too"
    services.shred(thing=THING)
    assert rows_in_files(rows) == 0


def rows_in_files(rows: list[bytes]) -> int:
    """Give how many of these are found in the database's files, by any 24 bytes in their middle."""
    folder = Path(str(connection.settings_dict["NAME"])).parent
    assert folder == Path(settings.DATA_DIR)
    files = bytes_in(folder.glob("goodcatch.sqlite3*"))
    return sum(row[len(row) // 2 : len(row) // 2 + 24] in files for row in rows)


@pytest.mark.only_on("postgresql")
def test_on_postgresql_the_table_of_shred_keys_is_written_anew(cast: Cast) -> None:
    seal_two(cast)
    before = _file_of_shred_keys()
    services.shred(thing=THING)
    tasks.write_anew({})
    assert _file_of_shred_keys() != before
    assert ShredKey.objects.count() == 1


@pytest.mark.only_on("sqlite")
def test_on_sqlite_the_write_ahead_log_is_cut(cast: Cast) -> None:
    seal_two(cast)
    tasks.write_anew({})
    assert Path(f"{connection.settings_dict['NAME']}-wal").stat().st_size == 0


def seal_two(cast: Cast) -> None:
    found_readers(SCOPE, holder(cast.handler).ring)
    for thing in (THING, Ref("matter", "MATTER02")):
        seal(thing, SCOPE, cast.handler)


def _file_of_shred_keys() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath('vault_shredkey')")
        return str(cursor.fetchone()[0])


def test_who_looks_while_others_found_and_sign_never_cries_wolf(cast: Cast) -> None:
    lena = holder(cast.handler).ring
    over, looked = threading.Event(), list[str]()

    def look() -> None:
        while not over.is_set():
            try:
                services.readers_of(scope=SCOPE)
                looked.append("signed")
            except services.NotFounded:
                looked.append("not founded")
        connections.close_all()

    def sign() -> None:
        try:
            found_readers(SCOPE, lena)
            for _each in range(10):
                services.admit(by=lena, scope=SCOPE, seats=[Seat(Office.HANDLER, cast.handler)])
        finally:
            over.set()
            connections.close_all()

    threads = [threading.Thread(target=work) for work in (look, look, sign)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert chains.chain_of(SCOPE).now.number == 11
    assert len(looked) > 10
    assert not Refusal.objects.exists()
