"""A hold on a matter, and what becomes of a matter whose reports were deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from goodcatch.cases import queries, services
from goodcatch.cases.models import Case, CaseReport, Hold
from goodcatch.cases.terms import Condition, Response
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.services import named_people
from goodcatch.record.models import Entry
from goodcatch.reports import services as reports
from goodcatch.reports import tasks
from goodcatch.reports.models import Report
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
FAR = datetime(2045, 1, 1, tzinfo=UTC)


@pytest.fixture
def matter(cast: Cast) -> Case:
    """Give a matter with one report in it, read and closed with an answer."""
    case = a_case(cast)
    report = a_report(cast, a_channel(cast))
    services.join_report(by=cast.handler, case=case, report=report)
    reports.note_opened(by=cast.handler, report=report)
    reports.close_with_answer(by=cast.handler, report=report, answer="It is fixed.", outcome="put_right")
    return case


def let_move_on(cast: Cast, case: Case) -> None:
    """Let a matter move on with little said."""
    if not Case.objects.get(pk=case.pk).response:
        services.choose_response(by=cast.handler, case=case, response=Response.NONE, reason="Known well enough.")
    services.move_on(by=cast.handler, case=case, waived={Condition.REPORTER_ANSWERED: "They know."})


def purged() -> bool:
    """Let the night's purge run, long after; tell whether every report is gone."""
    with clock.moved_to(FAR):
        tasks.purge({})
    return not Report.objects.exists()


def page(client: Client, case: Case) -> str:
    """Give the words of the case's page."""
    return client.get(case.path).content.decode()


def test_a_report_stays_while_its_matter_is_open_and_the_matter_stays_after_it(cast: Cast, matter: Case) -> None:
    assert not purged()
    let_move_on(cast, matter)
    assert purged()
    row = CaseReport.objects.get()
    assert (row.report, row.deleted_on, row.until) == (None, FAR.date(), FAR)
    assert "The report behind it was deleted on 1 January 2045" in page(signed_in(cast.handler), matter)
    assert "was deleted on" not in page(signed_in(cast.peer), matter), "as the report itself, for who handles it"
    assert Entry.objects.filter(verb="cases.let_go_of_report", thing_id=matter.public_id).count() == 1


def test_a_report_stays_while_the_matter_it_was_joined_to_is_open(cast: Cast, matter: Case) -> None:
    other = a_case(cast, title="All handrails")
    services.join_matter(by=cast.handler, case=matter, to=other)
    let_move_on(cast, matter)
    assert not purged()
    let_move_on(cast, other)
    assert purged()


def test_a_report_that_was_taken_out_leaves_nothing_behind(cast: Cast, matter: Case) -> None:
    services.part_report(by=cast.handler, case=matter, report=Report.objects.get())
    assert purged()
    assert not CaseReport.objects.exists()
    assert "was deleted on" not in page(signed_in(cast.handler), matter)


def test_a_hold_keeps_the_matter_and_its_reports_until_it_is_lifted(cast: Cast, matter: Case) -> None:
    let_move_on(cast, matter)
    client = signed_in(cast.handler)

    def do(deed: str, reason: str = "The regulator asked") -> int:
        address = f"{matter.path}{deed}/"
        nonce = client.get(address).context["form"]["nonce"].value()
        return client.post(address, {"nonce": nonce, "reason": reason}).status_code

    assert do("lift") == 422, "there is none yet"
    assert do("hold", reason=" ") == 422
    assert do("hold") == 302
    assert do("hold") == 422, "one is enough"
    assert not purged()
    with pytest.raises(RuleBroken, match="Lift the hold first"):
        services.part_report(by=cast.handler, case=matter, report=Report.objects.get())
    assert do("lift", reason="The regulator is done") == 302
    assert Hold.objects.get().why_lifted == "The regulator is done"
    assert purged()
    verbs = Entry.objects.filter(thing_id=matter.public_id, verb__endswith="_hold").values_list("verb", flat=True)
    assert sorted(verbs) == ["cases.lift_hold", "cases.place_hold"]


def test_a_hold_on_the_matter_it_was_joined_to_keeps_its_reports_too(cast: Cast, matter: Case) -> None:
    other = a_case(cast, title="All handrails")
    services.join_matter(by=cast.handler, case=matter, to=other)
    let_move_on(cast, matter)
    let_move_on(cast, other)
    services.place_hold(by=cast.handler, case=other, reason="The court asked")
    assert not purged()


def test_nobody_is_erased_who_wrote_what_is_held(cast: Cast, matter: Case) -> None:
    people.leave(by=cast.administrator, person=cast.reporter)
    handler, report = cast.handler, Report.objects.get()
    holds: list[tuple[Callable[..., Any], Callable[..., Any], dict[str, Any]]] = [
        (services.place_hold, services.lift_hold, {"case": matter}),
        (reports.place_hold, reports.lift_hold, {"report": report}),
    ]
    for place, lift, held in holds:
        place(by=handler, reason="Summons 12/26", **held)
        with pytest.raises(RuleBroken, match="A hold stands on something they wrote"):
            people.erase(by=cast.administrator, person=cast.reporter)
        lift(by=handler, reason="The court is done", **held)
    services.place_hold(by=handler, case=matter, reason="Summons 13/26")
    services.change_audience(by=handler, case=matter, audience=named_people(handler))  # which a refusal would tell of
    people.erase(by=cast.administrator, person=cast.reporter)


def test_every_reader_sees_the_hold_and_who_looks_after_it_why(cast: Cast, matter: Case) -> None:
    services.place_hold(by=cast.handler, case=matter, reason="Summons 12/26")
    assert "Summons 12/26" in page(signed_in(cast.handler), matter)
    seen = page(signed_in(cast.peer), matter)
    assert "On hold since" in seen
    assert "Summons" not in seen
    assert cast.handler.name not in str(queries.around(viewer=cast.peer, case=matter).hold)


def test_narrowing_still_works_and_the_hold_stays(cast: Cast, matter: Case) -> None:
    services.place_hold(by=cast.handler, case=matter, reason="Summons")
    services.change_audience(by=cast.handler, case=matter, audience=named_people(cast.handler))
    assert Hold.objects.filter(lifted_at__isnull=True).count() == 1
    let_move_on(cast, matter)
    assert not purged()


@pytest.mark.parametrize("deed", ["hold", "lift"])
def test_only_who_looks_after_it_meets_these_pages(cast: Cast, matter: Case, deed: str) -> None:
    for person in (cast.peer, cast.administrator):
        assert signed_in(person).get(f"{matter.path}{deed}/").status_code == 404
    with pytest.raises(RuleBroken, match="Only those who look after"):
        services.place_hold(by=cast.peer, case=matter, reason="Mine")
