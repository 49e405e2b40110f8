"""Preparing, testing and opening a sealed channel: it refuses to open rather than pretend."""

import re

import pytest

from goodcatch.kernel.errors import Refused, RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports import queries, services, terms
from goodcatch.reports.models import Channel, Office
from goodcatch.reports.terms import Duty, Finding, Kind
from goodcatch.reports.tests.sealed import (
    Readers,
    keep_identities,
    opened,
    rehearse,
    sign,
)
from goodcatch.standards import services as standards
from goodcatch.vault import services as vault
from goodcatch.vault.models import Key
from tests.cast import Cast, ClientOf
from tests.keyholders import holder

pytestmark = pytest.mark.django_db


def missing(viewer: Person, channel: Channel) -> list[str]:
    return [finding.name for finding in queries.self_test(viewer, channel) if finding.missing]


def finding(viewer: Person, channel: Channel, name: str) -> Finding:
    return next(each for each in queries.self_test(viewer, channel) if each.name == name)


def test_a_prepared_channel_takes_nothing_and_stands_nowhere_outside(cast: Cast, prepared: Channel) -> None:
    assert prepared.sealed
    assert not prepared.is_open
    assert queries.open_channels(PUBLIC) == []
    assert queries.channel_at(PUBLIC, "ethics") is None


def test_the_self_test_says_what_is_missing_until_nothing_is(cast: Cast, prepared: Channel, readers: Readers) -> None:
    admin = cast.administrator
    assert missing(admin, prepared) == ["handler", "deputy", "last_reader", "custodians", "recovery"]
    sign(prepared, readers.handler)
    assert missing(admin, prepared) == ["custodians", "recovery"]
    assert "never rehearsed" in finding(admin, prepared, "recovery").said
    rehearse(prepared, readers.handler)
    assert missing(admin, prepared) == ["custodians"]
    with pytest.raises(RuleBroken, match="Three custodians"):
        services.open_sealed_channel(by=admin, channel=prepared)
    keep_identities(cast)
    assert missing(admin, prepared) == []
    assert services.open_sealed_channel(by=admin, channel=prepared).is_open
    entry = Entry.objects.get(verb="reports.open_channel")
    told = set(EntryHearer.objects.filter(entry=entry).values_list("person", flat=True))
    assert told == {person.public_id for person in (cast.handler, cast.peer, cast.director)}


def test_each_step_leads_to_a_page_that_opens_for_whoever_sees_it(
    cast: Cast, prepared: Channel, readers: Readers, client_of: ClientOf
) -> None:
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.guest, duty=Duty.DEPUTY)
    address, led = f"/in/channels/{prepared.public_id}/", {}
    for who in (cast.administrator, cast.handler, cast.guest):
        client = client_of(who)
        page = client.get(address).content.decode()
        steps = set(re.findall(r'href="(/in/[^"#]+)', page[page.index("self-test") :]))
        assert not [step for step in steps if client.get(step).status_code >= 400], who
        led[who] = {step.split("?")[0].removeprefix(address) for step in steps}
    assert "propose/" in led[cast.administrator] - led[cast.handler] - led[cast.guest]
    assert "readers/" in led[cast.handler] - led[cast.administrator]


def test_what_is_advised_keeps_nothing_from_opening(cast: Cast, prepared: Channel, readers: Readers) -> None:
    advised = {each.name for each in queries.self_test(cast.administrator, prepared) if each.advised}
    assert {"supervisor", "law", "policy", "proposed"} <= advised
    standards.adopt_law_pack(by=cast.administrator, unit=cast.units.northfield, code="eu-2019-1937", edition=1)
    standards.sign_policy(by=cast.director, language="en", statement="We would rather hear it from you.")
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.facilitator, duty=Duty.SUPERVISOR)
    services.change_channel(
        by=cast.administrator,
        channel=prepared,
        name=prepared.name,
        kinds=prepared.kinds,
        wording=terms.Wording(by_voice="Room 4.12, Tuesdays 14 to 16 h"),
    )
    sign(prepared, readers.handler)
    assert {each.name for each in queries.self_test(cast.administrator, prepared) if each.advised} == {"retaliation"}


def test_a_small_house_is_told_so_and_offered_a_guest(cast: Cast, prepared: Channel) -> None:
    staying = {cast.administrator.pk, cast.handler.pk, cast.guest.pk}
    for person in Person.objects.filter(left_at__isnull=True).exclude(pk__in=staying).order_by("pk"):
        people.leave(by=cast.administrator, person=person)
    said = finding(cast.administrator, prepared, "house").said
    assert said.startswith("3 people have an account here; a sealed channel takes 6")
    assert "a guest can be a reader or a custodian" in said
    assert "house" in missing(cast.administrator, prepared)


