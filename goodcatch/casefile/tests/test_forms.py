"""Forms come back filled in with what is wrong; sent twice they are one deed; the second of two is shown both."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case, CaseReport, Level, Question, Update
from goodcatch.cases.terms import Counted, Kind, Term
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.reports.models import Report
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


def nonce_of(client: Client, address: str) -> str:
    found = re.search(r'name="nonce" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found.group(1)


def test_a_matter_is_opened_from_ticked_reports(cast: Cast, client_of: ClientOf) -> None:
    channel = a_channel(cast)
    told = [a_report(cast, channel), a_report(cast, channel)]
    client = client_of(cast.handler)
    ticked = {"deed": "open", "report": [report.public_id for report in told]}
    opening = client.post("/in/triage/", ticked).headers["Location"]
    page = client.get(opening).content.decode()
    assert page.count("The handrail is loose.") == 2
    words = {"title": "Loose rail", "kind": Kind.HAZARD, "unit": cast.units.operations.public_id, "readers": "inside"}
    answer = client.post(opening, words)
    case = Case.objects.get(title="Loose rail")
    assert answer.headers["Location"] == case.path
    assert CaseReport.objects.filter(case=case).count() == 2


def test_a_form_with_a_gap_comes_back_filled_in(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.handler).post(
        "/in/cases/new/", {"title": "", "summary": "The rail came off.", "kind": Kind.HAZARD, "readers": "inside"}
    )
    assert answer.status_code == 422
    assert "The rail came off." in answer.content.decode()


def test_a_rule_is_a_sentence_beside_its_field(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast)
    answer = client_of(cast.handler).post(f"{case.path}respond/", {"response": "none", "reason": " "})
    assert answer.status_code == 422
    assert "Say why nothing more is needed" in answer.content.decode()


def test_an_update_sent_twice_is_one(cast: Cast, client_of: ClientOf) -> None:
    case, client = a_case(cast), client_of(cast.handler)
    sent = {"text": "Labels are ordered.", "nonce": nonce_of(client, f"{case.path}update/")}
    assert [client.post(f"{case.path}update/", sent).status_code for _ in range(2)] == [302, 302]
    assert Update.objects.filter(case=case).count() == 1


def test_what_a_rule_refuses_a_second_time_is_still_one_deed(cast: Cast, client_of: ClientOf) -> None:
    case, client = a_case(cast), client_of(cast.handler)
    sent = {"note": "Locked off.", "nonce": nonce_of(client, f"{case.path}safe/")}
    assert [client.post(f"{case.path}safe/", sent).status_code for _ in range(2)] == [302, 302]
    again = client.post(f"{case.path}safe/", {"note": "Again.", "nonce": nonce_of(client, f"{case.path}update/")})
    assert again.status_code == 422


def test_a_correction_sent_twice_is_one_and_names_nobody_else(cast: Cast, client_of: ClientOf) -> None:
    case, client = a_case(cast), client_of(cast.handler)
    sent = {"title": "Two labels", "summary": "", "version": 1, "nonce": nonce_of(client, f"{case.path}correct/")}
    assert [client.post(f"{case.path}correct/", sent).status_code for _ in range(2)] == [302, 302]
    assert Case.objects.get(pk=case.pk).version == 2


def test_the_second_of_two_who_correct_is_shown_both_texts(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast)
    first, second = client_of(cast.handler), client_of(cast.leader)
    first.post(f"{case.path}correct/", {"title": "Two labels", "summary": "Both wrong.", "version": 1})
    answer = second.post(f"{case.path}correct/", {"title": "Three labels", "summary": "All wrong.", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Two labels" in page
    assert "Three labels" in page
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    again = second.post(
        f"{case.path}correct/", {"title": "Three labels", "summary": "All wrong.", "version": found.group(1)}
    )
    assert again.status_code == 302
    assert Case.objects.get(pk=case.pk).title == "Three labels"


def test_a_question_without_a_name_is_asked_on_the_page(cast: Cast, client_of: ClientOf) -> None:
    case, client = a_case(cast), client_of(cast.outsider)
    refused = client.post(f"{case.path}ask/", {"text": "Ours too?"})
    assert refused.status_code == 422, "nothing is preselected"
    sent = {"text": "Ours too?", "named": "without", "nonce": nonce_of(client, f"{case.path}ask/")}
    assert [client.post(f"{case.path}ask/", sent).status_code for _ in range(2)] == [302, 302]
    assert Question.objects.get(case=case).asked_by is None


def test_a_loose_handrail_takes_one_page_a_line_and_a_click(cast: Cast, client_of: ClientOf) -> None:
    report, client = a_report(cast, a_channel(cast)), client_of(cast.handler)
    address = f"/in/triage/answer/?report={report.public_id}"
    sent = {"answer": "It is tight again.", "outcome": "put_right", "nonce": nonce_of(client, address)}
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert Report.objects.get(pk=report.pk).is_closed


def test_bulk_thanks_from_the_desk(cast: Cast, client_of: ClientOf) -> None:
    channel = a_channel(cast)
    told = [a_report(cast, channel), a_report(cast, channel)]
    client = client_of(cast.handler)
    sent = {
        "deed": "thank",
        "report": [report.public_id for report in told],
        "nonce": nonce_of(client, "/in/triage/"),
    }
    assert [client.post("/in/triage/", sent).status_code for _ in range(2)] == [302, 302]
    assert not Report.objects.filter(acknowledged_at=None).exists()
    nothing = client.post("/in/triage/", {"deed": "thank"})
    assert nothing.status_code == 422
    assert "Tick at least one report" in nothing.content.decode()


@pytest.mark.parametrize("part", ["outsider", "leader", "administrator"])
def test_nobody_else_closes_a_report_through_the_desk(cast: Cast, client_of: ClientOf, part: str) -> None:
    report, client = a_report(cast, a_channel(cast)), client_of(cast.everybody[part])
    address = f"/in/triage/answer/?report={report.public_id}"
    assert client.get(address).status_code == 404
    client.post(address, {"answer": "Go away.", "outcome": "put_right"})
    client.post("/in/triage/", {"deed": "thank", "report": [report.public_id]})
    row = Report.objects.get(pk=report.pk)
    assert not row.is_closed
    assert row.acknowledged_at is None


def test_who_can_no_longer_read_it_is_said_to_whoever_changed_that(cast: Cast, client_of: ClientOf) -> None:
    case, client = a_case(cast), client_of(cast.handler)
    answer = client.post(f"{case.path}leave-off/", {"person": cast.leader.public_id}, follow=True)
    page = answer.content.decode()
    assert "Can no longer read it" in page
    assert cast.leader.name in page
    assert client_of(cast.leader).get(case.path).status_code == 404


def test_an_administrator_changes_a_scale_on_its_page(cast: Cast, client_of: ClientOf) -> None:
    cases.ensure_scales(by=cast.administrator)
    client, address = client_of(cast.administrator), "/in/cases/scales/impact/"
    assert client_of(cast.director).get(address).status_code == 404
    assert "Somebody died or will not recover" in client.get(address).content.decode()
    refused = client.post(address, {"word1": "light", "anchor1": "Little.", "word2": "heavy"})
    assert refused.status_code == 422
    assert "needs a word and a sentence" in refused.content.decode()
    texts = {"word1": "light", "anchor1": "Little.", "word2": "heavy", "anchor2": "Much.", "statement2": "on"}
    asked = {"response2": "brief", "days2": "7", "counted2": "calendar"}
    assert client.post(address, {**texts, **asked}).status_code == 302
    levels = Level.objects.filter(scale__kind="impact", scale__retired_at=None).order_by("rank")
    assert [(row.word, row.asks_statement, row.asks_response, row.within) for row in levels] == [
        ("light", False, "", None),
        ("heavy", True, "brief", Term(7, Counted.CALENDAR)),
    ]
