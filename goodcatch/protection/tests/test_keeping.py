"""How long plans are kept, and what they keep; where retaliation goes; what the vault asks of the room."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.terms import Reporter
from goodcatch.protection import services
from goodcatch.protection.models import CheckIn, Plan
from goodcatch.protection.queries import could_be_named
from goodcatch.protection.services import keeping
from goodcatch.protection.terms import LASTS
from goodcatch.protection.tests.watching import Begun, Protected, check_of, days_later, opens, say, tend
from goodcatch.record.models import Entry
from goodcatch.reports import queries
from goodcatch.reports import services as reports
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.tests.handling import Reported, sent, unlocked
from goodcatch.reports.tests.outside import send
from goodcatch.reports.tests.sealing import return_with
from goodcatch.reports.tests.speaking import Telling
from goodcatch.ui.codes import qr_code
from goodcatch.vault.models import Envelope, ShredKey
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
HOUSE = System("reports")


def closed_and_over(report: Report, channel: Channel) -> None:
    """Let a report be closed, read, and its time of keeping be a month."""
    Channel.objects.filter(pk=channel.pk).update(keep_months=1)
    reports.tend_clocks(by=HOUSE)
    Report.objects.filter(pk=report.pk).update(closed_at=clock.now(), unread=False, held=False)
    from goodcatch.reports.models import Clock  # noqa: PLC0415

    Clock.objects.filter(report=report).update(ended_on=clock.today())


def test_a_plan_that_runs_keeps_its_report_and_goes_along_when_it_has_ended(protected: Protected, begun: Begun) -> None:
    plan, report, words = begun
    closed_and_over(report, protected.handled.channel)
    with days_later(100):
        say(return_with(words), "no")
        assert check_of(plan, 90).answered
        assert reports.purge_due(by=HOUSE) == 0
        answered = str(check_of(plan, 90).ref)
        assert ShredKey.objects.filter(thing=answered).exists()
        services.end_plan(by=Reporter(report.public_id), plan=plan)
        assert reports.purge_due(by=HOUSE) == 1
    assert not Plan.objects.exists()
    assert not CheckIn.objects.exists()
    for model in (ShredKey, Envelope):
        assert not model.objects.filter(thing=answered).exists()


def test_left_alone_it_keeps_it_until_the_last_question_is_over(protected: Protected, begun: Begun) -> None:
    _plan, report, _words = begun
    closed_and_over(report, protected.handled.channel)
    with days_later(LASTS.days):
        tend()
        assert reports.purge_due(by=HOUSE) == 0
    with days_later(LASTS.days + 1):
        tend()
        assert reports.purge_due(by=HOUSE) == 1


def test_who_settles_where_retaliation_goes(protected: Protected, cast: Cast, client_of: ClientOf) -> None:
    address = f"/in/channels/{protected.handled.channel.public_id}/retaliation/"
    assert client_of(cast.handler).get(address).status_code == 404
    with pytest.raises(RuleBroken):
        reports.settle_retaliation(by=cast.handler, channel=protected.handled.channel, to=None)
    with pytest.raises(RuleBroken, match="sealed and open"):
        reports.settle_retaliation(
            by=cast.administrator, channel=protected.handled.channel, to=protected.handled.channel
        )
    browser = client_of(cast.administrator)
    assert send(browser, address, to="").status_code == 302
    assert Channel.objects.get(pk=protected.handled.channel.pk).retaliation_to is None
    assert Entry.objects.filter(verb="reports.settle_retaliation").count() == 2


def finding(cast: Cast, channel: Channel) -> tuple[str, bool]:
    found = queries.of_retaliation(cast.administrator, Channel.objects.get(pk=channel.pk))
    return found.said, found.good


def test_the_self_test_says_where_it_goes_and_what_would_be_best(
    protected: Protected, cast: Cast, client_of: ClientOf
) -> None:
    channel = protected.handled.channel
    assert finding(cast, channel) == ("Retaliation goes to: Protection (Aiko Mori, Jonas Weber).", True) or finding(
        cast, channel
    ) == ("Retaliation goes to: Protection (Jonas Weber, Aiko Mori).", True)
    reports.settle_retaliation(by=cast.administrator, channel=channel, to=None)
    said, good = finding(cast, channel)
    assert said.startswith("Nobody settled where retaliation goes. As it stands, it goes to: Protection")
    assert not good
    page = client_of(cast.administrator).get(f"/in/channels/{channel.public_id}/").content.decode()
    assert "Settle where it goes" in page
    Channel.objects.filter(pk=protected.channel.pk).update(closed_at=clock.now())
    said, good = finding(cast, channel)
    assert "nobody can be watched over" in said
    assert not good


def test_an_open_channel_says_it_too(protected: Protected, channel: Channel, cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.handler).get(f"/in/channels/{channel.public_id}/").content.decode()
    assert "As it stands, it goes to: Protection" in page


def test_only_who_joined_since_reads_on_the_reports_own_channel(protected: Protected, cast: Cast) -> None:
    """No other channel takes reports, and everybody who read there when it was sent could have been left off."""
    Channel.objects.filter(pk=protected.channel.pk).update(closed_at=clock.now())
    report, _words = sent(protected.handled)
    assert queries.receiver_for(HOUSE, report) is None
    Report.objects.filter(pk=report.pk).update(day=report.day - timedelta(days=300))
    report.refresh_from_db()
    found = queries.receiver_for(HOUSE, report)
    assert found is None, "those on its allow-list read it, whenever they came"


def test_keys_of_answers_are_given_to_those_alone_who_keep_the_plan(
    protected: Protected, cast: Cast, begun: Begun
) -> None:
    plan, report, words = begun
    with days_later(30):
        say(return_with(words), "no")
    check = check_of(plan, 30)
    assert keeping.may_be_given(person=protected.officer, ids=[check.public_id]) == {check.public_id}
    assert keeping.may_be_given(person=cast.handler, ids=[check.public_id]) == set()
    keeping.left_to(person=cast.curator, ids=[check.public_id], by=System("recovery"))
    assert keeping.may_be_given(person=cast.curator, ids=[check.public_id]) == {check.public_id}
    keeping.identity_opened(public_id=check.public_id, by=System("vault"))
    assert Entry.objects.filter(verb="protection.identity_opened", thing_id=plan.public_id).exists()
    assert not opens(protected.first, report)


def test_who_handles_it_names_nobody_twice_and_not_themselves(
    protected: Protected, cast: Cast, reported: Reported
) -> None:
    report, _words = reported
    address = f"/in/watched/report/{report.public_id}/name/"
    lena = unlocked(protected.handled.readers.handler)
    page = lena.get(address)
    assert "Hand them this address" in page.content.decode()
    assert qr_code(page.context["invitation"]) in page.content.decode()
    assert lena.post(address, {"person": cast.handler.public_id}).status_code == 422
    with pytest.raises(RuleBroken, match="somebody else"):
        services.name_witness(by=cast.handler, report=report, person=cast.handler)


def test_a_guest_is_shown_no_list_of_people_and_hands_over_the_address(
    protected: Protected, cast: Cast, tell: Telling, client_of: ClientOf
) -> None:
    report = tell(by=cast.guest)
    page = client_of(cast.guest).get(f"/in/watched/report/{report.public_id}/name/").content.decode()
    assert "Hand them this address" in page
    assert cast.colleague.name not in page
    assert cast.colleague in could_be_named(cast.handler, report)


def test_readers_are_led_to_no_page_that_administrators_alone_open(
    protected: Protected, cast: Cast, client_of: ClientOf
) -> None:
    reports.settle_retaliation(by=cast.administrator, channel=protected.handled.channel, to=None)
    address = f"/in/channels/{protected.handled.channel.public_id}/"
    for person, led in ((cast.administrator, True), (cast.handler, False)):
        assert (f"{address}retaliation/" in client_of(person).get(address).content.decode()) is led
