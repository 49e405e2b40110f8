"""Two processes that do the same at the same instant, again and again; and one that is killed while it stores a report.

    python -m tests.attacks.rivals

Works on an empty house. Prints, as JSON, what became of each: outcomes of both rivals, and what then stands.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import django

ROUNDS = 2
KILLS = 24


@dataclass(frozen=True)
class Race:
    """What each rival does, and what is looked at afterwards."""

    first: Callable[[], object]
    second: Callable[[], object]
    stands: Callable[[], object]


def outcome_of(deed: Callable[[], object]) -> str:
    """Do it; say whether it was done, refused with a sentence, or broke."""
    try:
        deed()
    except (RuleBroken, AlreadyDone) as refused:
        return f"refused: {type(refused).__name__}"
    except Exception as bug:  # noqa: BLE001  # whatever it is, the test tells of it
        return f"broke: {type(bug).__name__} {bug}"
    return "done"


def race(to_run: Race) -> dict[str, Any]:
    """Let both begin at the same instant, each in a process and on a connection of its own."""
    connection.close()
    gate = fork.Barrier(2)
    outcomes = fork.SimpleQueue()

    def rival(deed: Callable[[], object]) -> None:
        connection.ensure_connection()
        gate.wait(20)
        outcomes.put(outcome_of(deed))

    rivals = [fork.Process(target=rival, args=(deed,)) for deed in (to_run.first, to_run.second)]
    for each in rivals:
        each.start()
    for each in rivals:
        each.join(60)
    return {"outcomes": sorted(outcomes.get() for _ in rivals), "stands": to_run.stands()}


def a_report(cast: Cast) -> Report:
    """Let somebody speak up without a name."""
    channel = Channel.objects.get(slug="operations")
    return reports.submit_report(by=PUBLIC, channel=channel, kind="hazard", happened="The handrail is loose.")


def two_open_a_case(cast: Cast) -> Race:
    """Two open a matter from the same report."""
    report = a_report(cast)

    def opens() -> object:
        return cases.open_case(
            by=cast.handler, title="Loose", kind=Kind.HAZARD, unit=cast.units.operations, reports=[report]
        )

    return Race(opens, opens, lambda: CaseReport.objects.filter(report=report, until=None).count())


def one_opens_one_closes(cast: Cast) -> Race:
    """One opens a matter from a report, the other closes it with an answer."""
    report = a_report(cast)

    def opens() -> object:
        return cases.open_case(
            by=cast.handler, title="Loose", kind=Kind.HAZARD, unit=cast.units.operations, reports=[report]
        )

    def stands() -> int:
        bound = CaseReport.objects.filter(report=report, until=None).count()
        return bound + Report.objects.filter(pk=report.pk, closed_at__isnull=False).count()

    return Race(
        opens,
        lambda: cases.close_with_answer(by=cast.handler, reports=[report], answer="Mended.", outcome="put_right"),
        stands,
    )


def two_agree(cast: Cast) -> Race:
    """The same owner agrees twice."""
    action = a_proposed_action(cast)

    def agrees() -> object:
        return actions.agree_action(by=cast.leader, action=action, due_on=clock.today())

    return Race(
        agrees, agrees, lambda: Entry.objects.filter(verb="actions.agree_action", thing_id=action.public_id).count()
    )


def two_publish(cast: Cast) -> Race:
    """Two publish the same review."""
    review = an_agreed_review(cast)

    def publishes() -> object:
        return reviews.publish(by=cast.facilitator, review=review)

    return Race(publishes, publishes, lambda: PublishedReview.objects.filter(review=review).count())


def two_take_a_slip(cast: Cast) -> Race:
    """Two receipts are taken for one report."""
    report = a_report(cast)

    def takes() -> object:
        return reports.take_slip(by=Reporter(report.public_id), report=report, receipt=new_receipt())

    return Race(takes, takes, lambda: Slip.objects.filter(report=report).count())


def two_send_one_form(cast: Cast) -> Race:
    """One form of a report is sent twice."""
    nonce = deeds.new_nonce()

    def sends() -> object:
        with deeds.deed(nonce):
            return a_report(cast)

    before = Report.objects.count()
    return Race(sends, sends, lambda: Report.objects.count() - before)


def two_grant(cast: Cast) -> Race:
    """Two give the same role to one person."""
    person = people.join(by=SETUP, name="Nils Berg", username=f"nils{random.randrange(10**9)}")

    def grants() -> object:
        return people.grant(by=cast.administrator, person=person, role=Role.TRIAGER, unit=cast.units.fleet)

    return Race(grants, grants, lambda: Grant.objects.filter(person=person).count())


def two_last_administrators(cast: Cast) -> Race:
    """Each of two administrators lays the role down, while the other does."""
    for row in Grant.objects.filter(in_force(), role=Role.ADMINISTRATOR, unit=None)[1:]:
        people.end_grant(by=SETUP, grant=row)
    first = Grant.objects.get(in_force(), role=Role.ADMINISTRATOR)
    other = people.join(by=SETUP, name="Ada Lind", username=f"ada{random.randrange(10**9)}")
    second = people.grant(by=SETUP, person=other, role=Role.ADMINISTRATOR)
    return Race(
        lambda: people.end_grant(by=first.person, grant=first),
        lambda: people.end_grant(by=other, grant=second),
        lambda: holders(Role.ADMINISTRATOR, None).count(),
    )


def two_move_units(cast: Cast) -> Race:
    """A unit moves below another, while that one moves away; the path of each then leads through its parents."""
    names = [f"{name}{random.randrange(10**9)}" for name in ("Yard", "Dock", "Crane")]
    yard, dock, crane = (people.add_unit(by=SETUP, name=name, parent=cast.units.northfield) for name in names)
    below = people.add_unit(by=SETUP, name="Berth", parent=dock)

    def stands() -> bool:
        rows = [Unit.objects.select_related("parent").get(pk=unit.pk) for unit in (yard, dock, crane, below)]
        return all(row.parent is not None and row.path == f"{row.parent.path}{row.pk}/" for row in rows)

    return Race(
        lambda: people.move_unit(by=SETUP, unit=dock, parent=yard),
        lambda: people.move_unit(by=SETUP, unit=crane, parent=below),
        stands,
    )


RACES = (
    two_open_a_case,
    one_opens_one_closes,
    two_agree,
    two_publish,
    two_take_a_slip,
    two_send_one_form,
    two_grant,
    two_last_administrators,
    two_move_units,
)


def two_found() -> dict[str, Any]:
    """Two found the house with the same token."""
    path = setup.offer_first_run()
    token = (path or "").rstrip("/").rpartition("/")[2]

    def founds(name: str) -> Callable[[], object]:
        founder = setup.Founder(name, "", name.lower(), "a long and quiet pass phrase")
        return lambda: setup.found_house(
            token=token, house="Northfield", zone="UTC", founder=founder, channel="Speak up"
        )

    return race(Race(founds("Ada"), founds("Nils"), lambda: [Unit.objects.count(), Person.objects.count()]))


def kills() -> dict[str, Any]:
    """Kill the process that takes a report at any moment, then send the same form again."""
    dice = random.Random("quay")  # moments, not secrets
    before, client, whole_first = Report.objects.count(), Client(), 0
    address = "/speak-up/operations/"
    longest, codes = 0.0, []
    for _ in range(KILLS):
        page = client.get(address)
        connection.close()
        began, child = time.monotonic(), os.fork()
        if child == 0:
            resend(Client(), address, page, **TOLD)
            os._exit(0)
        if longest:
            time.sleep(dice.uniform(0, longest))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        longest = longest or time.monotonic() - began  # the first is let live, to know how long it takes
        stored = Report.objects.count()
        codes.append(resend(client, address, page, **TOLD).status_code)
        whole_first += Report.objects.count() == stored
    words = ReportWords.objects.filter(part=Part.HAPPENED).count()
    pool = PoolEntry.objects.filter(verb="reports.submit_report").count()
    every = Report.objects.count()
    return {"codes": codes, "new": every - before, "words": words, "pool": pool, "all": every, "met": whole_first}


def results() -> Iterator[tuple[str, Any]]:
    """Run everything, one after the other."""
    yield "two_found", two_found()
    Grant.objects.all().delete()
    Membership.objects.all().delete()
    call_command("flush", interactive=False, verbosity=0)
    cast = gather()
    reports.open_channel(by=SETUP, name="Operations", unit=cast.units.operations, slug="operations")
    for prepare in RACES:
        yield prepare.__name__, [race(prepare(cast)) for _ in range(ROUNDS)]
    yield "kills", kills()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    from demo.cast import SETUP, Cast, gather
    from goodcatch.actions import services as actions
    from goodcatch.actions.tests.telling import a_proposed_action
    from goodcatch.cases import services as cases
    from goodcatch.cases.models import CaseReport
    from goodcatch.cases.terms import Kind
    from goodcatch.kernel import clock, deeds
    from goodcatch.kernel.errors import AlreadyDone, RuleBroken
    from goodcatch.kernel.refs import PUBLIC
    from goodcatch.people import services as people
    from goodcatch.people.models import Grant, Membership, Person, Unit
    from goodcatch.people.queries import holders, in_force
    from goodcatch.people.terms import Reporter, Role
    from goodcatch.record.models import Entry, PoolEntry
    from goodcatch.reports import services as reports
    from goodcatch.reports.models import Channel, Report, ReportWords, Slip
    from goodcatch.reports.receipts import new_receipt
    from goodcatch.reports.terms import Part
    from goodcatch.reports.tests.outside import TOLD, resend
    from goodcatch.reviews import services as reviews
    from goodcatch.reviews.models import PublishedReview
    from goodcatch.reviews.tests.telling import an_agreed_review
    from goodcatch.setup import services as setup

    fork = multiprocessing.get_context("fork")
    setup_test_environment()
    json.dump(dict(results()), sys.stdout)
