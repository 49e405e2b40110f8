"""Offices on a sealed channel: an administrator proposes, only readers admit."""

import pytest

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people import services as people
from goodcatch.record import services as record
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.record.tasks import tell_readers
from goodcatch.reports import queries, services
from goodcatch.reports.models import Channel, Office
from goodcatch.reports.terms import Duty
from goodcatch.reports.tests.sealed import (
    Readers,
    compared,
    keep_identities,
    opened,
    sign,
)
from goodcatch.vault import services as vault
from tests.cast import Cast
from tests.keyholders import holder

pytestmark = pytest.mark.django_db


def reading(channel: Channel) -> set[str]:
    return {person.name for people in queries.reachable(PUBLIC, channel).values() for person in people}


def test_proposing_admits_nobody_and_is_told(cast: Cast, prepared: Channel) -> None:
    holder(cast.peer)
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.handler, duty=Duty.HANDLER)
    office = services.propose_office(by=cast.administrator, channel=prepared, person=cast.peer, duty=Duty.DEPUTY)
    assert not office.in_force
    assert reading(prepared) == set()
    entry = Entry.objects.filter(verb="reports.propose_office").order_by("-pk").first()
    told = set(EntryHearer.objects.filter(entry=entry).values_list("person", flat=True))
    assert told == {cast.peer.public_id, cast.handler.public_id}


def test_a_supervisor_holds_the_office_at_once_and_reads_nothing(cast: Cast, prepared: Channel) -> None:
    office = services.propose_office(
        by=cast.administrator, channel=prepared, person=cast.facilitator, duty=Duty.SUPERVISOR
    )
    assert office.in_force
    assert queries.supervisors(PUBLIC, prepared) == [cast.facilitator]
    assert reading(prepared) == set()


def test_who_cannot_be_proposed(cast: Cast, prepared: Channel) -> None:
    keep_identities(cast)
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.handler, duty=Duty.HANDLER)
    plain = services.open_channel(by=cast.administrator, unit=cast.units.operations, name="Safety")
    for channel, person, duty, sentence in (
        (prepared, cast.handler, Duty.DEPUTY, "holds an office here already"),
        (prepared, cast.leaver, Duty.DEPUTY, "has left"),
        (prepared, cast.curator, Duty.DEPUTY, "is a custodian"),
        (prepared, cast.peer, "cook", "from the list"),
        (plain, cast.peer, Duty.HANDLER, "triagers"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            services.propose_office(by=cast.administrator, channel=channel, person=person, duty=duty)
    with pytest.raises(RuleBroken, match="Only an administrator, or somebody who reads"):
        services.propose_office(by=cast.director, channel=prepared, person=cast.director, duty=Duty.HANDLER)


def test_the_first_list_is_signed_by_one_who_reads(cast: Cast, prepared: Channel, readers: Readers) -> None:
    offices = compared(*queries.offices(cast.administrator, prepared))
    outsider = holder(cast.outsider).ring
    with pytest.raises(RuleBroken, match="reads here too"):
        services.sign_readers(by=outsider, channel=prepared, offices=offices, after=0)
    sign(prepared, readers.deputy)
    assert reading(prepared) == {"Lena Brandt", "Omar Haddad", "Ingrid Solheim"}
    assert all(office.in_force for office in queries.offices(cast.administrator, prepared))


def test_only_a_reader_admits_a_reader(cast: Cast, prepared: Channel, readers: Readers) -> None:
    sign(prepared, readers.handler)
    outsider = holder(cast.outsider)
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.outsider, duty=Duty.HANDLER)
    offices = compared(*queries.offices(cast.administrator, prepared))
    with pytest.raises(RuleBroken, match="Only somebody who reads here"):
        services.sign_readers(by=outsider.ring, channel=prepared, offices=offices, after=1)
    assert "Jonas Weber" not in reading(prepared)
    sign(prepared, readers.handler, paper=False)
    assert "Jonas Weber" in reading(prepared)


def test_who_is_not_on_the_page_stays_proposed(cast: Cast, prepared: Channel, readers: Readers) -> None:
    sign(prepared, readers.handler)
    holder(cast.outsider)
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.outsider, duty=Duty.HANDLER)
    sign(prepared, readers.handler, without=(cast.outsider,))
    assert not Office.objects.get(person=cast.outsider).in_force
    assert "Jonas Weber" not in reading(prepared)


