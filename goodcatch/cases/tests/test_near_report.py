"""Who had to do with the matter of a report learns nothing of what is done to somebody because of it."""

from __future__ import annotations

import pytest

from goodcatch.cases import queries, services
from goodcatch.cases.terms import Part
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.services import open_channel
from tests.cast import Cast
from tests.keyholders import found_readers, holder

pytestmark = pytest.mark.django_db
HOUSE = System("reports")


def test_who_takes_part_in_the_matter_is_in_the_line_of_its_report(cast: Cast) -> None:
    report = a_report(cast, a_channel(cast))
    sealed = open_channel(by=cast.administrator, unit=cast.units.northfield, name="Protection", slug="protection")
    Channel.objects.filter(pk=sealed.pk).update(sealed=True)
    found_readers(sealed.ref, holder(cast.facilitator).ring, holder(cast.leader).ring, holder(cast.outsider).ring)
    assert {*watching(report)} == {cast.facilitator, cast.leader, cast.outsider}
    case = services.join_report(by=cast.handler, case=a_case(cast), report=report)
    services.take_part(by=cast.handler, case=case, person=cast.facilitator, part=Part.CONTRIBUTOR)
    services.own(by=cast.leader, case=case, short="I answer for it. You hear from me soon.", next_word_on=report.day)
    assert {cast.handler.pk, cast.facilitator.pk, cast.leader.pk} <= queries.near_report(HOUSE, report=report)
    assert {*watching(report)} == {cast.outsider}


def watching(report: Report) -> tuple[Person, ...]:
    found = reports.receiver_for(HOUSE, report)
    return found.readers if found else ()
