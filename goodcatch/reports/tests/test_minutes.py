"""What whoever told it does with a printed receipt: make it theirs, read, correct, sign; what if they come second."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.terms import Reporter
from goodcatch.reports import queries, services, tasks
from goodcatch.reports.models import Message, Report, ReporterKey, SpentReceipt
from goodcatch.reports.receipts import new_receipt, read
from goodcatch.reports.terms import Standing
from goodcatch.reports.tests.handling import HOUSE, Handled, Reported, page_of, unlocked
from goodcatch.reports.tests.outside import come_back, resend, send
from goodcatch.reports.tests.sealing import FOLLOW, two_words
from goodcatch.reports.tests.told import MINUTES, NEW, SAID, made_own, paper_of, write_down
from goodcatch.vault.models import Envelope
from goodcatch.vault.terms import Locked
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
OTHERWISE = "It was weir 4, and the stamp was there on Sunday."


def reader_sees(handled: Handled, report: Report) -> str:
    return unlocked(handled.readers.deputy).get(page_of(report)).content.decode()


def standing_of(handled: Handled, report: Report) -> Standing:
    """Give the minutes as the deputy sees them."""
    deputy = handled.readers.deputy
    keys = handled.keys(deputy, report)
    standing = queries.minutes_of(deputy.ring.person, queries.telling(deputy.ring.person, report, keys), keys)
    assert standing is not None
    return standing


def state(handled: Handled, report: Report) -> str:
    return standing_of(handled, report).state


def test_a_printed_receipt_opens_nothing_before_it_is_changed(handled: Handled, written: Reported) -> None:
    report, printed = written
    client = Client()
    page = come_back(client, printed).content.decode()
    assert "Make this receipt yours" in page
    assert SAID not in page
    assert client.get(MINUTES).headers["Location"] == NEW
    send(Client(), "/speak-up/receipt/", receipt=printed, text="written before it is mine")
    assert not Message.objects.filter(report=report).exists()
    by, keys = Reporter(report.public_id), handled.keys(handled.readers.handler, report)
    with pytest.raises(RuleBroken, match="Make it yours first"):
        services.reporter_writes(by=by, report=report, keys=keys, text="x")
    with pytest.raises(RuleBroken, match="Make it yours first"):
        services.sign_minutes(by=by, report=report, keys=keys)


def test_the_new_receipt_shows_the_minutes_and_they_are_corrected_and_signed(
    handled: Handled, written: Reported
) -> None:
    report, printed = written
    client, _ = made_own(printed)
    assert handled.readers.handler.ring.person.name in client.get(FOLLOW).content.decode()
    page = client.get(MINUTES)
    assert SAID in page.content.decode()
    assert resend(client, MINUTES, page, said="corrected", text=OTHERWISE).status_code == 303
    again = client.get(MINUTES)
    assert SAID in again.content.decode()
    assert OTHERWISE in again.content.decode()
    assert resend(client, MINUTES, again, said="agreed").status_code == 303
    signed = client.get(MINUTES).content.decode()
    assert "You signed this on" in signed
    assert "agreed: this is what I said" in signed
    services.announce(by=HOUSE)
    shown = reader_sees(handled, report)
    for words in (SAID, OTHERWISE, "With what I corrected, this is what I said.", "agreed: this is what I said"):
        assert words in shown


def test_readers_see_each_step_in_its_hour(handled: Handled, written: Reported) -> None:
    report, printed = written
    client, _ = made_own(printed)
    assert state(handled, report) == "not yet seen by whoever told it", "not on the very day"
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert state(handled, report) == "seen"
    send(client, MINUTES, said="corrected", text=OTHERWISE)
    assert OTHERWISE not in reader_sees(handled, report)
    services.announce(by=HOUSE)
    assert state(handled, report) == "corrected"
    report.refresh_from_db()
    assert report.unread, "a correction is something new to read"
    send(client, MINUTES, said="agreed")
    services.announce(by=HOUSE)
    assert state(handled, report) == "agreed: this is what I said"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"said": "corrected", "text": " "}, "in your own words"),
        ({"said": "agreed", "text": OTHERWISE}, "A correction stands below"),
        ({"text": OTHERWISE}, "Choose one"),
    ],
)
def test_what_is_wrong_comes_back_filled_in(typed: dict[str, str], said: str, written: Reported) -> None:
    _report, printed = written
    client, _ = made_own(printed)
    answer = send(client, MINUTES, **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert typed.get("text", "").strip() in answer.content.decode()


def test_what_is_sent_twice_is_done_once_and_a_signature_is_the_last_word(written: Reported) -> None:
    report, printed = written
    client, _ = made_own(printed)
    page = client.get(MINUTES)
    for _ in range(2):
        assert resend(client, MINUTES, page, said="corrected", text=OTHERWISE).status_code == 303
    assert Message.objects.filter(report=report).count() == 1
    last, stale = client.get(MINUTES), client.get(MINUTES)
    assert resend(client, MINUTES, last, said="agreed").status_code == 303
    late = resend(client, MINUTES, stale, said="corrected", text="One more thing")
    assert late.status_code == 422
    assert "One more thing" in late.content.decode()


def test_a_report_of_their_own_has_no_minutes(reported: Reported) -> None:
    _report, words = reported
    client = Client()
    come_back(client, words)
    assert client.get(MINUTES).status_code == 404
    assert Client().get(MINUTES).headers["Location"] == "/speak-up/receipt/"


def test_whoever_finds_the_paper_dead_learns_since_when(handled: Handled) -> None:
    """The reader who printed it goes first, and signs in the teller's place."""
    report, printed = write_down(handled)
    impostor, _ = made_own(printed)
    send(impostor, MINUTES, said="agreed")
    answer = send(Client(), "/speak-up/receipt/", receipt=printed)
    assert answer.status_code == 422
    assert "another one took its place" in answer.content.decode()
    assert SAID not in answer.content.decode()
    with clock.moved_to(clock.now() + timedelta(days=1)):
        services.announce(by=HOUSE)
        assert standing_of(handled, report).taken_over_on == clock.today() - timedelta(days=1)
    assert "The printed receipt was changed for another one on" not in reader_sees(handled, report), "not on that day"
    opened = services.open_receipt(receipt=read(printed))
    assert opened is not None
    assert (opened.report, opened.key, opened.private, opened.spent_on) == (None, None, b"", clock.today())


