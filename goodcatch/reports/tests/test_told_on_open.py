"""What somebody told a handler of an open channel: written down, printed, made theirs, corrected and signed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodcatch.files.tests import made
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.people.terms import Role, Subject
from goodcatch.reports import queries, services
from goodcatch.reports.models import Channel, Message, Report, ReporterKey, SpentReceipt
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.terms import WordsTold
from goodcatch.reports.tests.handling import HOUSE
from goodcatch.reports.tests.outside import Fields, come_back, report_and_receipt, resend, send
from goodcatch.reports.tests.sealing import FOLLOW
from goodcatch.reports.tests.told import MINUTES, SAID, fill_in, made_own, page_for, paper_of, sent_by
from goodcatch.reports.traces import traces
from goodcatch.standards import services as standards
from goodcatch.vault.models import Envelope
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
LIST = "/in/reports/"
OTHERWISE = "It was weir 4, and the stamp was there on Sunday."


def written(cast: Cast, channel: Channel, **typed: Any) -> tuple[Report, str]:
    return sent_by(signed_in(cast.handler), channel, **{"kind": "close_call", **typed})


def photo(name: str) -> SimpleUploadedFile:
    """A picture as a phone takes it."""
    return SimpleUploadedFile(name, made.photo())


def page_of(report: Report) -> str:
    return f"/in/reports/{report.public_id}/"


def test_a_form_that_comes_back_has_kept_its_files(cast: Cast, channel: Channel) -> None:
    client = signed_in(cast.handler)
    _page, sent = fill_in(client, channel, kind="close_call")
    failed = client.post(page_for(channel), {**sent, "happened": "", "attached": [photo("weir.jpg")]})
    assert failed.status_code == 422
    assert "Kept already: weir.jpg" in failed.content.decode()
    aside = Fields(failed).values["aside"]
    assert client.post(page_for(channel), {**sent, "aside": aside, "attached": [photo("b.jpg")]}).status_code == 200
    files = queries.telling(cast.handler, Report.objects.get()).files
    assert [each.about.shown.name for each in files] == ["picture 1.jpg", "picture 2.jpg"]
    assert not Envelope.objects.filter(thing__startswith="aside:").exists()


@pytest.fixture
def second(cast: Cast, channel: Channel) -> Person:
    """Give another one who handles the channel."""
    people.grant(by=cast.administrator, person=cast.leader, role=Role.TRIAGER, unit=channel.unit)
    return cast.leader


def test_it_stands_in_the_ordinary_lists_and_its_receipt_on_one_page(cast: Cast, channel: Channel) -> None:
    client = signed_in(cast.handler)
    assert page_for(channel) in client.get(LIST).content.decode()
    page, sent = fill_in(client, channel, kind="close_call", where="Weir 3", remedy="Two signatures")
    assert "Articles 9(2) and 18" in page.content.decode(), "the law on what is told by voice"
    answer = client.post(page_for(channel), sent)
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(word in answer.content.decode() for word in answer.context["receipt"].words)
    report = Report.objects.get()
    assert (report.person, report.held, report.news) == (None, False, True)
    for listed in (LIST, "/in/triage/", page_of(report)):
        for words in (SAID, "told in person", "written down by a triager"):
            assert words in client.get(listed).content.decode()
    for words in ("Weir 3", "Two signatures", "not yet seen by whoever told it", "with consent"):
        assert words in client.get(page_of(report)).content.decode()
    again = client.post(page_for(channel), sent)
    assert again.context["receipt"] == answer.context["receipt"], "two copies of the form are one report"
    assert Report.objects.count() == 1


def test_with_a_name_it_says_whose_and_who_wrote_it_down(cast: Cast, channel: Channel, second: Person) -> None:
    report, _ = written(cast, channel, name="Sam Reyes, ext. 12", thanked="on")
    assert report.acknowledged_by == cast.handler
    shown = signed_in(second).get(page_of(report)).content.decode()
    assert "Sam Reyes, ext. 12" in shown
    assert f"written down by {cast.handler.name}" in shown
    own = {trace.called: trace.text for trace in traces(HOUSE, Subject(cast.handler.pk))}
    assert own["Reports written down for somebody who gave a name"] == "1"
    named = list(traces(HOUSE, Subject(words=("Sam Reyes", "in_person"))))
    assert [trace.text for trace in named] == ["Sam Reyes, ext. 12"], "how it was told is nobody's words"


def test_days_run_from_the_one_on_which_it_was_told_and_thanks_leave_no_hour(cast: Cast, channel: Channel) -> None:
    told_on = clock.today() - timedelta(days=3)
    report, _ = written(cast, channel, told_on=told_on.isoformat(), thanked="on")
    thanked = report.acknowledged_at
    assert thanked is not None
    assert (report.day, thanked.date(), thanked.hour, thanked.minute) == (told_on, told_on, 0, 0)
    assert report.acknowledged_by is None, "no account beside somebody without a name"


def test_who_told_it_reads_corrects_and_signs_and_both_versions_are_kept(cast: Cast, channel: Channel) -> None:
    report, printed = written(cast, channel)
    client, own = made_own(printed)
    assert f"a triager of {channel.unit}" in client.get(FOLLOW).content.decode()
    page = client.get(MINUTES)
    assert SAID in page.content.decode()
    assert cast.handler.name not in page.content.decode()
    for _ in range(2):
        assert resend(client, MINUTES, page, said="corrected", text=OTHERWISE).status_code == 303
    assert Message.objects.filter(report=report).count() == 1, "sent twice, it is done once"
    services.note_opened(by=cast.handler, report=report)
    assert send(client, MINUTES, said="agreed").status_code == 303
    report.refresh_from_db()
    assert (report.unread, report.news) == (True, True)
    shown = signed_in(cast.handler).get(page_of(report)).content.decode()
    for words in (SAID, OTHERWISE, "With what I corrected, this is what I said.", "agreed: this is what I said"):
        assert words in shown
    assert "You signed this on" in client.get(MINUTES).content.decode()
    assert OTHERWISE in come_back(Client(), own).content.decode(), "its own receipt opens it from elsewhere"


def test_the_paper_is_dead_once_it_was_changed_and_says_since_when(cast: Cast, channel: Channel) -> None:
    report, printed = written(cast, channel)
    made_own(printed)
    answer = send(Client(), "/speak-up/receipt/", receipt=printed)
    assert answer.status_code == 422
    assert "another one took its place" in answer.content.decode()
    changed = "The printed receipt was changed for another one on"
    assert changed not in signed_in(cast.handler).get(page_of(report)).content.decode(), "not on that day"
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert changed in signed_in(cast.handler).get(page_of(report)).content.decode()
    assert signed_in(cast.handler).post(paper_of(report), {}).status_code == 422, "nobody prints another one now"
    services.close_with_answer(by=cast.handler, report=report, outcome="put_right", answer="Done.")
    with clock.moved_to(clock.now() + timedelta(days=1500)):
        services.purge_due(by=HOUSE)
    assert not ReporterKey.objects.exists()
    assert not SpentReceipt.objects.exists()


def test_a_lost_paper_is_printed_again(cast: Cast, channel: Channel, second: Person) -> None:
    report, lost = written(cast, channel)
    client = signed_in(second)
    assert paper_of(report) in client.get(page_of(report)).content.decode()
    form = client.get(paper_of(report)).context["form"]
    paper = client.post(paper_of(report), {name: form[name].value() for name in ("nonce", "printed")})
    assert "another one took its place" in send(Client(), "/speak-up/receipt/", receipt=lost).content.decode()
    shown = client.get(page_of(report)).content.decode()
    assert "Another receipt was printed on" in shown
    own, _words = made_own(" ".join(paper.context["receipt"].words))
    assert SAID in own.get(FOLLOW).content.decode()


def test_it_is_no_page_for_anybody_who_does_not_handle_the_channel(cast: Cast, channel: Channel) -> None:
    report, _ = written(cast, channel)
    for person in (cast.administrator, cast.colleague, cast.curator):
        client = signed_in(person)
        for address in (page_for(channel), paper_of(report)):
            assert client.get(address).status_code == 404
            assert client.post(address, {"happened": SAID}).status_code == 404
        assert page_for(channel) not in client.get(LIST).content.decode()
    with pytest.raises(RuleBroken, match="Only those who handle"):
        services.write_down(
            by=cast.administrator,
            channel=channel,
            receipt=new_receipt(),
            way="phone",
            told_on=clock.today(),
            language="en",
            agreed=True,
            told=WordsTold(kind="close_call", happened=SAID),
        )
    report_and_receipt(Client())
    own = Report.objects.exclude(pk=report.pk).get()
    assert signed_in(cast.handler).get(paper_of(own)).status_code == 404, "nobody wrote that one down"


def test_who_wrote_it_down_may_be_the_one_who_must_not_read_it(cast: Cast, channel: Channel, second: Person) -> None:
    client = signed_in(cast.handler)
    _page, sent = fill_in(client, channel, kind="close_call", leave_off=[cast.handler.public_id])
    paper = client.post(page_for(channel), sent)
    assert cast.handler not in paper.context["others"]
    assert second in paper.context["others"]
    report = Report.objects.get()
    assert cast.handler not in people_in(report.audience_id)
    assert client.get(page_of(report)).status_code == 404
    assert SAID not in client.get(LIST).content.decode()


def test_what_is_wrong_comes_back_filled_in(cast: Cast, channel: Channel) -> None:
    client = signed_in(cast.handler)
    for wrong, said in (
        ({"happened": ""}, "in a sentence or more"),
        ({"agreed": ""}, "wants their consent first"),
        ({"told_on": "2999-01-01"}, "has not come yet"),
    ):
        _page, sent = fill_in(client, channel, **{"kind": "close_call", "where": "Weir 3", **wrong})
        answer = client.post(page_for(channel), sent)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert Fields(answer).values["where"] == "Weir 3"
    standards.adopt_law_pack(by=cast.administrator, unit=channel.entity, code="de-hinschg", edition=1)
    assert written(cast, channel, agreed="")[0].public_id, "a summary needs none there"
