"""Reports signed with a name, their own pages, and the page of those who handle them."""

from typing import Any

import pytest
from django.test import Client
from django.utils.functional import lazy
from django.utils.translation import get_language

from goodcatch.people import services as people
from goodcatch.people.terms import Role
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports import queries, services
from goodcatch.reports.models import Channel, Message, Report
from goodcatch.reports.terms import handling, open_questions
from goodcatch.reports.tests.outside import Fields, resend, send
from goodcatch.reports.tests.speaking import HAPPENED, Telling
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
FORM = "/in/speak-up/safety/"
TOLD = {"kind": "own_mistake", "happened": HAPPENED}


def test_a_signed_report_leads_to_its_own_page(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    client = client_of(cast.reporter)
    answer = send(client, FORM, **TOLD)
    report = Report.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/in/speak-up/mine/{report.public_id}/?sent")
    page = client.get(answer.headers["Location"]).content.decode()
    assert HAPPENED in page
    assert "Thank you. Your report has arrived" in page
    assert HAPPENED[:40] in client.get("/in/speak-up/mine/").content.decode()


def test_two_sends_are_one_report(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    client = client_of(cast.reporter)
    page = client.get(FORM)
    answers = {resend(client, FORM, page, **TOLD).headers["Location"] for _ in range(2)}
    assert len(answers) == 1
    assert Report.objects.count() == 1


def test_a_form_that_fails_comes_back_filled_in(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    page = send(client_of(cast.reporter), FORM, happened="Half of it", where="Gate 4")
    assert page.status_code == 422
    assert Fields(page).values["happened"] == "Half of it"
    assert not Report.objects.exists()


def test_who_is_too_close_can_be_left_off(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    people.grant(by=cast.administrator, person=cast.leader, role=Role.TRIAGER, unit=None)
    client = client_of(cast.reporter)
    assert "Who must not read this?" in client.get(FORM).content.decode()
    send(client, FORM, **TOLD, leave_off=[cast.handler.public_id])
    report = Report.objects.get()
    assert queries.report_for(cast.handler, report.public_id) is None
    assert queries.report_for(cast.leader, report.public_id) == report
    address = f"/in/reports/{report.public_id}/"
    assert client_of(cast.handler).get(address).status_code == 404
    assert not EntryHearer.objects.filter(person=cast.handler.public_id, entry__thing_id=report.public_id).exists()


def test_a_single_handler_is_not_offered_to_be_left_off(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    assert "Who must not read this?" not in client_of(cast.reporter).get(FORM).content.decode()


def test_handlers_read_thank_write_and_close(cast: Cast, client_of: ClientOf, tell: Telling) -> None:
    report = tell(cast.reporter, kind="own_mistake")
    client = client_of(cast.handler)
    address = f"/in/reports/{report.public_id}/"
    page = client.get(address).content.decode()
    assert HAPPENED in page
    assert "Sam Okafor" in page
    assert "thank first" in page
    begun = client.get(f"{address}?question=2")
    assert "Open questions to begin with" in page
    assert begun.context["message_form"]["text"].value() == open_questions("")[1]
    assert send_form(client, address, "acknowledge/").status_code == 303
    assert send_form(client, address, "", text="Which panel?").status_code == 303
    assert send_form(client, address, "close/", answer="Labels are changed.").status_code == 422, "what followed?"
    closing = {"answer": "Labels are changed.", "outcome": "goes_on"}
    assert send_form(client, address, "close/", **closing, withheld="The Act").status_code == 422, "said or withheld?"
    assert send_form(client, address, "close/", **closing).status_code == 303
    report.refresh_from_db()
    assert report.acknowledged_by == report.closed_by == cast.handler
    assert report.opened_on
    own = client_of(cast.reporter).get(f"/in/speak-up/mine/{report.public_id}/").content.decode()
    for expected in ("Which panel?", "Labels are changed.", "Read, with thanks", "Something larger follows from it"):
        assert expected in own
    assert "Lena Brandt" not in own.partition('id="content"')[2]
    told = EntryHearer.objects.filter(person=cast.reporter.public_id, reason="yours", entry__thing_kind="report")
    assert told.count() == 3


def test_open_questions_stand_there_in_the_language_of_whoever_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handling, "OPEN_QUESTIONS", (lazy(get_language, str)(),))
    assert (open_questions("nb"), open_questions("")) == (["nb"], ["en"])


def test_where_a_law_stands_against_it_the_reporter_reads_that_and_not_why(
    cast: Cast, client_of: ClientOf, tell: Telling
) -> None:
    report = tell(cast.reporter)
    client, address = client_of(cast.handler), f"/in/reports/{report.public_id}/"
    closing = {"answer": "We looked into it.", "outcome": "withheld"}
    page = send_form(client, address, "close/", **closing)
    assert "Say which law" in page.content.decode()
    why = "Section 12 of the Act: the inspectorate asks for silence"
    assert send_form(client, address, "close/", **closing, withheld=why).status_code == 303
    assert why in client.get(address).content.decode()
    reporter = client_of(cast.reporter)
    own = reporter.get(f"/in/speak-up/mine/{report.public_id}/").content.decode()
    assert "What followed: The law keeps us from saying" in own
    of_them = reporter.get("/in/account/kept/").content.decode()
    for seen in (own, of_them):
        assert HAPPENED in seen
        assert "inspectorate" not in seen


def send_form(client: Client, address: str, deed: str, **typed: Any) -> Any:
    """Send one of the several forms of the page, with a nonce of its own."""
    fresh = Fields(client.get(address)).values["nonce"]
    return client.post(address + deed, {"nonce": fresh, **typed})


def test_thanks_and_answer_are_given_once(cast: Cast, client_of: ClientOf, tell: Telling) -> None:
    report = tell()
    client, address = client_of(cast.handler), f"/in/reports/{report.public_id}/"
    for deed, typed in (("acknowledge/", {}), ("close/", {"answer": "Done.", "outcome": "put_right"})):
        assert send_form(client, address, deed, **typed).status_code == 303
        assert send_form(client, address, deed, **typed).status_code == 422
    assert Message.objects.count() == 1


def test_a_message_sent_twice_is_one(cast: Cast, client_of: ClientOf, tell: Telling) -> None:
    report = tell(cast.reporter)
    for person, address in (
        (cast.handler, f"/in/reports/{report.public_id}/"),
        (cast.reporter, f"/in/speak-up/mine/{report.public_id}/"),
    ):
        client = client_of(person)
        page = client.get(address)
        for _ in range(2):
            assert resend(client, address, page, text="Once").status_code == 303
    assert Message.objects.count() == 2


def test_an_empty_answer_is_asked_for(cast: Cast, client_of: ClientOf, tell: Telling) -> None:
    report = tell()
    page = send_form(
        client_of(cast.handler), f"/in/reports/{report.public_id}/", "close/", answer=" ", outcome="put_right"
    )
    assert "a sentence on what became of it" in page.content.decode()
    report.refresh_from_db()
    assert not report.is_closed


@pytest.mark.parametrize("part", ["colleague", "leader", "director", "administrator", "auditor", "guest", "outsider"])
def test_everybody_else_gets_what_they_would_get_without_the_report(
    cast: Cast, client_of: ClientOf, tell: Telling, part: str
) -> None:
    report = tell(cast.reporter)
    client = client_of(cast.everybody[part])
    for address in ("/in/reports/{}/", "/in/speak-up/mine/{}/"):
        there = client.get(address.format(report.public_id))
        nowhere = client.get(address.format("00000000"))
        assert there.status_code == nowhere.status_code == 404
        assert there.content == nowhere.content
    for deed in ("acknowledge/", "close/"):
        assert client.post(f"/in/reports/{report.public_id}/{deed}", {"answer": "x"}).status_code == 404


def test_whoever_handles_it_has_no_reporters_page_and_the_other_way_round(
    cast: Cast, client_of: ClientOf, tell: Telling
) -> None:
    report = tell(cast.reporter)
    assert client_of(cast.handler).get(f"/in/speak-up/mine/{report.public_id}/").status_code == 404
    assert client_of(cast.reporter).get(f"/in/reports/{report.public_id}/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/in/speak-up/", FORM, "/in/speak-up/mine/", "/in/reports/00000000/", "/in/channels/"]
)
def test_nobody_gets_in_without_signing_in(client: Client, channel: Channel, address: str) -> None:
    assert client.get(address).headers["Location"].startswith("/in/account/login/")


def test_opening_a_report_is_noted_once(cast: Cast, client_of: ClientOf, tell: Telling) -> None:
    report = tell()
    client = client_of(cast.handler)
    for _ in range(3):
        client.get(f"/in/reports/{report.public_id}/")
    assert Entry.objects.filter(verb="reports.note_opened").count() == 1


def test_sending_costs_few_queries(
    cast: Cast, client_of: ClientOf, channel: Channel, django_assert_num_queries: object
) -> None:
    """Session, person, channel, audience, law, handlers; four rows; where a transaction begins and ends."""
    client = client_of(cast.reporter)
    send(client, FORM, **TOLD)
    page = client.get(FORM)
    with django_assert_num_queries(12):  # type: ignore[operator]
        assert resend(client, FORM, page, **TOLD).status_code == 303


def test_the_inbox_costs_the_same_however_much_is_in_it(
    cast: Cast, tell: Telling, django_assert_num_queries: object
) -> None:
    for number in range(60):
        tell(happened=f"Report {number}")
    seen: list[str] = []
    after: str | None = None
    for page_number in range(3):
        with django_assert_num_queries((3, 3, 3)[page_number]):  # type: ignore[operator]
            page = queries.inbox(cast.handler, after=after)
        seen += [row.happened for row in page.rows]
        after = page.after
    assert after is None
    assert len(seen) == len(set(seen)) == 60


def test_what_was_closed_leaves_the_inbox_and_stays_in_all(cast: Cast, tell: Telling) -> None:
    report = services.close_with_answer(by=cast.handler, report=tell(), answer="Done.", outcome="put_right")
    assert queries.inbox(cast.handler).rows == ()
    assert [row.report for row in queries.inbox(cast.handler, waiting=False).rows] == [report]


def test_the_list_pages_by_key_and_shows_handlers_what_waits(cast: Cast, client_of: ClientOf, tell: Telling) -> None:
    for number in range(30):
        tell(happened=f"Report number {number:02}")
    closed = services.close_with_answer(
        by=cast.handler, report=tell(happened="Closed one"), answer="Done.", outcome="put_right"
    )
    client = client_of(cast.handler)
    first = client.get("/in/reports/")
    text = first.content.decode() + client.get(f"/in/reports/?after={first.context['inbox'].after}").content.decode()
    assert all(f"Report number {number:02}" in text for number in range(30))
    assert closed.public_id not in text
    assert client.get("/in/reports/?after=nonsense").status_code == 200
    everything = [client.get("/in/reports/?all")]
    everything.append(client.get(f"/in/reports/?all&after={everything[0].context['inbox'].after}"))
    assert any(closed.public_id in page.content.decode() for page in everything)
    assert "Nothing waits here" in client_of(cast.outsider).get("/in/reports/").content.decode()


def test_a_used_form_with_other_words_comes_back(cast: Cast, client_of: ClientOf, channel: Channel) -> None:
    client = client_of(cast.reporter)
    page = client.get(FORM)
    assert resend(client, FORM, page, **TOLD).status_code == 303
    changed = resend(client, FORM, page, **{**TOLD, "happened": "It has fallen down since."})
    assert changed.status_code == 422
    assert "It has fallen down since." in changed.content.decode()
    assert resend(client, FORM, changed, **{**TOLD, "happened": "It has fallen down since."}).status_code == 303
    assert Report.objects.count() == 2
