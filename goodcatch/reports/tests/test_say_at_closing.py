"""The verb say_at_closing: three answers, apart from the report."""

import pytest
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.terms import Reporter
from goodcatch.record.models import Entry, PoolEntry
from goodcatch.reports import queries, services
from goodcatch.reports.models import Report, Voice
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.tests.outside import Fields
from goodcatch.reports.tests.sealing import FOLLOW, SealedChannel, report_sealed
from goodcatch.reports.tests.speaking import Telling
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db


def closed(client: Client, cast: Cast, sealed: SealedChannel) -> Report:
    report_sealed(client)
    services.announce(by=System("reports"))
    report = Report.objects.filter(closed_at=None).get()
    keys = sealed.keys(cast.handler, report)
    services.close_with_answer(by=cast.handler, report=report, answer="It is stopped.", keys=keys, outcome="put_right")
    report.refresh_from_db()
    return report


def test_asked_once_closed_and_kept_without_a_trace_of_the_report(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    report = closed(client, cast, sealed)
    page = client.get(FOLLOW)
    assert "Were you heard?" in page.content.decode()
    nonce = page.context["heard_form"]["nonce"].value()
    answered = {"nonce": nonce, "heard": "yes", "told": "partly", "protected": ""}
    for _ in range(2):
        assert client.post(f"{FOLLOW}heard/", answered).status_code == 303
    voice = Voice.objects.get()
    assert (voice.heard, voice.told, voice.protected) == ("yes", "partly", "")
    assert voice.channel == report.channel
    assert {field.name for field in Voice._meta.concrete_fields} == {
        "id",
        "channel",
        "quarter",
        "heard",
        "told",
        "protected",
    }
    assert "Were you heard?" not in client.get(FOLLOW).content.decode()
    assert "heard" not in Fields(client.get(FOLLOW)).values


def test_asked_on_an_open_channel_too_of_a_receipt_and_of_an_account_alike(
    client: Client, cast: Cast, tell: Telling, client_of: ClientOf
) -> None:
    unsigned, signed = tell(), tell(by=cast.reporter)
    receipt = new_receipt()
    services.take_slip(by=Reporter(unsigned.public_id), report=unsigned, receipt=receipt)
    entered = client.get("/speak-up/receipt/").context["form"]["nonce"].value()
    client.post("/speak-up/receipt/", {"nonce": entered, "receipt": " ".join(receipt.words)})
    own = f"/in/speak-up/mine/{signed.public_id}/"
    pages = [(client, FOLLOW), (client_of(cast.reporter), own)]
    for browser, page in pages:
        assert "Were you heard?" not in browser.get(page).content.decode()
    for report in (unsigned, signed):
        services.close_with_answer(by=cast.handler, report=report, answer="It is mended.", outcome="put_right")
    for browser, page in pages:
        nonce = browser.get(page).context["heard_form"]["nonce"].value()
        answered = {"nonce": nonce, "heard": "partly", "told": "yes", "protected": ""}
        for _ in range(2):
            assert browser.post(f"{page}heard/", answered).status_code in {302, 303}
        assert "Were you heard?" not in browser.get(page).content.decode()
    assert list(Voice.objects.values_list("heard", "told", "protected")) == [("partly", "yes", "")] * 2
    assert not Entry.objects.filter(verb="reports.say_at_closing").exists(), "nothing of it before the day has ended"
    kept = PoolEntry.objects.filter(verb="reports.say_at_closing").values_list("thing_id", flat=True)
    assert set(kept) == {unsigned.public_id, signed.public_id}
    assert client_of(cast.colleague).post(f"{own}heard/", {"heard": "yes"}).status_code == 404


def test_not_before_closing_not_twice_and_only_by_its_reporter(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    report_sealed(client)
    report = Report.objects.get()
    me = Reporter(report.public_id)
    with pytest.raises(RuleBroken):
        services.say_at_closing(by=me, report=report, heard="yes")
    Report.objects.update(closed_at=clock.now())
    with pytest.raises(RuleBroken):
        services.say_at_closing(by=Reporter("00000000"), report=report, heard="yes")
    with pytest.raises(RuleBroken):
        services.say_at_closing(by=me, report=report, heard="perhaps")
    services.say_at_closing(by=me, report=report)
    with pytest.raises(AlreadyDone):
        services.say_at_closing(by=me, report=report, heard="yes")


def test_shown_from_five_answers_on_and_a_quarter_late(cast: Cast, sealed: SealedChannel) -> None:
    for heard in ("yes", "yes", "partly", "no"):
        Voice.objects.create(channel=sealed.channel, quarter="2025-Q1", heard=heard, told="yes")
    assert queries.voices(cast.administrator, sealed.channel) == []
    Voice.objects.create(channel=sealed.channel, quarter="2025-Q1", heard="yes")
    found = queries.voices(cast.administrator, sealed.channel)
    assert [(each.quarter, each.answers) for each in found] == [("2025-Q1", 5)]
    assert found[0].heard == (3, 1, 1)
    assert found[0].told is None, "four answers are too few"
    today = clock.today()
    quarter = f"{today.year}-Q{(today.month + 2) // 3}"
    Voice.objects.bulk_create(Voice(channel=sealed.channel, quarter=quarter, heard="yes") for _ in range(6))
    assert [each.quarter for each in queries.voices(cast.administrator, sealed.channel)] == ["2025-Q1"]
    assert queries.voices(cast.outsider, sealed.channel) == []
