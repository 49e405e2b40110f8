"""What the vault asks about sealed reports: who may be given their keys, and telling that an identity was opened."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.module_loading import import_string

from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.reports import services
from goodcatch.reports.models import Report
from goodcatch.reports.tests.sealing import FOLLOW, SealedChannel, report_sealed
from goodcatch.vault import services as vault
from goodcatch.vault.models import IdentityBox
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_only_those_on_the_allow_list_may_be_given_the_keys(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    report_sealed(client, leave_off=[cast.peer.public_id])
    keeper, report = import_string(import_string("config.house.KEEPERS")["report"]), Report.objects.get()
    assert keeper.may_be_given(person=cast.handler, ids=[report.public_id, "00000000"]) == {report.public_id}
    assert keeper.may_be_given(person=cast.peer, ids=[report.public_id]) == set()
    assert keeper.may_be_given(person=cast.administrator, ids=[report.public_id]) == set()


def test_two_custodians_open_who_it_is_and_the_reporter_is_told(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    report_sealed(client, known="apart", name="Sam from the night shift, 555 0199")
    services.announce(by=System("reports"))
    report = Report.objects.get()
    assert "Sam" not in client.get(FOLLOW).content.decode()
    handler, first, second = (sealed.rings[p.public_id] for p in (cast.handler, cast.curator, cast.auditor))
    asked = vault.ask_identity(by=handler, thing=report.ref, reason="Somebody threatens them.")
    vault.open_first(by=first, opening=asked)
    asked.refresh_from_db()
    vault.open_second(by=second, opening=asked, until=clock.now() + timedelta(hours=1))
    shown = vault.shown_identity(ring=handler, thing=report.ref)
    assert shown is not None
    assert shown.text.decode() == "Sam from the night shift, 555 0199"
    assert "Two custodians opened who you are" in client.get(FOLLOW).content.decode()


def test_identity_boxes_are_there_whether_or_not_somebody_gave_a_name(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    report_sealed(client)
    report_sealed(Client(), known="apart", name="Sam")
    sizes: dict[str, list[int]] = {}
    for thing, raw in IdentityBox.objects.values_list("thing", "sealed"):
        sizes.setdefault(thing, []).append(len(bytes(raw)))
    assert len(sizes) == 2
    assert len({tuple(each) for each in sizes.values()}) == 1


def test_what_no_reader_is_left_for_is_left_to_whoever_recovery_lets_in(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    report_sealed(client)
    report = Report.objects.get()
    keeper = import_string(import_string("config.house.KEEPERS")["report"])
    assert keeper.may_be_given(person=cast.outsider, ids=[report.public_id]) == set()
    keeper.left_to(person=cast.outsider, ids=[report.public_id], by=System("recovery"))
    assert keeper.may_be_given(person=cast.outsider, ids=[report.public_id]) == {report.public_id}
    assert keeper.may_be_given(person=cast.handler, ids=[report.public_id]) == {report.public_id}
