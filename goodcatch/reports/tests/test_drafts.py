"""The verbs of drafts: saved to whoever writes them alone, thrown away, forgotten."""

from datetime import timedelta

import pytest
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.record.models import PoolEntry
from goodcatch.reports import queries, services, tasks, terms
from goodcatch.reports.models import Draft, Report, ReporterKey
from goodcatch.reports.tests.outside import Fields, resend, send
from goodcatch.reports.tests.sealing import FOLLOW, TELLING, TOLD, SealedChannel, begin, tell
from goodcatch.vault.models import Envelope, ShredKey
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_draft_is_in_no_list_count_or_record(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    begin(client)
    tell(client, then="save")
    assert not PoolEntry.objects.exists()
    assert not Report.objects.exists()
    for viewer in cast.everybody.values():
        assert queries.inbox(viewer).rows == ()


def test_only_its_receipt_opens_it(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    begin(client)
    tell(client, then="save")
    key = ReporterKey.objects.select_related("draft").get()
    assert key.draft is not None
    other = services.open_receipt(receipt=begin(Client()))
    assert other is not None
    from goodcatch.kernel.errors import Refused  # noqa: PLC0415

    with pytest.raises(Refused):
        queries.unsent(PUBLIC, key, other.private)


def test_it_goes_thirty_days_after_its_last_saving(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    receipt = begin(client)
    tell(client, then="save")
    with clock.moved_to(clock.now() + timedelta(days=30)):
        tasks.forget_drafts({})
        assert Draft.objects.count() == 1
    with clock.moved_to(clock.now() + timedelta(days=31)):
        tasks.forget_drafts({})
    for model in (Draft, ReporterKey, Envelope, ShredKey):
        assert not model.objects.exists(), model
    assert services.open_receipt(receipt=receipt) is None


def test_a_draft_without_a_word_goes_too(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    begin(client)
    with clock.moved_to(clock.now() + timedelta(days=31)):
        assert services.forget_drafts() == 1
    assert not Draft.objects.exists()


def test_thrown_away_nothing_of_it_is_left(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    receipt = begin(client)
    tell(client, then="save")
    assert client.post(f"{TELLING}drop/", {}).headers["Location"] == TELLING, "not without its token"
    page = client.get(TELLING)
    dropped = client.post(f"{TELLING}drop/", {"nonce": page.context["drop_form"]["nonce"].value()})
    assert dropped.status_code == 303
    for model in (Draft, ReporterKey, Envelope, ShredKey):
        assert not model.objects.exists(), model
    assert services.open_receipt(receipt=receipt) is None
    assert client.get(TELLING).headers["Location"] == "/speak-up/receipt/"


def test_saving_after_sending_changes_nothing(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    begin(client)
    page = client.get(TELLING)
    resend(client, TELLING, page, **TOLD)
    late = resend(client, TELLING, page, **{**TOLD, "then": "save", "happened": "Something else"})
    assert late.headers["Location"] == FOLLOW
    key = ReporterKey.objects.get()
    with pytest.raises(AlreadyDone):
        services.save_draft(key=key, unsent=terms.Unsent())
    with pytest.raises(AlreadyDone):
        services.drop_draft(key=key)


def test_a_draft_that_is_gone_says_so(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    begin(client)
    key = ReporterKey.objects.get()
    services.drop_draft(key=key)
    with pytest.raises(RuleBroken, match="opens nothing any more"):
        services.save_draft(key=key, unsent=terms.Unsent())


def test_after_half_an_hour_the_receipt_brings_back_what_was_being_told(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    receipt = begin(client)
    page = client.get(TELLING)
    with clock.moved_to(clock.now() + timedelta(minutes=45)):
        asked = resend(client, TELLING, page, **{**TOLD, "leave_off": [cast.peer.public_id]})
        assert asked.status_code == 422
        assert "What you were telling comes along" in asked.content.decode()
        entered = resend(client, "/speak-up/receipt/", asked, receipt=" ".join(receipt.words))
        assert entered.headers["Location"] == TELLING
        back = client.get(TELLING)
    assert Fields(back).values["happened"] == TOLD["happened"]
    assert sorted(Fields(back).chosen) == ["kind", "known", "leave_off"]


def test_the_two_words_twice_are_one_draft(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    receipt = begin(client)
    first = services.open_receipt(receipt=receipt)
    again = services.begin_draft(channel=sealed.channel, receipt=receipt)
    assert first is not None
    assert again.key == first.key
    assert again.private == first.private
    assert Draft.objects.count() == 1


def test_a_closed_channel_takes_nothing_more(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    begin(client)
    page = client.get(TELLING)
    services.close_channel(by=cast.administrator, channel=sealed.channel)
    refused = resend(client, TELLING, page, **TOLD)
    assert refused.status_code == 422
    assert "takes no more reports" in refused.content.decode()
    assert Fields(refused).values["happened"] == TOLD["happened"]


def test_a_stale_page_of_the_receipt_shows_another(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    from goodcatch.reports.tests.sealing import FORM, two_words  # noqa: PLC0415

    page = client.get(FORM)
    with clock.moved_to(clock.now() + timedelta(minutes=61)):
        stale = resend(client, FORM, page, **two_words(page))
        assert stale.status_code == 422
        assert "it shows another receipt now" in stale.content.decode()
        assert stale.context["receipt"] != page.context["receipt"]
        assert resend(client, FORM, stale, **two_words(stale)).status_code == 303
        assert send(client, TELLING, **TOLD).status_code == 303
