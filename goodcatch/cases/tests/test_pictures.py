"""Pictures that came with a report stand on the page of its matter, for those who handle the report."""

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.tests.telling import a_case, a_channel
from goodcatch.files.services import examine, receive
from goodcatch.files.tests import made
from goodcatch.kernel.refs import PUBLIC
from goodcatch.reports import services as reports
from goodcatch.reports.terms import Kind
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


def test_who_handles_the_report_sees_its_pictures_and_nobody_else(cast: Cast, client_of: ClientOf) -> None:
    came = [
        examine(received=receive(name=name, pieces=[body]))
        for name, body in (("pump.jpg", made.photo()), ("list.pdf", made.pdf()))
    ]
    report = reports.submit_report(
        by=PUBLIC, channel=a_channel(cast), kind=Kind.HAZARD, happened="The rail is loose.", files=came
    )
    case = a_case(cast)
    cases.join_reports(by=cast.handler, case=case, reports=[report])
    page = client_of(cast.handler).get(case.path).content.decode()
    assert f'<img src="/in/reports/{report.public_id}/files/0/?picture"' in page
    assert f'href="/in/reports/{report.public_id}/files/1/" download' in page
    assert "/files/" not in client_of(cast.colleague).get(case.path).content.decode()
