"""Telling handlers of what anonymous reporters sent, without telling the hour."""

import pytest

from goodcatch.kernel.refs import System
from goodcatch.people import services as people
from goodcatch.people.terms import Role
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports import services, slots
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.tasks import announce
from goodcatch.reports.tests.speaking import Telling
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def heard(verb: str) -> list[tuple[str, str, str, str]]:
    found = EntryHearer.objects.filter(entry__verb=verb).order_by("pk")
    return [(h.person, h.entry.thing_kind, h.entry.thing_id, h.urgency) for h in found.select_related("entry")]


def test_at_the_fixed_hour_handlers_hear_of_the_channel_and_once(cast: Cast, channel: Channel, tell: Telling) -> None:
    tell()
    tell()
    for _ in range(2):
        announce({})
    assert heard("reports.announce") == [(cast.handler.public_id, "channel", channel.public_id, "digest")]
    assert not Report.objects.filter(news=True).exists()


def test_the_entries_are_the_same_with_and_without_a_report(cast: Cast, channel: Channel, tell: Telling) -> None:
    def shape() -> list[tuple[str, ...]]:
        columns = ("verb", "actor_kind", "actor_id", "thing_kind", "thing_id", "within_kind", "within_id")
        return list(Entry.objects.filter(verb="reports.announce").order_by("pk").values_list(*columns))

    announce({})
    without = shape()
    tell()
    announce({})
    assert shape() == without * 2


def test_somebody_left_off_hears_nothing(cast: Cast, channel: Channel, tell: Telling) -> None:
    people.grant(by=cast.administrator, person=cast.leader, role=Role.TRIAGER, unit=None)
    tell(leave_off=[cast.handler])
    tell(leave_off=[cast.handler], danger=True)
    announce({})
    for verb in ("reports.announce", "reports.announce_danger"):
        assert [person for person, *_ in heard(verb)] == [cast.leader.public_id]


def test_danger_is_told_at_once_and_not_again(cast: Cast, tell: Telling) -> None:
    report = tell(danger=True)
    assert heard("reports.announce_danger") == [(cast.handler.public_id, "report", report.public_id, "at_once")]
    announce({})
    assert heard("reports.announce") == []


def test_what_a_handler_has_opened_is_no_news(cast: Cast, tell: Telling) -> None:
    services.note_opened(by=cast.handler, report=tell())
    announce({})
    assert heard("reports.announce") == []


def test_signed_reports_are_told_by_their_own_entry(cast: Cast, tell: Telling) -> None:
    tell(cast.reporter)
    services.announce(by=System("reports"))
    assert heard("reports.announce") == []


def test_things_are_named_without_words(cast: Cast, channel: Channel, tell: Telling) -> None:
    report = tell(cast.reporter)
    to_handler, to_signer = (slots.report_sight(who, report.public_id) for who in (cast.handler, cast.reporter))
    assert to_handler
    assert to_signer
    assert to_handler.title == to_signer.title == f"Report {report.public_id[:4]}-{report.public_id[4:]}"
    assert to_handler.address == f"/in/reports/{report.public_id}/"
    assert to_signer.address == f"/in/speak-up/mine/{report.public_id}/"
    assert slots.report_sight(cast.outsider, report.public_id) is None
    assert slots.channel_sight(cast.handler, channel.public_id)
    assert slots.channel_sight(cast.outsider, channel.public_id) is None
