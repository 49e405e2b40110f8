"""Danger: told at once, told again until somebody looks, then asked whether it is safe now."""

from __future__ import annotations

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.tests.telling import a_case, a_channel
from goodcatch.kernel.refs import PUBLIC
from goodcatch.notices.models import Notice
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.terms import Reporter, Role
from goodcatch.record.models import Entry
from goodcatch.record.tasks import number_record, tell_readers
from goodcatch.reports import services, tasks
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.tests.handling import Handled, Reported, page_of, sent, unlocked
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
ASKED = "is it safe now?"


def told(channel: Channel, *, by: Person | None = None, danger: bool = True) -> Report:
    """Let somebody tell of a cover that is off."""
    return services.submit_report(
        by=by or PUBLIC, channel=channel, kind="hazard", happened="The cover is off.", danger=danger
    )


def calls() -> int:
    """Let a quarter of an hour pass; give how many reports were told of again."""
    before = Entry.objects.filter(verb="reports.call_again").count()
    tasks.call_again({})
    return Entry.objects.filter(verb="reports.call_again").count() - before


def test_it_is_told_again_until_somebody_looks(cast: Cast) -> None:
    channel = a_channel(cast)
    told(channel, danger=False)
    report = told(channel)
    assert (calls(), calls()) == (1, 1)
    number_record()
    tell_readers()
    assert Notice.objects.filter(verb="reports.call_again", person=cast.handler, urgency="at_once").count() == 2
    signed_in(cast.handler).get(f"/in/reports/{report.public_id}/")
    assert calls() == 0


@pytest.mark.parametrize("deed", ["thank", "write"])
def test_thanking_or_writing_is_looking_too(cast: Cast, deed: str) -> None:
    report = told(a_channel(cast), by=cast.reporter)
    if deed == "thank":
        services.acknowledge(by=cast.handler, report=report)
    else:
        services.write_to_reporter(by=cast.handler, report=report, text="Stay away from it.")
    assert calls() == 0


def test_whoever_was_left_off_hears_nothing(cast: Cast) -> None:
    people.grant(by=cast.administrator, person=cast.director, role=Role.TRIAGER, unit=cast.units.operations)
    channel = a_channel(cast)
    services.submit_report(
        by=PUBLIC, channel=channel, kind="hazard", happened="Off.", danger=True, leave_off=[cast.director]
    )
    calls()
    number_record()
    tell_readers()
    heard = Notice.objects.filter(verb="reports.call_again").values_list("person__name", flat=True)
    assert set(heard) == {cast.handler.name}


def test_a_sealed_report_calls_until_a_reader_opens_it(handled: Handled, reported: Reported) -> None:
    quiet, _words = reported
    assert calls() == 0
    pressing, _words = sent(handled, danger="on")
    assert calls() == 1
    client = unlocked(handled.readers.deputy)
    assert ASKED in client.get(page_of(pressing)).content.decode()
    assert ASKED not in client.get(page_of(quiet)).content.decode()
    assert calls() == 0
    services.reporter_writes(
        by=Reporter(pressing.public_id),
        report=pressing,
        text="It burns again.",
        keys=handled.keys(handled.readers.handler, pressing),
        at_once=True,
    )
    assert calls() == 1, "a message that could not wait calls as well"


def test_it_is_asked_whether_it_is_safe_until_somebody_says_so(cast: Cast) -> None:
    report = told(a_channel(cast))
    client = signed_in(cast.handler)
    page = f"/in/reports/{report.public_id}/"
    assert ASKED in client.get(page).content.decode()
    case = a_case(cast)
    cases.join_report(by=cast.handler, case=case, report=report)
    assert f"{case.path}safe/" in client.get(page).content.decode()
    assert f"{case.path}safe/" in client.get("/in/").content.decode()
    cases.make_safe(by=cast.handler, case=case, note="The cover is back on.")
    assert ASKED not in client.get(page).content.decode()
    assert f"{case.path}safe/" not in client.get("/in/").content.decode()


def test_without_danger_nothing_is_asked(cast: Cast) -> None:
    report = told(a_channel(cast), danger=False)
    assert ASKED not in signed_in(cast.handler).get(f"/in/reports/{report.public_id}/").content.decode()
