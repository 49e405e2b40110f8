"""A reporter's browser, killed at every write of a sealed report or an answer, and two that send the same at once.

    python -m tests.attacks.sealed_rivals

Works on an empty house. Prints, as JSON, what stood after each kill and each race.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

MOST_WRITES = 60
NEW, ENTER = "/speak-up/new-receipt/", "/speak-up/receipt/"
WRITES = ("INSERT", "UPDATE", "DELETE")
Deed = Callable[[], Any]


def dies_at(number: int, deed: Deed) -> bool:
    """Do it in a process of its own that is killed right before its write of this number; tell whether it got there."""
    connection.close()
    child = os.fork()
    if child == 0:
        left = [number]

        def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith(WRITES):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counted):
            deed()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def at_every_write(prepare: Callable[[], tuple[Deed, Callable[[], object]]]) -> list[object]:
    """Kill at the first write, the second, and so on, each time anew; give what stood after each."""
    stood = []
    for number in range(1, MOST_WRITES):
        deed, stands = prepare()
        killed = dies_at(number, deed)
        stood.append(stands())
        if not killed:
            return stood
    raise RuntimeError("no end of writes")


def whole() -> list[int]:
    """Count drafts, reports, envelopes of what was told, and entries of the pool: those of one report go together."""
    told = Envelope.objects.filter(kind="told").count()
    pool = PoolEntry.objects.filter(verb="reports.submit_report").count()
    return [Draft.objects.count(), Report.objects.count(), told, pool]


def clear() -> None:
    """Begin again without any report."""
    for model in (
        CheckIn,
        Plan,
        ReporterKey,
        Draft,
        PoolEntry,
        Envelope,
        KeyBlob,
        IdentityBox,
        ShredKey,
        Clock,
        Report,
    ):
        model.objects.all().delete()


def beginning() -> tuple[Deed, Callable[[], object]]:
    """Two words are typed back."""
    clear()
    client = Client()
    page = client.get(FORM)
    words = two_words(page)

    def stands() -> object:
        before = whole()
        again = resend(client, FORM, page, **words).status_code
        return [before, again, whole()]

    return lambda: resend(Client(), FORM, page, **words), stands


def saving() -> tuple[Deed, Callable[[], object]]:
    """A draft is saved."""
    clear()
    client = Client()
    begin(client)
    page = client.get(TELLING)
    fields = {**TOLD, "then": "save"}

    def stands() -> object:
        before = whole()
        again = resend(client, TELLING, page, **fields).status_code
        kept = Fields(client.get(TELLING)).values["happened"] == TOLD["happened"]
        return [before, again, [*whole(), kept]]

    return lambda: resend(client, TELLING, page, **fields), stands


def sending() -> tuple[Deed, Callable[[], object]]:
    """What was saved is sent."""
    clear()
    client = Client()
    begin(client)
    resend(client, TELLING, client.get(TELLING), **{**TOLD, "then": "save"})
    page = client.get(TELLING)

    def stands() -> object:
        before = whole()
        again = resend(client, TELLING, page, **TOLD).status_code
        read = TOLD["happened"] in client.get(FOLLOW).content.decode()
        return [before, again, [*whole(), read]]

    return lambda: resend(client, TELLING, page, **TOLD), stands


def changing() -> tuple[Deed, Callable[[], object]]:
    """A receipt is changed."""
    clear()
    client = Client()
    report_sealed(client)
    page = client.get(NEW)
    words = two_words(page)
    new = " ".join(page.context["receipt"].words)

    def stands() -> object:
        before = whole()
        again = resend(client, NEW, page, **words).status_code
        entered = resend(Client(), ENTER, Client().get(ENTER), receipt=new).status_code
        return [before, again, entered, whole()]

    return lambda: resend(client, NEW, page, **words), stands


def answering() -> tuple[Deed, Callable[[], object]]:
    """A question of a protection plan is answered."""
    clear()
    client = Client()
    report_sealed(client)
    report = Report.objects.get()
    with clock.moved_to(clock.now() - timedelta(days=30)):
        watching.begin_plan(by=Reporter(report.public_id), report=report)
    fields = {"nonce": nonce_of(client.get(PLAN), ANSWER), "said": "no"}

    def stands() -> object:
        before = answered()
        again = client.post(ANSWER, fields).status_code
        return [before, again, answered()]

    return lambda: client.post(ANSWER, fields), stands


def answered() -> list[int]:
    """Count answered questions, sealed answers, and entries of the pool: those of one answer go together."""
    pool = PoolEntry.objects.filter(verb="protection.answer").count()
    return [CheckIn.objects.filter(answered=True).count(), Envelope.objects.filter(kind="answer").count(), pool]


def at_once(deed: Deed) -> list[int]:
    """Let two do the same at the same instant; give what each was answered."""
    connection.close()
    fork = multiprocessing.get_context("fork")
    gate, answers = fork.Barrier(2), fork.SimpleQueue()

    def rival() -> None:
        connection.ensure_connection()
        gate.wait(20)
        answers.put(deed().status_code)

    rivals = [fork.Process(target=rival) for _ in range(2)]
    for each in rivals:
        each.start()
    for each in rivals:
        each.join(60)
    return sorted(answers.get() for _ in rivals)


def races() -> dict[str, object]:
    """Two at once: with the two words, and with what is sent."""
    begun, _ = beginning()
    found: dict[str, object] = {"two words": [at_once(begun), whole(), ReporterKey.objects.count()]}
    sent, _ = sending()
    found["sending"] = [at_once(sent), whole()]
    changed, _ = changing()
    found["changing"] = [at_once(changed), whole(), ReporterKey.objects.count()]
    answer, _ = answering()
    found["answering"] = [at_once(answer), answered()]
    return found


def main() -> None:
    """Gather the cast, open the channel, and tell what stood."""
    cast = gather()
    channel = reports.open_channel(by=SETUP, unit=cast.units.northfield, name="Integrity line", slug="integrity")
    Channel.objects.filter(pk=channel.pk).update(sealed=True)
    found_readers(channel.ref, holder(cast.handler).ring, holder(cast.peer).ring)
    other = reports.open_channel(by=SETUP, unit=cast.units.northfield, name="Protection", slug="protection")
    Channel.objects.filter(pk=other.pk).update(sealed=True)
    found_readers(other.ref, holder(cast.leader).ring, holder(cast.curator).ring)
    found = {each.__name__: at_every_write(each) for each in (beginning, saving, sending, changing, answering)}
    json.dump({**found, "races": races()}, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    from demo.cast import SETUP, gather
    from goodcatch.kernel import clock
    from goodcatch.people.terms import Reporter
    from goodcatch.protection import services as watching
    from goodcatch.protection.models import CheckIn, Plan
    from goodcatch.protection.tests.watching import ANSWER, PLAN, nonce_of
    from goodcatch.record.models import PoolEntry
    from goodcatch.reports import proofs
    from goodcatch.reports import services as reports
    from goodcatch.reports.models import Channel, Clock, Draft, Report, ReporterKey
    from goodcatch.reports.tests.outside import Fields, resend
    from goodcatch.reports.tests.sealing import FOLLOW, FORM, TELLING, TOLD, begin, report_sealed, two_words
    from goodcatch.vault.models import Envelope, IdentityBox, KeyBlob, ShredKey
    from tests import clients  # noqa: F401  # what Django's test client need not do
    from tests.gates import CHEAP
    from tests.keyholders import found_readers, holder

    setup_test_environment()
    proofs.COST = CHEAP
    gc.freeze()  # what was imported is not searched, nor copied into each child by being searched
    main()
