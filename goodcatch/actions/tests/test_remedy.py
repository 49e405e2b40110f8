"""What whoever reported would do about it becomes a change that credits them, and they hear of it."""

import pytest

from goodcatch.actions import services as actions
from goodcatch.actions.models import Action
from goodcatch.actions.services import Proposal
from goodcatch.cases import services as cases
from goodcatch.cases.tests.telling import a_case, a_channel
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.terms import Reporter
from goodcatch.reports import queries, services
from goodcatch.reports.models import Report
from goodcatch.reports.tests.outside import TOLD, come_back, report_and_receipt, resend
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
REMEDY = "Paint the numbers on the pumps"


def test_from_the_form_to_the_change_and_back_to_whoever_proposed_it(
    client: object, cast: Cast, client_of: ClientOf
) -> None:
    a_channel(cast)
    words, _rows = report_and_receipt(client, "/speak-up/operations/", **TOLD, remedy=REMEDY)  # type: ignore[arg-type]
    report, case = Report.objects.get(), a_case(cast)
    cases.join_reports(by=cast.handler, case=case, reports=[report])
    handler = client_of(cast.handler)
    at = f"/in/actions/propose/{case.public_id}/?remedy={report.public_id}"
    assert REMEDY in handler.get(case.path).content.decode()
    assert at in handler.get(case.path).content.decode()
    page = handler.get(at)
    assert page.context["form"]["title"].value() == REMEDY
    assert resend(handler, at, page, kind="process", mechanism="").status_code == 302
    action = Action.objects.get()
    assert "Somebody who spoke up proposed it." in handler.get(f"/in/actions/{action.public_id}/").content.decode()
    mine = come_back(client, words).content.decode()  # type: ignore[arg-type]
    assert "What you proposed became a change that is planned" in mine
    assert mine.count(REMEDY) == 2, "in what they told, and beside the milestone"


def test_only_who_handles_the_report_sees_the_remedy_and_proposes_it(cast: Cast, client_of: ClientOf) -> None:
    what = "The rail is loose."
    report = services.submit_report(by=PUBLIC, channel=a_channel(cast), kind="hazard", happened=what, remedy=REMEDY)
    case = a_case(cast)
    at = f"/in/actions/propose/{case.public_id}/?remedy={report.public_id}"
    assert client_of(cast.handler).get(at).status_code == 404, "it does not belong to the matter"
    cases.join_reports(by=cast.handler, case=case, reports=[report])
    assert client_of(cast.colleague).get(at).status_code == 404
    assert REMEDY not in client_of(cast.colleague).get(case.path).content.decode()
    with pytest.raises(RuleBroken):
        actions.propose_action(case=case, proposal=Proposal("Paint"), by=cast.colleague, remedy_of=report)
    assert queries.telling(Reporter(report.public_id), report).told.remedy == REMEDY
    assert not Action.objects.exists()


def test_what_came_out_of_a_sealed_report_is_credited_by_hand(cast: Cast, client_of: ClientOf) -> None:
    case, handler = a_case(cast), client_of(cast.handler)
    at = f"/in/actions/propose/{case.public_id}/"
    sent = resend(handler, at, handler.get(at), title="Paint them", kind="process", mechanism="", credits_reporter="on")
    assert sent.status_code == 302
    assert Action.objects.get().credits_reporter
