"""The verb submit_report."""

import pytest

from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.people.terms import Role
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports import queries, services, terms
from goodcatch.reports.models import Channel, Report, ReportWords
from goodcatch.reports.tests.speaking import HAPPENED, Telling
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_signed_report_is_kept_and_told_to_its_handlers(cast: Cast, tell: Telling) -> None:
    report = tell(cast.reporter, where="Pump house 2", kind="own_mistake")
    assert (report.person, report.told_for_learning, report.anonymous) == (cast.reporter, True, False)
    row = queries.inbox(cast.handler).rows[0]
    assert (row.happened, row.where, row.name) == (HAPPENED, "Pump house 2", "")
    entry = Entry.objects.get(verb="reports.submit_report")
    assert entry.actor_id == cast.reporter.public_id
    hearers = EntryHearer.objects.filter(entry=entry)
    assert [(h.person, h.urgency) for h in hearers] == [(cast.handler.public_id, "digest")]


def test_danger_is_told_at_once(cast: Cast, tell: Telling) -> None:
    tell(cast.reporter, danger=True)
    assert EntryHearer.objects.get(entry__verb="reports.submit_report").urgency == "at_once"


def test_an_anonymous_report_appears_at_once_and_names_nobody_in_the_record(cast: Cast, tell: Telling) -> None:
    before = Entry.objects.count()
    report = tell(name="  Sam   from the night shift ")
    assert [row.report for row in queries.inbox(cast.handler).rows] == [report]
    assert queries.inbox(cast.handler).rows[0].name == "Sam from the night shift"
    assert Entry.objects.count() == before
    assert report.news


@pytest.mark.parametrize("part", ["colleague", "leader", "director", "administrator", "auditor", "guest", "leaver"])
def test_nobody_but_handlers_sees_it(cast: Cast, tell: Telling, part: str) -> None:
    report = tell()
    viewer = cast.everybody[part]
    assert queries.inbox(viewer).rows == ()
    assert queries.report_for(viewer, report.public_id) is None
    with pytest.raises(RuleBroken):
        services.acknowledge(by=viewer, report=report)


def test_two_sends_of_one_form_are_one_report(cast: Cast, tell: Telling) -> None:
    report = tell(nonce="the very same form")
    with pytest.raises(AlreadyDone) as done:
        tell(nonce="the very same form")
    assert done.value.ref == report.ref
    assert Report.objects.count() == 1
    assert ReportWords.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"happened": " \x00 "}, "happened"),
        ({"happened": "x" * 20_001}, "happened"),
        ({"where": "x" * 301}, "where"),
        ({"kind": "gossip"}, "kind"),
    ],
)
def test_what_cannot_be_kept_is_said(tell: Telling, told: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        tell(**told)
    assert broken.value.field == field
    assert not Report.objects.exists()


def test_a_closed_channel_takes_no_report(cast: Cast, channel: Channel, tell: Telling) -> None:
    shut = services.close_channel(by=cast.administrator, channel=channel)
    with pytest.raises(RuleBroken):
        tell(channel=shut)


def test_somebody_left_off_never_gets_to_know_of_it(cast: Cast, channel: Channel, tell: Telling) -> None:
    second = triager(cast, cast.leader)
    report = tell(cast.reporter, leave_off=[cast.handler])
    assert list(people_in(report.audience_id)) == [second]
    assert report.audience.kind == "named"
    assert queries.report_for(cast.handler, report.public_id) is None
    assert queries.inbox(cast.handler).rows == ()
    entry = Entry.objects.get(verb="reports.submit_report")
    assert [h.person for h in EntryHearer.objects.filter(entry=entry)] == [second.public_id]


def test_not_everybody_can_be_left_off(cast: Cast, tell: Telling) -> None:
    with pytest.raises(RuleBroken) as broken:
        tell(leave_off=[cast.handler])
    assert broken.value.field == "leave_off"


def test_hostile_words_come_back_as_they_were(cast: Cast, tell: Telling) -> None:
    words = "\u202eright to left\u202c 🚰 <script>alert(1)</script> {{ 7*7 }} '; DROP TABLE x;--\x00\r\n\r\nend"
    tell(happened=words)
    kept = queries.inbox(cast.handler).rows[0].happened
    assert kept == words.replace("\x00", "").replace("\r\n", "\n")


def test_the_clocks_are_days_of_the_channel(cast: Cast, tell: Telling) -> None:
    report = tell()
    told = queries.telling(cast.handler, report)
    assert (told.acknowledge_by - report.day).days == terms.ACKNOWLEDGE_DAYS
    assert (told.answer_by - report.day).days == terms.ANSWER_DAYS


def triager(cast: Cast, person: Person) -> Person:
    people.grant(by=cast.administrator, person=person, role=Role.TRIAGER, unit=None)
    return person
