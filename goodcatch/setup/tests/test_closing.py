"""Sealed channels close on what may leak, are told of, and open by a person after a clean examination."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC, System
from goodcatch.people.models import Person
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports import services as reports
from goodcatch.reports.models import Channel, Draft, Report
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.terms import Unsent, WordsTold
from goodcatch.reports.tests.sealed import Readers, opened
from goodcatch.setup import queries, services, tasks
from goodcatch.setup.models import Examination
from goodcatch.setup.terms import Finding
from tests.cast import Cast, ClientOf

DOCTOR = System("doctor")
LEAK, WEAK = Finding("debug"), Finding("disk-low", {"mb": 7})


@pytest.fixture
def channel(cast: Cast, prepared: Channel, readers: Readers) -> Channel:
    """Give a sealed channel that takes reports."""
    return opened(cast, prepared, readers)


def examined(*found: Finding) -> Examination:
    return services.keep_examination(by=DOCTOR, found=found)


def told(verb: str) -> set[str]:
    return set(EntryHearer.objects.filter(entry__verb=verb).values_list("person", flat=True))


def ids(people: Collection[Person]) -> set[str]:
    return {person.public_id for person in people}


def test_a_leak_closes_sealed_channels_on_the_record_and_all_concerned_are_told(cast: Cast, channel: Channel) -> None:
    examined(LEAK)
    channel.refresh_from_db()
    assert channel.paused_at is not None
    assert not channel.takes_reports
    assert Entry.objects.get(verb="reports.pause_channel").actor_id == "doctor"
    readers = ids([cast.handler, cast.peer, cast.director])
    assert told("reports.pause_channel") == readers | {cast.administrator.public_id}
    examined(LEAK)
    assert Entry.objects.filter(verb="reports.pause_channel").count() == 1
    assert told("setup.keep_examination") == {cast.administrator.public_id}
    assert EntryHearer.objects.filter(entry__verb="setup.keep_examination").count() == 1


def test_a_lesser_finding_closes_nothing(channel: Channel) -> None:
    examined(WEAK, Finding("record-broken", {"count": 1}))
    channel.refresh_from_db()
    assert channel.takes_reports


def test_an_open_channel_goes_on(cast: Cast) -> None:
    plain = reports.open_channel(by=cast.administrator, unit=cast.units.northfield, name="Speak up")
    examined(LEAK)
    plain.refresh_from_db()
    assert plain.takes_reports
    with pytest.raises(RuleBroken, match="Only a sealed channel"):
        reports.pause_channel(by=DOCTOR, channel=plain)


def test_whoever_comes_to_speak_up_reads_why_and_what_else_can_be_done(
    cast: Cast, channel: Channel, client: Client
) -> None:
    reports.open_channel(by=cast.administrator, unit=cast.units.northfield, name="Speak up", slug="plain")
    examined(LEAK)
    answer = client.get("/speak-up/ethics/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This channel takes nothing new for now." in page
    assert 'href="/speak-up/plain/"' in page
    assert 'href="/speak-up/receipt/"' in page
    assert not answer.cookies
    assert client.post("/speak-up/ethics/", {"words": "x"}).status_code == 422
    assert not Draft.objects.exists()


def test_somebody_signed_in_is_led_to_the_same_page(cast: Cast, channel: Channel, client_of: ClientOf) -> None:
    examined(LEAK)
    assert 'href="/speak-up/ethics/"' in client_of(cast.colleague).get("/in/speak-up/ethics/").content.decode()


def test_a_draft_is_kept_and_can_be_sent_once_it_is_open_again(cast: Cast, channel: Channel) -> None:
    begun = reports.begin_draft(channel=channel, receipt=new_receipt())
    assert begun.key is not None
    unsent = Unsent(told=WordsTold(kind="not_right", happened="The log was signed before.", known="no"))
    reports.save_draft(key=begun.key, unsent=unsent, private=begun.private)
    examined(LEAK)
    with pytest.raises(RuleBroken, match="takes nothing new for now"):
        reports.send_draft(by=PUBLIC, key=begun.key, unsent=unsent, private=begun.private)
    reports.save_draft(key=begun.key, unsent=unsent, private=begun.private)
    channel.refresh_from_db()
    with pytest.raises(RuleBroken, match="takes nothing new for now"):
        reports.begin_draft(channel=channel, receipt=new_receipt())
    examined()
    services.reopen_sealed(by=cast.administrator)
    reports.send_draft(by=PUBLIC, key=begun.key, unsent=unsent, private=begun.private)
    assert Report.objects.filter(channel=channel).count() == 1


def test_it_opens_by_an_administrator_after_a_clean_examination_alone(cast: Cast, channel: Channel) -> None:
    examined(LEAK)
    with pytest.raises(RuleBroken, match="Examine the house first"):
        services.reopen_sealed(by=cast.administrator)
    examined(LEAK)
    with pytest.raises(RuleBroken, match="still found what closed them"):
        services.reopen_sealed(by=cast.administrator)
    examined(WEAK)
    channel.refresh_from_db()
    assert channel.paused_at is not None, "the house opened it by itself"
    with pytest.raises(RuleBroken, match="Only an administrator"):
        services.reopen_sealed(by=cast.handler)
    with pytest.raises(RuleBroken, match="A person resumes"):
        reports.resume_channel(by=DOCTOR, channel=channel)
    with clock.moved_to(clock.now() + timedelta(days=2)), pytest.raises(RuleBroken, match="Examine the house first"):
        services.reopen_sealed(by=cast.administrator)
    services.reopen_sealed(by=cast.administrator)
    channel.refresh_from_db()
    assert channel.takes_reports
    assert told("reports.resume_channel") == ids([cast.handler, cast.peer, cast.director])
    with pytest.raises(RuleBroken, match="No sealed channel is paused"):
        services.reopen_sealed(by=cast.administrator)


def test_examinations_are_kept_for_90_days(cast: Cast) -> None:
    with clock.moved_to(clock.now() - timedelta(days=91)):
        examined(WEAK)
    examined()
    assert Examination.objects.count() == 1
    assert queries.newest(cast.handler) is None


def test_the_worker_examines_and_keeps_in_the_transaction_of_its_work(db: None) -> None:
    effect = tasks.examine({})
    assert not Examination.objects.exists()
    effect()
    assert Examination.objects.count() == 1
