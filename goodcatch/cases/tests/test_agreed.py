"""What may leave a sealed report: proposed, agreed by its reporter or a second reader, carried to a matter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case, CaseReport
from goodcatch.cases.rules import FEWEST_AROUND
from goodcatch.cases.tests.telling import a_case
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.queries import members_below, people_in
from goodcatch.record.models import Entry
from goodcatch.reports import queries, services
from goodcatch.reports.models import Milestone, Report
from goodcatch.reports.tests.handling import Handled, Reported, page_of, sent, unlocked
from goodcatch.reports.tests.outside import come_back, send
from goodcatch.reports.tests.sealing import TOLD
from tests.cast import SETUP, Cast

pytestmark = pytest.mark.django_db
SUMMARY = "/speak-up/report/summary/"
TEXT = "Inspections are signed before they are done."


def do(client: Client, report: Report, deed: str, **typed: Any) -> Any:
    """Open the page of a deed, and send its form with what it holds."""
    page = client.get(page_of(report, deed))
    assert page.status_code == 200, page.headers
    form = page.context["form"]
    held = {name: form[name].value() for name in ("nonce", "number") if name in form.fields}
    return client.post(page_of(report, deed), {**held, **typed})


def proposed(handled: Handled, kind: str = "not_right", **typed: Any) -> tuple[Report, str]:
    """Give a report with a summary that Lena proposed, and its receipt."""
    report, words = sent(handled, remedy="Two signatures", kind=kind)
    client = unlocked(handled.readers.handler)
    answer = do(client, report, "summary", title="Signing early", text=TEXT, **{"with_remedy": "on", **typed})
    assert answer.status_code == 303
    return report, words


def carry(handled: Handled, cast: Cast, report: Report) -> Any:
    client = unlocked(handled.readers.handler)
    return do(client, report, "carry", unit=cast.units.northfield.pk)


def test_a_matter_holds_the_agreed_summary_and_nothing_that_leads_back(cast: Cast, handled: Handled) -> None:
    report, words = proposed(handled)
    assert do(unlocked(handled.readers.deputy), report, "agree").status_code == 303
    assert carry(handled, cast, report).status_code == 303
    case = Case.objects.get()
    assert case.title == "Signing early"
    assert case.summary == f"{TEXT}\n\nProposed by whoever spoke up: Two signatures"
    assert list(people_in(case.audience_id)) == [handled.readers.handler.ring.person]
    with pytest.raises(RuleBroken, match="stays with people whom somebody names"):
        cases.change_audience(by=handled.readers.handler.ring.person, case=case, audience=people.everyone_inside())
    assert not CaseReport.objects.exists()
    held = " ".join(str(value) for value in vars(case).values())
    assert report.public_id not in held
    assert TOLD["happened"] not in held
    entries = Entry.objects.filter(verb="cases.open_case")
    assert [(each.thing_id, each.within_id) for each in entries] == [(case.public_id, "")]
    last = Entry.objects.order_by("-pk")[:1].get()
    assert last.verb == "cases.open_case", "no entry beside it names the report"
    assert case.path in unlocked(handled.readers.deputy).get(page_of(report)).content.decode()
    assert "Taken up" in come_back(Client(), words).content.decode()
    news = Milestone.objects.filter(report=report).latest("number")
    assert (news.told, news.words, news.promised_on, news.outcome) == ("news", "", None, "")
    assert carry(handled, cast, report).status_code == 422
    assert Case.objects.count() == 1


def test_its_unit_is_so_wide_that_it_points_at_nobody(cast: Cast, handled: Handled) -> None:
    report, _ = proposed(handled)
    do(unlocked(handled.readers.deputy), report, "agree")
    client, units = unlocked(handled.readers.handler), cast.units

    def carried() -> tuple[int, bool]:
        answer = do(client, report, "carry", unit=units.operations.pk)
        return answer.status_code, "would point at few" in answer.content.decode()

    assert (members_below(cast.handler, units.operations), carried()) == (3, (422, True))
    for name in ("pia", "ole"):
        people.join(by=SETUP, name=f"{name.title()} Berg", title="", unit=units.night_shift, username=name)
    assert (members_below(cast.handler, units.operations), carried()) == (FEWEST_AROUND, (422, True))
    a_case(cast)
    assert carried() == (303, False)


def test_whoever_reported_agrees_and_readers_know_it_from_the_next_day(cast: Cast, handled: Handled) -> None:
    report, words = proposed(handled)
    client = Client()
    assert "A summary of your report is proposed" in come_back(client, words).content.decode()
    page = client.get(SUMMARY).content.decode()
    assert TEXT in page
    assert handled.readers.handler.ring.person.name not in page
    assert send(client, SUMMARY, said="yes").status_code == 303
    assert "You agreed." in client.get(SUMMARY).content.decode()
    assert carry(handled, cast, report).status_code == 422
    handler = handled.readers.handler
    with clock.moved_to(clock.now() + timedelta(days=1)):
        found = queries.summary_of(handler.ring.person, report, handled.keys(handler, report))
        assert found is not None
        assert found.agreed


def test_of_a_question_before_acting_whoever_asked_agrees_or_nobody(cast: Cast, handled: Handled) -> None:
    report, words = proposed(handled, kind="ask")
    deputy, client = unlocked(handled.readers.deputy), Client()
    page = deputy.get(page_of(report)).content.decode()
    assert "Waits for whoever asked" in page
    assert page_of(report, "agree") not in page
    refused = do(deputy, report, "agree")
    assert (refused.status_code, "Only whoever asked can agree" in refused.content.decode()) == (422, True)
    refused = carry(handled, cast, report)
    assert (refused.status_code, "No matter is opened of a question" in refused.content.decode()) == (422, True)
    assert "you alone can agree" in come_back(client, words).content.decode()
    assert "unless you say yes" in client.get(SUMMARY).content.decode()
    assert send(client, SUMMARY, said="yes").status_code == 303
    keys = handled.keys(handled.readers.handler, report)
    with clock.moved_to(clock.now() + timedelta(days=1)):
        services.carry_summary(by=cast.handler, report=report, unit=cast.units.northfield, keys=keys)
    assert Case.objects.get().title == "Signing early"


def test_an_objection_stops_it_at_once_also_where_a_second_reader_agreed(cast: Cast, handled: Handled) -> None:
    report, words = proposed(handled)
    do(unlocked(handled.readers.deputy), report, "agree")
    client = Client()
    come_back(client, words)
    assert send(client, SUMMARY, said="no", why="Only I sign on Sundays").status_code == 303
    assert "Only I sign on Sundays" not in unlocked(handled.readers.handler).get(page_of(report)).content.decode()
    answer = carry(handled, cast, report)
    assert answer.status_code == 422
    assert not Case.objects.exists()
    newer = do(unlocked(handled.readers.handler), report, "summary", title="Signing", text="Signed too early.")
    assert newer.status_code == 303
    assert send(client, SUMMARY, said="yes").status_code == 303


def test_nobody_agrees_to_their_own_summary_or_to_an_older_one(handled: Handled) -> None:
    report, _ = proposed(handled)
    handler, deputy = unlocked(handled.readers.handler), unlocked(handled.readers.deputy)
    assert do(handler, report, "agree").status_code == 422
    old = deputy.get(page_of(report, "agree")).context["form"]
    held = {name: old[name].value() for name in ("nonce", "number")}
    do(handler, report, "summary", title="Another", text="Another one.")
    assert deputy.post(page_of(report, "agree"), held).status_code == 422


def test_nothing_is_carried_that_was_not_agreed(cast: Cast, handled: Handled) -> None:
    report, _ = proposed(handled)
    assert carry(handled, cast, report).status_code == 422
    assert not Case.objects.exists()


def test_the_remedy_stays_sealed_unless_it_goes_along(cast: Cast, handled: Handled) -> None:
    report, _ = proposed(handled, with_remedy="")
    do(unlocked(handled.readers.deputy), report, "agree")
    carry(handled, cast, report)
    assert Case.objects.get().summary == TEXT


def test_a_summary_needs_keys(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    with pytest.raises(RuleBroken, match="locked"):
        services.propose_summary(by=handled.readers.handler.ring.person, report=report, title="T", text="T", keys=None)
    assert Client().get(SUMMARY).status_code == 303
