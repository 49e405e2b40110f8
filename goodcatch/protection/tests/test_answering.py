"""The four questions, through the year: answered, answered late, not heard from, never overdue."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.people.terms import Reporter
from goodcatch.protection import queries, services
from goodcatch.protection.models import CheckIn, Plan
from goodcatch.protection.terms import DAYS, WINDOW, Said, State
from goodcatch.protection.tests.watching import (
    ANSWER,
    PLAN,
    Begun,
    Protected,
    begin,
    check_of,
    days_later,
    nonce_of,
    say,
    tend,
)
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Message, Report
from goodcatch.reports.tests.handling import sent, unlocked
from goodcatch.reports.tests.outside import send
from goodcatch.reports.tests.sealing import return_with
from goodcatch.reports.tests.speaking import Telling
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


def states(plan: Plan, by: Reporter) -> list[State]:
    return [step.state for step in queries.kept(by, plan).steps]


def test_the_four_days_come_one_after_the_other(begun: Begun) -> None:
    plan, report, words = begun
    by = Reporter(report.public_id)
    assert queries.kept(by, plan).due is None
    for days in DAYS:
        with days_later(days - 1):
            assert queries.kept(by, plan).due is None
        with days_later(days):
            tend()
            assert "A question waits for you" in return_with(words).get("/speak-up/report/").content.decode()
            page = return_with(words).get(PLAN).content.decode()
            assert "Has anything happened to you because of it?" in page
            assert "checked" not in page
            assert page.count('name="harms"') == 16
            answer = say(return_with(words), "no")
            assert answer.headers["Location"] == f"{PLAN}?thanks"
            assert check_of(plan, days).answered
    with days_later(DAYS[-1] + WINDOW.days):
        tend()
        assert states(plan, by) == [State.ANSWERED] * 4
    with days_later(DAYS[-1] + WINDOW.days + 1):
        tend()
        plan.refresh_from_db()
        assert not plan.runs


def test_who_does_not_answer_is_not_heard_from_and_can_answer_late(protected: Protected, begun: Begun) -> None:
    plan, report, words = begun
    with days_later(DAYS[0] + WINDOW.days):
        tend()
        assert protected.list_of()[0].steps[0].state == State.ASKED
    with days_later(DAYS[0] + WINDOW.days + 1):
        tend()
        assert protected.list_of()[0].steps[0].state == State.NOT_HEARD_FROM
        page = return_with(words).get(PLAN).content.decode()
        assert "overdue" not in page
        assert "it can be answered late" in page
        say(return_with(words), "rather_not", text="Not now.")
        assert states(plan, Reporter(report.public_id))[0] == State.ANSWERED
        tend()
        said = protected.list_of()[0].steps[0].answer
        assert said is not None
        assert (said.said, said.words) == (Said.RATHER_NOT, "Not now.")


def test_the_newest_question_is_asked_and_older_ones_stay_unheard(begun: Begun) -> None:
    plan, report, words = begun
    with days_later(95):
        say(return_with(words), "no")
        assert states(plan, Reporter(report.public_id))[:2] == [State.NOT_HEARD_FROM, State.ANSWERED]


def test_an_answer_appears_after_the_daily_hour_and_not_before(protected: Protected, begun: Begun) -> None:
    _plan, _report, words = begun
    with days_later(30):
        tend()
        before = protected.list_of()[0].steps
        say(return_with(words), "no")
        assert [(step.state, step.answer) for step in protected.list_of()[0].steps] == [
            (step.state, step.answer) for step in before
        ]
        tend()
        assert protected.list_of()[0].steps[0].said == "No"


def test_an_answer_sent_twice_is_one(begun: Begun) -> None:
    plan, report, words = begun
    with days_later(30):
        client = return_with(words)
        form = {"nonce": nonce_of(client.get(PLAN), ANSWER), "said": "no"}
        assert [client.post(ANSWER, form).status_code for _each in range(2)] == [303, 303]
        with pytest.raises(AlreadyDone):
            services.answer(by=Reporter(report.public_id), check=check_of(plan, 30), said="no")
        assert CheckIn.objects.filter(answered=True).count() == 1


def test_nothing_is_taken_before_its_day_nor_from_anybody_else(protected: Protected, cast: Cast, begun: Begun) -> None:
    plan, report, words = begun
    check = check_of(plan, 30)
    with pytest.raises(RuleBroken, match="not been asked"):
        services.answer(by=Reporter(report.public_id), check=check, said="no")
    with days_later(30):
        for by in (cast.handler, protected.officer, cast.administrator, Reporter("SOMEBODY")):
            with pytest.raises(RuleBroken, match="watched over"):
                services.answer(by=by, check=check, said="no")
        with pytest.raises(RuleBroken, match="sealed channel"):
            services.answer(by=Reporter(report.public_id), check=check, said="yes")
        services.end_plan(by=Reporter(report.public_id), plan=plan)
        with pytest.raises(RuleBroken, match="ended"):
            services.answer(by=Reporter(report.public_id), check=check, said="no")
        assert say_without_form(return_with(words)) == 303


def say_without_form(client: Client) -> int:
    return int(client.post(ANSWER, {"said": "no"}).status_code)


def test_what_is_wrong_comes_back_filled_in(begun: Begun) -> None:
    _plan, _report, words = begun
    with days_later(30):
        client = return_with(words)
        for typed in ({"text": "They moved my desk."}, {"said": "no", "harms": ["c"], "text": "They moved my desk."}):
            answer = client.post(ANSWER, {"nonce": nonce_of(client.get(PLAN), ANSWER), **typed})
            assert answer.status_code == 422
            assert "They moved my desk." in answer.content.decode()
        stale = client.post(ANSWER, {"nonce": "x", "said": "no", "text": "They moved my desk."})
        assert stale.status_code == 422
        assert "They moved my desk." in stale.content.decode()
    assert not CheckIn.objects.filter(answered=True).exists()


def test_an_account_gets_a_notice_without_content_and_answers(
    protected: Protected, cast: Cast, tell: Telling, client_of: ClientOf
) -> None:
    report = tell(by=cast.reporter)
    plan = services.begin_plan(by=cast.reporter, report=report)
    with days_later(30):
        tend()
        entry = Entry.objects.filter(verb="protection.tend").latest("pk")
        assert (entry.thing_kind, entry.thing_id) == ("watch", "day")
        assert list(EntryHearer.objects.filter(entry=entry).values_list("person", flat=True)) == [
            cast.reporter.public_id
        ]
        browser = client_of(cast.reporter)
        assert "A question waits for you" in browser.get("/in/").content.decode()
        address = f"/in/watched/{plan.public_id}/"
        assert browser.post(f"{address}answer/", {"text": "Hm."}).status_code == 422
        before = Entry.objects.count()
        answer = send_to(browser, address, "answer/", said="no")
        assert answer.headers["Location"] == address
        assert Entry.objects.count() == before
        tend()
        assert not EntryHearer.objects.filter(entry=Entry.objects.latest("pk")).exists()
    assert check_of(plan, 30).answered


def send_to(browser: Client, page: str, deed: str, **typed: Any) -> Any:
    return browser.post(f"{page}{deed}", {"nonce": nonce_of(browser.get(page), f"{page}{deed}"), **typed})


def test_an_account_ends_its_plan_and_tells_its_handlers(
    protected: Protected, cast: Cast, tell: Telling, client_of: ClientOf
) -> None:
    report = tell(by=cast.reporter)
    plan = services.begin_plan(by=cast.reporter, report=report)
    browser = client_of(cast.reporter)
    address = f"/in/watched/{plan.public_id}/"
    assert send(browser, f"{address}tell/", text="My shifts were cut.").status_code == 302
    told = reports.telling(cast.handler, report).messages[-1].text
    assert told == "Something was done to me since, because I spoke up.\n\nMy shifts were cut."
    assert send(browser, f"{address}end/").status_code == 302
    plan.refresh_from_db()
    assert not plan.runs
    assert browser.get(address).status_code == 404


def test_those_who_handle_it_are_told_where_the_reporter_wishes_it(begun: Begun) -> None:
    _plan, report, words = begun
    client = return_with(words)
    page = client.get(PLAN)
    assert not Message.objects.exists()
    form = {"nonce": nonce_of(page, f"{PLAN}tell/"), "text": ""}
    assert [client.post(f"{PLAN}tell/", form).status_code for _each in range(2)] == [303, 303]
    assert Message.objects.filter(report=report, from_reporter=True).count() == 1
    assert "Something was done to me since" in client.get("/speak-up/report/").content.decode()


def test_the_plan_is_ended_with_the_receipt(begun: Begun) -> None:
    plan, _report, words = begun
    client = return_with(words)
    form = {"nonce": nonce_of(client.get(PLAN), f"{PLAN}end/")}
    assert client.post(f"{PLAN}end/", form).headers["Location"] == "/speak-up/report/"
    assert client.post(f"{PLAN}end/", form).status_code == 303
    plan.refresh_from_db()
    assert not plan.runs
    with days_later(30):
        tend()
        assert "A question waits" not in return_with(words).get("/speak-up/report/").content.decode()


def test_those_who_keep_plans_read_the_list_with_their_key(
    protected: Protected, cast: Cast, client_of: ClientOf, begun: Begun
) -> None:
    _plan, report, words = begun
    browser = client_of(protected.officer)
    locked = browser.get("/in/watched/plans/")
    assert locked.status_code == 302
    page = unlocked(protected.first).get("/in/watched/plans/").content.decode()
    assert "Ethics and integrity" in page
    assert report.public_id not in page
    for person in (cast.handler, cast.peer, cast.director, cast.administrator, cast.reporter):
        assert client_of(person).get("/in/watched/plans/").status_code == 404
    assert words.split()[0] not in page


def test_it_names_who_has_an_account(protected: Protected, cast: Cast, tell: Telling) -> None:
    services.begin_plan(by=cast.reporter, report=tell(by=cast.reporter))
    found = protected.list_of()
    assert [each.plan.person for each in found] == [cast.reporter]


def test_who_comes_into_the_line_keeps_the_plan_no_longer(protected: Protected, cast: Cast, begun: Begun) -> None:
    _plan, report, words = begun
    with days_later(30):
        say(return_with(words), "no")
        tend()
        assert protected.list_of(protected.first)[0].steps[0].answer
        Report.objects.filter(pk=report.pk).update(closed_by=protected.officer, closed_at=clock.now())
        tend()
        assert protected.list_of(protected.first) == []
        assert protected.list_of(protected.second)[0].steps[0].answer


def test_old_plans_and_unanswered_questions_go(cast: Cast, begun: Begun) -> None:
    plan, report, words = begun
    services.name_witness(by=cast.handler, report=report, person=cast.colleague)
    with days_later(30):
        say(return_with(words), "no")
        services.end_plan(by=Reporter(report.public_id), plan=plan)
    with days_later(61):
        tend()
        assert list(Plan.objects.all()) == [plan]
    with days_later(30 + 366):
        tend()
        assert not Plan.objects.exists()
        assert not CheckIn.objects.exists()


def test_one_entry_a_day_whatever_there_is(protected: Protected) -> None:
    def shape() -> list[tuple[str, str, str, str]]:
        last = Entry.objects.latest("pk").pk
        tend()
        entries = Entry.objects.filter(pk__gt=last)
        return [(each.verb, each.actor_kind, each.thing_kind, each.thing_id) for each in entries]

    without = shape()
    _report, words = sent(protected.handled)
    begin(return_with(words))
    with days_later(30):
        asked = shape()
        say(return_with(words), "no")
        answered = shape()
    assert without == asked == answered
    assert len(without) == 1
