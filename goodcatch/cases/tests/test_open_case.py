"""Opening a matter, and the reports in it."""

from __future__ import annotations

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.models import CaseReport, Participant
from goodcatch.cases.queries import case_for, case_of_report
from goodcatch.cases.terms import Kind, Part, Stage
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.services import everyone_inside
from goodcatch.people.terms import Role
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports import services as reports
from goodcatch.reports.models import Milestone
from goodcatch.reports.terms import Kind as ReportKind
from goodcatch.reports.terms import Told
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_whoever_opens_it_looks_after_it(cast: Cast) -> None:
    case = a_case(cast)
    assert case.stage == Stage.RECEIVED
    part = Participant.objects.get(case=case)
    assert (part.person, part.part) == (cast.handler, Part.HANDLER)
    assert Entry.objects.filter(verb="cases.open_case", thing_id=case.public_id).count() == 1


def test_a_report_joins_it_and_its_author_is_told(cast: Cast) -> None:
    report = a_report(cast, a_channel(cast), kind=ReportKind.OWN_MISTAKE)
    case = cases.open_case(
        by=cast.handler, title="Loose rail", kind=Kind.HAZARD, unit=cast.units.operations, reports=[report]
    )
    assert case.told_for_learning
    assert case_of_report(cast.handler, report) == case
    assert Milestone.objects.get(report=report).told == Told.TAKEN_UP


def test_it_is_open_to_its_unit_where_nobody_chose(cast: Cast) -> None:
    case = cases.open_case(by=cast.handler, title="Loose rail", kind=Kind.HAZARD, unit=cast.units.operations)
    seeing = {name for name, person in cast.everybody.items() if case_for(person, case.public_id)}
    assert seeing == {"reporter", "colleague", "handler", "facilitator", "leader", "director"}


def test_the_leaders_and_triagers_who_may_see_it_hear(cast: Cast) -> None:
    case = a_case(cast)
    heard = set(EntryHearer.objects.filter(entry__thing_id=case.public_id).values_list("person", flat=True))
    assert heard == {cast.leader.public_id, cast.director.public_id}


@pytest.mark.parametrize("part", ["reporter", "outsider", "auditor", "administrator", "guest", "curator"])
def test_others_open_none(cast: Cast, part: str) -> None:
    with pytest.raises(RuleBroken, match="Only those who triage"):
        a_case(cast, by=cast.everybody[part])


def test_without_a_title_it_is_not_opened(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="needs a title") as broken:
        a_case(cast, title="  ")
    assert broken.value.field == "title"


def test_a_report_is_in_one_case_at_a_time_with_history(cast: Cast) -> None:
    report = a_report(cast, a_channel(cast))
    first, second = a_case(cast), a_case(cast)
    cases.join_report(by=cast.handler, case=first, report=report)
    with pytest.raises(RuleBroken, match="belongs to a matter already"):
        cases.join_report(by=cast.handler, case=second, report=report)
    cases.part_report(by=cast.handler, case=first, report=report)
    cases.join_report(by=cast.handler, case=second, report=report)
    assert case_of_report(cast.handler, report) == second
    assert CaseReport.objects.filter(report=report).count() == 2


def test_whom_a_reporter_left_off_reads_no_case_made_of_it(cast: Cast) -> None:
    channel = a_channel(cast)
    second = cast.facilitator
    people.grant(by=cast.administrator, person=second, role=Role.TRIAGER, unit=cast.units.operations)
    report = reports.submit_report(
        by=cast.reporter, channel=channel, kind=ReportKind.NOT_RIGHT, happened="Pressure to sign.", leave_off=[second]
    )
    case = cases.open_case(
        by=cast.handler, title="Signed too early", kind=Kind.CONCERN, unit=cast.units.operations, reports=[report]
    )
    assert case_for(cast.handler, case.public_id) == case
    assert case_for(second, case.public_id) is None
    with pytest.raises(RuleBroken, match="chose who may read it"):
        cases.change_audience(by=cast.handler, case=case, audience=everyone_inside())
    open_to_all = a_case(cast)
    cases.part_report(by=cast.handler, case=case, report=report)
    with pytest.raises(RuleBroken, match="chose who may read it"):
        cases.join_report(by=cast.handler, case=open_to_all, report=report)


def test_each_report_of_a_theme_becomes_a_case_in_it(cast: Cast) -> None:
    channel = a_channel(cast)
    told = [a_report(cast, channel), a_report(cast, channel, kind=ReportKind.CLOSE_CALL)]
    theme = cases.open_theme(by=cast.handler, title="Rails", unit=cast.units.operations, reports=told)
    found = [case_of_report(cast.handler, report) for report in told]
    assert {case.kind for case in found if case} == {Kind.HAZARD, Kind.NEAR_MISS}
    assert {case.joined_theme for case in found if case} == {theme}
