"""What readers do in a sealed report: notes, weighing, who looks after it and who reads, closing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import formats

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.notices.models import Notice
from goodcatch.people.queries import people_in
from goodcatch.reports import queries, services
from goodcatch.reports.models import Clock, Milestone, Report, ReportWords
from goodcatch.reports.terms import Told
from goodcatch.reports.tests.handling import Handled, Reported, owner_of, page_of, sent, unlocked
from goodcatch.reports.tests.outside import come_back
from goodcatch.vault import services as vault
from goodcatch.vault.models import Envelope
from goodcatch.vault.terms import Locked
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
DEEDS = ["note", "assess", "hand-over", "leave-off", "let-in", "step-back", "went", "answer", "hold", "lift", "decide"]


def do(client: Client, report: Report, deed: str, **typed: Any) -> Any:
    """Open the page of a deed, and send its form."""
    page = client.get(page_of(report, deed))
    assert page.status_code == 200, page.headers
    return client.post(page_of(report, deed), {"nonce": page.context["form"]["nonce"].value(), **typed})


def test_notes_and_assessments_are_for_readers_alone(handled: Handled, reported: Reported) -> None:
    report, words = reported
    client = unlocked(handled.readers.handler)
    assert do(client, report, "note", text="Ask the night crew").status_code == 303
    weighed = do(client, report, "assess", risk="high", weight="care", note="Only three were there")
    assert weighed.status_code == 303
    page = unlocked(handled.readers.deputy).get(page_of(report)).content.decode()
    for said in ("Ask the night crew", "Only three were there", "protect first", "Look into it, and ask first"):
        assert said in page
    assert "Ask the night crew" not in come_back(Client(), words).content.decode()
    stored = b"".join(bytes(each.sealed) for each in Envelope.objects.all())
    assert b"night crew" not in stored


def test_an_assessment_needs_both_answers(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    page = do(unlocked(handled.readers.handler), report, "assess", risk="low", note="Typed already")
    assert page.status_code == 422
    assert "Typed already" in page.content.decode()


def test_handing_over_moves_what_is_owed_and_tells_nobody(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    deputy = handled.readers.deputy.ring.person
    before = Notice.objects.count()
    assert (
        do(
            unlocked(handled.readers.handler), report, "hand-over", to=deputy.public_id, note="You know the plant"
        ).status_code
        == 303
    )
    assert owner_of(report) == deputy
    assert Notice.objects.count() == before
    page = unlocked(handled.readers.deputy).get(page_of(report)).content.decode()
    assert "You know the plant" in page


def test_only_who_can_open_it_is_handed_a_report(cast: Cast, handled: Handled, reported: Reported) -> None:
    report, _ = reported
    handler = handled.readers.handler
    with pytest.raises(RuleBroken, match="cannot open this report"):
        services.hand_over(by=handler.ring.person, report=report, to=cast.colleague, keys=handled.keys(handler, report))


def test_who_is_left_off_later_opens_nothing_and_is_listed_nowhere(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    deputy = handled.readers.deputy
    browser = unlocked(deputy)
    assert browser.get(page_of(report)).status_code == 200
    answer = do(
        unlocked(handled.readers.handler),
        report,
        "leave-off",
        people=[deputy.ring.person.public_id, handled.supervisor.public_id],
    )
    assert answer.status_code == 303
    report.refresh_from_db()
    assert browser.get(page_of(report)).status_code == 404
    assert vault.keys_of_readers(ring=deputy.ring, things=[report.ref]) == {}
    assert deputy.ring.person not in people_in(report.audience_id)
    audience = Clock.objects.filter(report=report).values_list("audience_id", flat=True)[0]
    assert not people_in(audience).exists(), "the supervisor hears of no lateness"


def test_nobody_comes_to_read_alone_by_their_own_doing(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    handler, others = handled.readers.handler.ring.person, [handled.readers.deputy, handled.readers.last]
    with pytest.raises(RuleBroken, match="only one left"):
        services.leave_off(by=handler, report=report, people=[each.ring.person for each in others])
    with pytest.raises(RuleBroken, match="step back"):
        services.leave_off(by=handler, report=report, people=[handler])


def test_who_steps_back_reads_no_more_and_the_next_in_turn_has_it(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    client = unlocked(handled.readers.handler)
    page = client.get(page_of(report, "step-back"))
    form = {"nonce": page.context["form"]["nonce"].value(), "note": "She is my sister"}
    answers = [client.post(page_of(report, "step-back"), form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert client.get(page_of(report)).status_code == 404
    assert owner_of(report) == handled.readers.deputy.ring.person
    assert "She is my sister" in unlocked(handled.readers.deputy).get(page_of(report)).content.decode()


def test_a_reader_who_was_left_off_is_let_in_by_hand_alone(handled: Handled) -> None:
    report, _ = sent(handled, leave_off=[handled.readers.last.ring.person.public_id])
    last = handled.readers.last
    client = unlocked(handled.readers.handler)
    unsure = do(client, report, "let-in", person_id=last.ring.person.public_id)
    assert unsure.status_code == 422
    assert unlocked(last).get(page_of(report)).status_code == 404
    assert do(client, report, "let-in", person_id=last.ring.person.public_id, sure="on").status_code == 303
    assert unlocked(last).get(page_of(report)).status_code == 200


def test_readers_tell_where_it_went_and_the_house_keeps_neither_what_nor_which(handled: Handled) -> None:
    report, words = sent(handled, danger="on")
    client = unlocked(handled.readers.handler)
    assert "is it safe now?" in client.get(page_of(report)).content.decode()
    yesterday, soon = clock.today() - timedelta(days=1), clock.today() + timedelta(days=20)
    told = {"told": "made_safe", "line": "The valve is shut.", "promised_on": yesterday.isoformat()}
    late = do(client, report, "went", **told)
    assert late.status_code == 422
    assert "The valve is shut." in late.content.decode()
    assert do(client, report, "went", told="answered", line="Not for readers to tell").status_code == 422
    assert do(client, report, "went", **{**told, "promised_on": soon.isoformat()}).status_code == 303
    for page in (client.get(page_of(report)), come_back(Client(), words)):
        for said in ("Made safe for now", "The valve is shut.", f"promised by {formats.date_format(soon, 'j F Y')}"):
            assert said in page.content.decode()
    assert "is it safe now?" not in client.get(page_of(report)).content.decode()
    row = Milestone.objects.get(report=report)
    assert (row.told, row.words, row.promised_on) == (Told.NEWS, "", None)


def test_closing_tells_what_followed_and_asks_three_questions(handled: Handled, reported: Reported) -> None:
    report, words = reported
    client = unlocked(handled.readers.handler)
    assert do(client, report, "answer", answer="It was looked into.").status_code == 422
    assert do(client, report, "answer", answer="It was looked into.", outcome="not_taken_up").status_code == 303
    report.refresh_from_db()
    assert report.is_closed
    assert report.not_taken_up
    assert not Clock.objects.filter(report=report, ended_on__isnull=True).exists()
    assert "Nothing follows from it here" in client.get(page_of(report)).content.decode()
    seen = come_back(Client(), words).content.decode()
    for said in ("It was looked into.", "How was it for you?", "What followed: Nothing follows from it here"):
        assert said in seen
    assert not Milestone.objects.get(report=report, told=Told.ANSWERED).outcome, "it lies sealed"


def test_what_the_law_keeps_from_saying_is_told_as_that_and_why_is_sealed_for_readers(
    handled: Handled, reported: Reported
) -> None:
    report, words = reported
    client = unlocked(handled.readers.handler)
    withheld = {"answer": "It was looked into.", "outcome": "withheld"}
    assert "Say which law" in do(client, report, "answer", **withheld).content.decode()
    assert do(client, report, "answer", **withheld, withheld="An inspectorate asked for silence").status_code == 303
    seen = come_back(Client(), words).content.decode()
    assert "What followed: The law keeps us from saying" in seen
    assert "inspectorate" not in seen
    assert "inspectorate" in client.get(page_of(report)).content.decode()
    assert not ReportWords.objects.filter(report=report).exists()


def test_deeds_are_no_pages_for_who_does_not_read_it(cast: Cast, handled: Handled, reported: Reported) -> None:
    report, _ = reported
    for client in (signed_in(cast.administrator), signed_in(handled.supervisor)):
        for deed in DEEDS:
            assert client.get(page_of(report, deed)).status_code == 404
            assert client.post(page_of(report, deed), {"text": "x"}).status_code == 404


def test_nothing_sealed_is_written_without_keys(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    by = handled.readers.handler.ring.person
    with pytest.raises(Locked):
        services.add_note(by=by, report=report, text="A note", keys=None)
    with pytest.raises(Locked):
        services.let_in(by=by, report=report, person=handled.supervisor, keys=None)
    keys = handled.keys(handled.readers.handler, report)
    assert queries.desk(by, report, keys).sheets == ()


def test_where_nobody_can_be_chosen_the_page_says_so_instead_of_asking(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    client = unlocked(handled.readers.handler)
    page = client.get(page_of(report, "let-in")).content.decode()
    assert "Nobody else reads on this channel now." in page
    assert 'name="person_id"' not in page
    assert 'name="to"' in client.get(page_of(report, "hand-over")).content.decode()
