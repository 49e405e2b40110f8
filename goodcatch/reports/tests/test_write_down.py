"""The verb write_down and its page: what somebody told a reader in person or by phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodcatch.files.tests import made
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.queries import people_in
from goodcatch.record.models import Entry, PoolEntry
from goodcatch.reports import queries, services
from goodcatch.reports.models import Clock, Report, ReporterKey
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.terms import WordsTold
from goodcatch.reports.tests.handling import HOUSE, Handled, owner_of, page_of, unlocked
from goodcatch.reports.tests.outside import Fields
from goodcatch.reports.tests.told import SAID, fill_in, locked_again, page_for, write_down
from goodcatch.standards import services as standards
from goodcatch.vault.terms import Keyring
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
LIST = "/in/reports/sealed/"


def test_what_was_told_is_sealed_and_its_receipt_stands_on_one_page(handled: Handled) -> None:
    client = unlocked(handled.readers.handler)
    assert page_for(handled.channel) in client.get(LIST).content.decode()
    _page, sent = fill_in(client, handled.channel, concerned="The night crew", remedy="Two signatures")
    answer = client.post(page_for(handled.channel), sent)
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(word in answer.content.decode() for word in answer.context["receipt"].words)
    report = Report.objects.get()
    assert ReporterKey.objects.get(report=report).must_change
    assert report.held, "it waits for its hour, like every report"
    services.announce(by=HOUSE)
    shown = unlocked(handled.readers.deputy).get(page_of(report)).content.decode()
    for words in (SAID, "The night crew", "Two signatures", "told in person", handled.readers.handler.ring.person.name):
        assert words in shown
    assert "not yet seen by whoever told it" in shown


def test_a_form_that_comes_back_has_kept_its_files(handled: Handled) -> None:
    client = unlocked(handled.readers.handler)
    _page, sent = fill_in(client, handled.channel)
    photo = SimpleUploadedFile("valve.jpg", made.photo())
    failed = client.post(page_for(handled.channel), {**sent, "happened": "", "attached": [photo]})
    assert "Kept already: valve.jpg" in failed.content.decode()
    locked_again(client)
    locked = client.post(page_for(handled.channel), {**sent, "aside": Fields(failed).values["aside"]})
    assert "Kept already: valve.jpg" in locked.content.decode(), "nor where the key was locked meanwhile"
    aside = Fields(locked).values["aside"]
    assert (
        unlocked(handled.readers.handler).post(page_for(handled.channel), {**sent, "aside": aside}).status_code == 200
    )
    report, deputy = Report.objects.get(), handled.readers.deputy
    told = queries.telling(deputy.ring.person, report, handled.keys(deputy, report))
    assert [(each.about.shown.name, each.about.original is not None) for each in told.files] == [("valve.jpg", True)]


def test_a_name_is_sealed_apart_and_never_among_the_words(handled: Handled) -> None:
    report, _ = write_down(handled, name="Sam Reyes, ext. 12")
    for held in (handled.readers.handler, handled.readers.deputy):
        assert "Sam Reyes" not in unlocked(held).get(page_of(report)).content.decode()
    told = queries.telling(handled.readers.deputy.ring.person, report, handled.keys(handled.readers.deputy, report))
    assert (told.name, told.told.known) == ("", "apart")


def test_clocks_run_from_the_day_on_which_it_was_told(handled: Handled) -> None:
    told_on = clock.today() - timedelta(days=3)
    report, _ = write_down(handled, told_on=told_on.isoformat())
    assert report.day == told_on
    due = {row.kind: row.due for row in Clock.objects.filter(report=report)}
    assert due["thanks"] == told_on + timedelta(days=7)


def test_thanks_in_person_end_the_clock_for_thanks_and_leave_no_hour(handled: Handled) -> None:
    told_on = clock.today() - timedelta(days=1)
    report, _ = write_down(handled, told_on=told_on.isoformat(), thanked="on")
    assert report.acknowledged_at is not None
    assert (report.acknowledged_at.date(), report.acknowledged_at.hour, report.acknowledged_at.minute) == (
        told_on,
        0,
        0,
    )
    assert report.unread, "nobody has opened it yet"
    running = Clock.objects.filter(report=report, ended_on__isnull=True)
    assert [row.kind for row in running] == ["answer"]


def test_the_record_says_what_it_says_of_any_report(handled: Handled) -> None:
    before = Entry.objects.count()
    _page, sent = fill_in(unlocked(handled.readers.handler), handled.channel)
    client = unlocked(handled.readers.handler)
    assert client.post(page_for(handled.channel), sent).status_code == 200
    assert Entry.objects.count() == before, "no entry with an actor and an hour"
    report = Report.objects.get()
    assert [row.verb for row in PoolEntry.objects.filter(thing_id=report.public_id)] == ["reports.submit_report"]


def test_two_copies_of_the_form_are_one_report_with_one_receipt(handled: Handled) -> None:
    client = unlocked(handled.readers.handler)
    _page, sent = fill_in(client, handled.channel)
    first, second = (client.post(page_for(handled.channel), sent) for _ in range(2))
    assert Report.objects.count() == 1
    assert first.context["receipt"] == second.context["receipt"]


def test_a_copy_with_a_stale_receipt_shows_none_that_opens_nothing(handled: Handled) -> None:
    client = unlocked(handled.readers.handler)
    _page, sent = fill_in(client, handled.channel)
    client.post(page_for(handled.channel), sent)
    again = client.post(page_for(handled.channel), {**sent, "printed": ""})
    assert (again.status_code, again.headers.get("Location")) == (303, LIST)


def test_who_wrote_it_down_may_be_the_one_who_must_not_read_it(handled: Handled) -> None:
    handler, deputy = handled.readers.handler, handled.readers.deputy
    last = handled.readers.last.ring.person
    off = [handler.ring.person.public_id, handled.supervisor.public_id, last.public_id]
    client = unlocked(handler)
    paper = client.post(page_for(handled.channel), fill_in(client, handled.channel, leave_off=off)[1])
    assert paper.context["others"] == [deputy.ring.person], "the paper sends nobody to somebody left off"
    services.announce(by=HOUSE)
    report = Report.objects.get()
    assert handler.ring.person not in people_in(report.audience_id)
    browser = unlocked(handler)
    assert browser.get(page_of(report)).status_code == 404
    assert SAID not in browser.get(f"{LIST}?all").content.decode()
    assert owner_of(report) == deputy.ring.person
    assert SAID in unlocked(deputy).get(page_of(report)).content.decode()
    audience = Clock.objects.filter(report=report).values_list("audience_id", flat=True)[0]
    assert not people_in(audience).exists(), "the supervisor hears of no lateness"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"happened": ""}, "in a sentence or more"),
        ({"agreed": ""}, "wants their consent first"),
        ({"told_on": "2999-01-01"}, "has not come yet"),
        ({"told_on": "2019-01-01"}, "more than a year ago"),
        ({"way": "pigeon"}, "pigeon"),
        ({"language": "xx"}, "xx"),
    ],
)
def test_what_is_wrong_comes_back_filled_in(handled: Handled, wrong: dict[str, str], said: str) -> None:
    client = unlocked(handled.readers.handler)
    _page, sent = fill_in(client, handled.channel, **{"where": "Weir 3", **wrong})
    answer = client.post(page_for(handled.channel), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Fields(answer).values["where"] == "Weir 3"
    assert not Report.objects.exists()


def test_consent_is_asked_for_as_the_law_says(cast: Cast, handled: Handled) -> None:
    assert write_down(handled, way="phone", agreed="")[0].public_id
    standards.adopt_law_pack(by=cast.administrator, unit=handled.channel.entity, code="de-hinschg", edition=1)
    assert write_down(handled, way="in_person", agreed="")[0].public_id, "a summary needs none there"
    client = unlocked(handled.readers.handler)
    _page, sent = fill_in(client, handled.channel, way="recorded", agreed="")
    assert client.post(page_for(handled.channel), sent).status_code == 422


def test_danger_is_told_at_once(handled: Handled) -> None:
    client = unlocked(handled.readers.handler)
    _page, sent = fill_in(client, handled.channel, danger="on")
    client.post(page_for(handled.channel), sent)
    report = Report.objects.get()
    assert not report.held
    assert Entry.objects.filter(verb="reports.announce_danger", thing_id=report.public_id).exists()


def test_a_key_that_locked_meanwhile_loses_nothing(handled: Handled) -> None:
    client = unlocked(handled.readers.handler)
    _page, sent = fill_in(client, handled.channel)
    locked_again(client)
    answer = client.post(page_for(handled.channel), sent)
    assert answer.status_code == 422
    assert "Unlock your key in another tab" in answer.content.decode()
    assert Fields(answer).values["happened"] == SAID
    assert "/in/keys/" in client.get(page_for(handled.channel)).headers["Location"]


def test_it_is_no_page_for_anybody_else(cast: Cast, handled: Handled) -> None:
    for person in (cast.administrator, handled.supervisor, cast.curator):
        client = signed_in(person)
        assert client.get(page_for(handled.channel)).status_code == 404
        assert client.post(page_for(handled.channel), {"happened": SAID}).status_code == 404
        assert page_for(handled.channel) not in client.get(LIST).content.decode()
    assert Client().get(page_for(handled.channel)).status_code == 302


def refused(by: Keyring, handled: Handled) -> Any:
    return services.write_down(
        by=by,
        channel=handled.channel,
        receipt=new_receipt(),
        way="phone",
        told_on=clock.today(),
        language="en",
        agreed=True,
        told=WordsTold(kind="not_right", happened=SAID),
    )


def test_only_a_key_of_the_signed_list_writes_down(handled: Handled) -> None:
    mine = handled.readers.handler.ring
    foreign = Keyring(**{**{f: getattr(mine, f) for f in mine.__dataclass_fields__}, "key": "ANOTHER1"})
    with pytest.raises(RuleBroken, match="Only those who read"):
        refused(foreign, handled)
    assert not Report.objects.exists()


def test_a_paused_channel_takes_nothing(handled: Handled) -> None:
    handled.channel.paused_at = clock.now()
    handled.channel.save(update_fields=["paused_at"])
    client = unlocked(handled.readers.handler)
    _page, sent = fill_in(client, handled.channel)
    answer = client.post(page_for(handled.channel), sent)
    assert answer.status_code == 422
    assert "takes nothing new for now" in answer.content.decode()