def test_a_guest_from_outside_reads(cast: Cast, prepared: Channel, readers: Readers) -> None:
    guest = holder(cast.guest)
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.guest, duty=Duty.HANDLER)
    sign(prepared, readers.handler)
    assert cast.guest in queries.reachable(PUBLIC, prepared)[Duty.HANDLER]
    assert guest.ring.person == cast.guest


def test_a_key_that_was_lost_is_noticed(cast: Cast, prepared: Channel, readers: Readers) -> None:
    channel = opened(cast, prepared, readers)
    vault.lose_passphrase(by=cast.peer)
    assert missing(cast.administrator, channel) == ["deputy"]
    assert "they make one, then a reader signs the list anew" in finding(cast.administrator, channel, "keyless").said


def test_a_replaced_key_is_refused_not_shown_as_a_reader(cast: Cast, prepared: Channel, readers: Readers) -> None:
    channel = opened(cast, prepared, readers)
    Key.objects.filter(person=cast.peer).update(box_public=bytes(32))
    with pytest.raises(Refused, match="key of readers"):
        queries.self_test(cast.administrator, channel)


def test_it_opens_once_and_closes_for_good(cast: Cast, prepared: Channel, readers: Readers) -> None:
    channel = opened(cast, prepared, readers)
    with pytest.raises(RuleBroken, match="opened already"):
        services.open_sealed_channel(by=cast.administrator, channel=channel)
    assert not services.close_channel(by=cast.administrator, channel=channel).is_open
    assert queries.channel_at(PUBLIC, "ethics") is None


def test_others_neither_prepare_nor_open_one(cast: Cast, prepared: Channel) -> None:
    for person in (cast.handler, cast.director, cast.auditor, cast.guest):
        with pytest.raises(RuleBroken):
            services.prepare_sealed_channel(by=person, unit=cast.units.northfield, name="Mine")
        with pytest.raises(RuleBroken):
            services.open_sealed_channel(by=person, channel=prepared)
        assert queries.self_test(person, prepared) == []


def test_ethical_concerns_go_to_the_sealed_channel_once_it_is_open(
    cast: Cast, prepared: Channel, readers: Readers
) -> None:
    plain = services.open_channel(by=cast.administrator, unit=cast.units.operations, name="Safety")
    assert Kind.NOT_RIGHT in queries.kinds_offered(PUBLIC, plain)
    services.submit_report(by=PUBLIC, channel=plain, kind=Kind.NOT_RIGHT, happened="Before.")
    channel = opened(cast, prepared, readers)
    assert Kind.NOT_RIGHT not in queries.kinds_offered(PUBLIC, plain)
    assert queries.sealed_beside(PUBLIC, plain) == [channel]
    with pytest.raises(RuleBroken):
        services.submit_report(by=PUBLIC, channel=plain, kind=Kind.NOT_RIGHT, happened="After.")
    services.close_channel(by=cast.administrator, channel=channel)
    assert Kind.NOT_RIGHT in queries.kinds_offered(PUBLIC, plain)


def test_the_order_of_turn_is_that_of_the_signed_list(cast: Cast, prepared: Channel, readers: Readers) -> None:
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.facilitator, duty=Duty.SUPERVISOR)
    assert queries.turns(PUBLIC, prepared) == [(Duty.SUPERVISOR, [cast.facilitator])], (
        "nobody reads before it is signed"
    )
    sign(prepared, readers.handler)
    assert queries.turns(PUBLIC, prepared) == [
        (Duty.HANDLER, [cast.handler]),
        (Duty.DEPUTY, [cast.peer]),
        (Duty.LAST_READER, [cast.director]),
        (Duty.SUPERVISOR, [cast.facilitator]),
    ]
    Office.objects.filter(person=cast.peer).update(duty=Duty.HANDLER)
    assert (Duty.DEPUTY, [cast.peer]) in queries.turns(PUBLIC, prepared), "a row alone makes nobody a handler"


def test_clocks_are_stricter_than_the_law_never_looser(cast: Cast) -> None:
    standards.adopt_law_pack(by=cast.administrator, unit=cast.units.operations, code="de-hinschg", edition=1)

    def made(**clocks: int) -> Channel:
        return services.prepare_sealed_channel(
            by=cast.administrator, unit=cast.units.operations, name="Ethics", clocks=terms.Clocks(**clocks)
        )

    for wrong, field in (
        ({"acknowledge_days": 8}, "acknowledge_days"),
        ({"acknowledge_days": 0}, "acknowledge_days"),
        ({"answer_days": 91}, "answer_days"),
        ({"answer_days": 3}, "answer_days"),
        ({"keep_months": 37}, "keep_months"),
    ):
        with pytest.raises(RuleBroken) as broken:
            made(**wrong)
        assert broken.value.field == field
    strict = made(acknowledge_days=3, answer_days=30, keep_months=12)
    assert (strict.acknowledge_days, strict.answer_days, strict.keep_months) == (3, 30, 12)