def test_a_reader_is_let_go_by_signature_alone(cast: Cast, prepared: Channel, readers: Readers) -> None:
    sign(prepared, readers.handler)
    deputy = Office.objects.get(person=cast.peer)
    with pytest.raises(RuleBroken, match="Only readers let a reader go"):
        services.end_office(by=cast.administrator, office=deputy)
    sign(prepared, readers.handler, without=(cast.peer,))
    deputy.refresh_from_db()
    assert deputy.until is not None
    assert "Omar Haddad" not in reading(prepared)
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.peer, duty=Duty.HANDLER)
    assert Office.objects.filter(person=cast.peer).count() == 2, "what somebody held stays, with its days"


def test_an_open_channel_keeps_its_offices_filled(cast: Cast, prepared: Channel, readers: Readers) -> None:
    channel = opened(cast, prepared, readers)
    with pytest.raises(RuleBroken, match="needs a deputy"):
        sign(channel, readers.handler, without=(cast.peer,))
    with pytest.raises(RuleBroken, match="A handler must stay"):
        sign(channel, readers.deputy, without=(cast.handler,))
    assert reading(channel) == {"Lena Brandt", "Omar Haddad", "Ingrid Solheim"}


def test_a_list_that_was_signed_meanwhile_is_looked_at_again(cast: Cast, prepared: Channel, readers: Readers) -> None:
    sign(prepared, readers.handler)
    offices = compared(*queries.offices(cast.handler, prepared))
    with pytest.raises(RuleBroken, match="signed another list"):
        services.sign_readers(by=readers.handler.ring, channel=prepared, offices=offices, after=0)


def test_a_new_key_is_signed_in_and_old_things_are_sealed_to_it(
    cast: Cast, prepared: Channel, readers: Readers
) -> None:
    channel = opened(cast, prepared, readers)
    vault.lose_passphrase(by=cast.peer)
    assert "Omar Haddad" not in reading(channel)
    holder(cast.peer)
    sign(channel, readers.handler, paper=False)
    assert "Omar Haddad" in reading(channel)
    assert Entry.objects.filter(verb="vault.begin_resealing").count() == 1, "to Omar, whose key is new, and nobody else"


def test_a_proposal_is_withdrawn_by_its_maker_or_by_whom_it_names(cast: Cast, prepared: Channel) -> None:
    for by in (cast.administrator, cast.peer):
        office = services.propose_office(by=cast.administrator, channel=prepared, person=cast.peer, duty=Duty.DEPUTY)
        with pytest.raises(RuleBroken):
            services.end_office(by=cast.outsider, office=office)
        assert services.end_office(by=by, office=office).until
        with pytest.raises(RuleBroken, match="ended already"):
            services.end_office(by=by, office=office)


def test_who_leaves_the_house_is_named_and_no_longer_reads(cast: Cast, prepared: Channel, readers: Readers) -> None:
    channel = opened(cast, prepared, readers)
    people.leave(by=cast.administrator, person=cast.peer)
    assert "Omar Haddad" not in reading(channel)
    said = [each.said for each in queries.self_test(cast.administrator, channel) if each.name == "gone"]
    assert said == ["Omar Haddad has left: sign the list without them."]


def test_a_key_that_was_changed_since_it_was_compared_is_not_signed(
    cast: Cast, prepared: Channel, readers: Readers
) -> None:
    offices = compared(*queries.offices(cast.administrator, prepared))
    vault.lose_passphrase(by=cast.peer)
    holder(cast.peer)
    with pytest.raises(RuleBroken, match="The key of Omar Haddad is another one by now"):
        services.sign_readers(by=readers.handler.ring, channel=prepared, offices=offices, after=0)


def test_offices_follow_a_list_that_was_signed_on_its_own_page(cast: Cast, prepared: Channel, readers: Readers) -> None:
    sign(prepared, readers.handler)
    holder(cast.outsider)
    seats = [vault.Seat(Duty.HANDLER, cast.handler), vault.Seat(Duty.DEPUTY, cast.outsider)]
    vault.admit(by=readers.handler.ring, scope=prepared.ref, seats=seats)
    record.number()
    tell_readers()
    held = {office.person.name: office.duty for office in queries.offices(cast.administrator, prepared)}
    assert held == {"Lena Brandt": "handler", "Jonas Weber": "deputy"}
    assert Entry.objects.filter(verb="reports.follow_list").count() == 1
    record.number()
    tell_readers()
    assert Entry.objects.filter(verb="reports.follow_list").count() == 1, "told once, and nothing more to follow"
