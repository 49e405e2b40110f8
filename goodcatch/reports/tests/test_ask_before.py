"""Asking before acting on an open channel: an adviser answers; no matter is opened of it unless the asker agrees."""

import pytest
from django.test import Client

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.terms import Reporter, Role
from goodcatch.record.models import EntryHearer
from goodcatch.reports import queries, services, tasks
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.tests.outside import come_back, report_and_receipt, resend, send
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
FORM = "/speak-up/safety/"
ASKED = {"kind": "ask", "happened": "May a contractor use my key card, once?"}


@pytest.fixture
def adviser(cast: Cast, channel: Channel) -> None:
    """Let the curator answer questions of the channel's unit."""
    people.grant(by=cast.administrator, person=cast.curator, role=Role.ADVISER, unit=cast.units.northfield)


def _asked(client: Client) -> tuple[str, Report]:
    words, _rows = report_and_receipt(client, **ASKED)
    return words, Report.objects.select_related("channel__unit").get()


def test_an_adviser_answers_and_those_who_triage_never_see_it(
    client: Client, cast: Cast, client_of: ClientOf, channel: Channel, adviser: None
) -> None:
    words, report = _asked(client)
    at = f"/in/reports/{report.public_id}/"
    assert client_of(cast.handler).get(at).status_code == 404
    page = client_of(cast.curator).get(at).content.decode()
    assert "A question before acting" in page
    assert "Open a matter" not in page
    today = client_of(cast.curator).get("/in/").content.decode()
    assert "Somebody waits with what they do until you answer" in today
    assert 'href="/in/reports/"' in today
    services.close_with_answer(
        by=cast.curator, report=report, answer="No: ask the gate for a card of their own.", outcome="put_right"
    )
    mine = come_back(client, words).content.decode()
    assert "No: ask the gate for a card of their own." in mine
    assert cast.curator.name not in mine


def test_the_thanks_name_the_day_of_the_answer(client: Client, channel: Channel, adviser: None) -> None:
    thanks = client.get(send(client, FORM, **ASKED, who="no").headers["Location"])
    due = thanks.context["told"].answer_by
    assert str(due.year) in thanks.content.decode()


def test_without_an_adviser_those_who_triage_answer(
    client: Client, cast: Cast, client_of: ClientOf, channel: Channel
) -> None:
    _words, report = _asked(client)
    assert client_of(cast.handler).get(f"/in/reports/{report.public_id}/").status_code == 200
    assert "May a contractor" not in client_of(cast.handler).get("/in/triage/").content.decode()


def test_no_matter_is_opened_of_it_unless_whoever_asked_lets_it(
    client: Client, cast: Cast, client_of: ClientOf, channel: Channel, adviser: None
) -> None:
    words, report = _asked(client)
    page = come_back(client, words)
    assert "you alone can let it" in page.content.decode()
    assert resend(client, "/speak-up/report/matter/", page).status_code == 303
    assert resend(client, "/speak-up/report/matter/", page).status_code == 303, "a second click changes nothing"
    report.refresh_from_db()
    assert report.matter_agreed_on
    assert "You let a matter be opened of it" in client.get("/speak-up/report/").content.decode()
    desk = client_of(cast.handler).get("/in/triage/").content.decode()
    assert "May a contractor" in desk
    assert "A question before acting" in desk
    opening = client_of(cast.handler).get(f"/in/cases/new/?report={report.public_id}")
    assert opening.status_code == 200
    assert client_of(cast.curator).get(f"/in/reports/{report.public_id}/").status_code == 200


def test_whoever_signed_lets_it_on_their_own_page(
    cast: Cast, client_of: ClientOf, channel: Channel, adviser: None
) -> None:
    signed = client_of(cast.reporter)
    sent = send(signed, "/in/speak-up/safety/", **ASKED)
    report = Report.objects.get()
    assert set(EntryHearer.objects.values_list("person", flat=True)) >= {cast.curator.public_id}
    at = f"/in/speak-up/mine/{report.public_id}/"
    assert sent.headers["Location"].startswith(at)
    assert client_of(cast.colleague).post(f"{at}matter/").status_code == 404
    assert resend(signed, f"{at}matter/", signed.get(at)).status_code == 303
    report.refresh_from_db()
    assert report.matter_agreed_on


def test_where_somebody_was_left_off_nobody_joins_those_who_read(
    client: Client, cast: Cast, channel: Channel, adviser: None
) -> None:
    people.grant(by=cast.administrator, person=cast.leader, role=Role.ADVISER, unit=cast.units.northfield)
    _words, _rows = report_and_receipt(client, **ASKED, leave_off=[cast.curator.public_id])
    report = Report.objects.select_related("channel__unit").get()
    services.agree_to_matter(by=Reporter(report.public_id), report=report)
    readers = [
        person for person in (cast.leader, cast.curator, cast.handler) if queries.report_for(person, report.public_id)
    ]
    assert readers == [cast.leader]


def test_nobody_else_lets_it_and_only_a_question_is_let(cast: Cast, client: Client, channel: Channel) -> None:
    _words, report = _asked(client)
    for by in (cast.handler, Reporter("ZZZZZZZZ")):
        with pytest.raises(RuleBroken):
            services.agree_to_matter(by=by, report=report)
    other = services.submit_report(by=cast.reporter, channel=channel, kind="hazard", happened="The rail is loose.")
    with pytest.raises(RuleBroken):
        services.agree_to_matter(by=cast.reporter, report=other)


def test_advisers_are_told_at_the_fixed_hour(client: Client, cast: Cast, channel: Channel, adviser: None) -> None:
    _asked(client)
    tasks.announce({})
    assert set(EntryHearer.objects.values_list("person", flat=True)) >= {cast.curator.public_id}
    assert not Report.objects.filter(news=True).exists()
