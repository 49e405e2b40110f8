"""Who inquires: called in, handed on, recused; kept, held, purged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goodcatch.files.models import StoredFile
from goodcatch.inquiry import queries, services
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.services import keeping
from goodcatch.inquiry.tests.inquiring import Inquiring
from goodcatch.inquiry.tests.test_finding import PAPER, a_file
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.vault.models import Envelope, KeyBlob, ShredKey
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HOUSE = System("inquiry")


def test_another_reader_is_called_in_and_reads_it_all(opened_inquiry: Inquiring, cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="reads on this channel"):
        opened_inquiry.do(services.call_in, person=cast.leader)
    with pytest.raises(RuleBroken, match="reads on this channel"):
        opened_inquiry.do(services.call_in, person=opened_inquiry.second)
    opened_inquiry.do(services.call_in, person=opened_inquiry.outside)
    assert opened_inquiry.file(opened_inquiry.outside).title == "Orders in the spring"


def test_whoever_hands_on_reads_it_no_more(opened_inquiry: Inquiring) -> None:
    with pytest.raises(RuleBroken, match="somebody else"):
        opened_inquiry.do(services.hand_on, person=opened_inquiry.first, reason="On leave")
    opened_inquiry.do(services.hand_on, person=opened_inquiry.outside, reason="On leave")
    here = queries.inquirers(opened_inquiry.second, opened_inquiry.inquiry)
    assert {each.pk for each in here} == {opened_inquiry.second.pk, opened_inquiry.outside.pk}
    assert queries.inquiry_for(opened_inquiry.first, opened_inquiry.inquiry.public_id) is None
    with pytest.raises(RuleBroken, match="not sealed to your key"):
        opened_inquiry.keys(opened_inquiry.first)
    assert opened_inquiry.file(opened_inquiry.outside).title


def test_somebody_recuses_themself_while_others_go_on(opened_inquiry: Inquiring) -> None:
    opened_inquiry.do(services.recuse, by=opened_inquiry.second, reason="He is my cousin")
    with pytest.raises(RuleBroken, match="not sealed to your key"):
        opened_inquiry.keys(opened_inquiry.second)
    with pytest.raises(RuleBroken, match="Nobody else inquires"):
        opened_inquiry.do(services.recuse, reason="Mine too")


def test_the_vault_gives_keys_to_those_alone_who_inquire(opened_inquiry: Inquiring) -> None:
    ids = [opened_inquiry.inquiry.public_id, "ZZZZZZZZ"]
    assert keeping.may_be_given(person=opened_inquiry.second, ids=ids) == {ids[0]}
    assert keeping.may_be_given(person=opened_inquiry.outside, ids=ids) == set()


def test_recovery_leaves_an_inquiry_to_whom_it_lets_in(opened_inquiry: Inquiring) -> None:
    public_id = opened_inquiry.inquiry.public_id
    keeping.left_to(person=opened_inquiry.outside, ids=[public_id], by=HOUSE)
    assert queries.inquiry_for(opened_inquiry.outside, public_id) is not None
    assert queries.inquiry_for(opened_inquiry.second, public_id) is not None


def test_those_who_inquire_hear_of_it_when_custodians_open_the_empty_identity(opened_inquiry: Inquiring) -> None:
    keeping.identity_opened(public_id=opened_inquiry.inquiry.public_id, by=HOUSE)
    entry = Entry.objects.order_by("-pk")[0]
    assert entry.verb == "inquiry.identity_opened"
    assert EntryHearer.objects.filter(entry=entry).count() == 2


def _closed(inquiring: Inquiring) -> None:
    inquiring.do(services.add_evidence, **PAPER, attached=[a_file()])
    inquiring.found()
    inquiring.do(services.close_inquiry, memo="Done")


def test_it_goes_keys_first_when_its_time_has_ended_and_nothing_holds_it(opened_inquiry: Inquiring) -> None:
    _closed(opened_inquiry)
    last = queries.keep_until(opened_inquiry.first, opened_inquiry.inquiry)
    assert last is not None
    later = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
    with clock.moved_to(later):
        assert services.purge_due(by=HOUSE) == 0
    opened_inquiry.do(services.place_hold, reason="A court asked")
    with pytest.raises(RuleBroken, match="already"):
        opened_inquiry.do(services.place_hold, reason="Again")
    with clock.moved_to(later + timedelta(days=2)):
        assert services.purge_due(by=HOUSE) == 0
    opened_inquiry.do(services.lift_hold, reason="The court is done")
    with pytest.raises(RuleBroken, match="No hold"):
        opened_inquiry.do(services.lift_hold, reason="Again")
    keys = opened_inquiry.keys()
    with clock.moved_to(later + timedelta(days=2)):
        assert services.purge_due(by=HOUSE) == 1
    thing = str(opened_inquiry.inquiry.ref)
    for model in (ShredKey, KeyBlob, Envelope):
        assert not model.objects.filter(thing=thing).exists()
    assert not StoredFile.objects.filter(owner=thing).exists()
    assert not Inquiry.objects.exists()
    assert Entry.objects.order_by("-pk")[0].verb == "inquiry.purge"
    with pytest.raises(RuleBroken, match="was deleted meanwhile"):
        services.lift_hold(by=opened_inquiry.first, inquiry=opened_inquiry.inquiry, keys=keys, reason="As it went")


def test_an_open_inquiry_is_never_purged(opened_inquiry: Inquiring) -> None:
    with clock.moved_to(datetime(2066, 1, 1, tzinfo=UTC)):
        assert services.purge_due(by=HOUSE) == 0