def test_a_guess_at_a_dead_paper_learns_nothing(written: Reported) -> None:
    _report, printed = written
    made_own(printed)
    right = read(printed)
    guess = type(right)(right.look_up, bytes(len(right.secret)))
    assert services.open_receipt(receipt=guess) is None


def test_a_receipt_of_ones_own_leaves_no_trace_when_it_is_changed(reported: Reported) -> None:
    _report, words = reported
    client = Client()
    come_back(client, words)
    page = client.get(NEW)
    assert resend(client, NEW, page, **two_words(page)).status_code == 303
    assert not SpentReceipt.objects.exists()
    assert services.open_receipt(receipt=read(words)) is None


def test_nothing_of_it_lies_open_in_the_database(handled: Handled) -> None:
    report, printed = write_down(handled, name="Sam Reyes")
    client, _ = made_own(printed)
    send(client, MINUTES, said="corrected", text=OTHERWISE)
    sealed = b"".join(bytes(each.sealed) for each in Envelope.objects.filter(thing=str(report.ref)))
    writer = handled.readers.handler.ring.person
    for words in (SAID, OTHERWISE, "Sam Reyes", "in_person", writer.public_id):
        assert words.encode() not in sealed
    assert report.acknowledged_by is None
    assert not ReporterKey.objects.get(report=report).must_change


def test_a_dead_paper_goes_with_its_report(handled: Handled, written: Reported) -> None:
    report, printed = written
    made_own(printed)
    handler = handled.readers.handler
    services.close_with_answer(
        by=handler.ring.person, report=report, answer="Done.", keys=handled.keys(handler, report), outcome="put_right"
    )
    services.note_opened(by=handler.ring.person, report=report)
    with clock.moved_to(clock.now() + timedelta(days=1500)):
        tasks.purge({})
    assert not Report.objects.exists()
    assert not SpentReceipt.objects.exists()


def print_again(handled: Handled, report: Report) -> str:
    """Let the deputy print another receipt, with the form sent twice; give its words."""
    client = unlocked(handled.readers.deputy)
    address = paper_of(report)
    assert address in client.get(page_of(report)).content.decode()
    form = client.get(address).context["form"]
    held = {name: form[name].value() for name in ("nonce", "printed")}
    papers = [client.post(address, held) for _ in range(2)]
    assert [paper.status_code for paper in papers] == [200, 200]
    assert papers[0].context["receipt"] == papers[1].context["receipt"]
    return " ".join(papers[0].context["receipt"].words)


def test_a_lost_paper_is_printed_again_and_the_one_before_is_dead(handled: Handled, written: Reported) -> None:
    report, lost = written
    printed = print_again(handled, report)
    assert "another one took its place" in send(Client(), "/speak-up/receipt/", receipt=lost).content.decode()
    shown = reader_sees(handled, report)
    assert shown.count("another receipt was printed") == 1
    assert handled.readers.deputy.ring.person.name in shown
    client, _own = made_own(printed)
    assert SAID in client.get(FOLLOW).content.decode()


def test_nobody_prints_another_one_once_it_is_theirs(handled: Handled, written: Reported) -> None:
    report, printed = written
    client = unlocked(handled.readers.deputy)
    form = client.get(paper_of(report)).context["form"]
    own, words = made_own(printed)
    answer = client.post(paper_of(report), {name: form[name].value() for name in ("nonce", "printed")})
    assert answer.status_code == 422
    assert "has a receipt of their own by now" in answer.content.decode()
    assert SAID in own.get(FOLLOW).content.decode()
    assert SAID in come_back(Client(), words).content.decode()


def test_another_paper_is_printed_by_its_readers_alone_with_their_key(cast: Cast, handled: Handled) -> None:
    report, _ = write_down(handled, leave_off=[handled.readers.handler.ring.person.public_id])
    for client in (signed_in(cast.administrator), signed_in(handled.supervisor), unlocked(handled.readers.handler)):
        assert client.get(paper_of(report)).status_code == 404
        assert client.post(paper_of(report), {}).status_code == 404
    with pytest.raises(Locked):
        services.print_again(by=handled.readers.deputy.ring.person, report=report, receipt=new_receipt(), keys=None)
