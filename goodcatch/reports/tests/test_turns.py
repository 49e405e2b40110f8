"""The verb change_turn and its page; and how whoever holds an office comes to what it is about."""

from __future__ import annotations

import pytest

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.models import Person
from goodcatch.record.models import Entry, EntryHearer
from goodcatch.reports import queries, services
from goodcatch.reports.models import Channel, Office
from goodcatch.reports.terms import Duty
from goodcatch.reports.tests.handling import Handled, owner_of, sent
from goodcatch.reports.tests.sealed import Readers, sign
from tests.cast import Cast, signed_in
from tests.keyholders import holder

pytestmark = pytest.mark.django_db


def office(channel: Channel, person: Person) -> Office:
    return Office.objects.get(channel=channel, person=person, until__isnull=True)


@pytest.fixture
def two_handlers(cast: Cast, prepared: Channel, readers: Readers) -> Channel:
    """Give a channel on which a guest handles beside Lena, signed."""
    holder(cast.guest)
    services.propose_office(by=cast.administrator, channel=prepared, person=cast.guest, duty=Duty.HANDLER)
    return sign(prepared, readers.handler)


def handlers(channel: Channel) -> list[Person]:
    return queries.reachable(PUBLIC, channel)[Duty.HANDLER]


def test_whoever_comes_first_owes_what_is_told_from_then_on(cast: Cast, handled: Handled) -> None:
    services.propose_office(by=cast.administrator, channel=handled.channel, person=cast.guest, duty=Duty.HANDLER)
    guest = holder(cast.guest)
    sign(handled.channel, handled.readers.handler, paper=False)
    earlier, _ = sent(handled)
    services.change_turn(
        by=cast.administrator,
        office=office(handled.channel, cast.guest),
        before=office(handled.channel, cast.handler),
    )
    later, _ = sent(handled)
    assert (owner_of(earlier), owner_of(later)) == (cast.handler, guest.ring.person)


def test_the_order_is_changed_on_a_page_and_everybody_in_the_office_is_told(cast: Cast, two_handlers: Channel) -> None:
    assert handlers(two_handlers) == [cast.handler, cast.guest]
    client = signed_in(cast.administrator)
    channel_page = client.get(f"/in/channels/{two_handlers.public_id}/").content.decode()
    first, second = office(two_handlers, cast.handler), office(two_handlers, cast.guest)
    address = f"/in/channels/{two_handlers.public_id}/offices/{second.public_id}/turn/"
    assert address in channel_page
    page = client.get(address)
    nonce = page.context["form"]["nonce"].value()
    assert client.post(address, {"nonce": nonce}).status_code == 422
    answers = [client.post(address, {"nonce": nonce, "before": first.public_id}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert handlers(two_handlers) == [cast.guest, cast.handler]
    entry = Entry.objects.get(verb="reports.change_turn")
    told = set(EntryHearer.objects.filter(entry=entry).values_list("person", flat=True))
    assert told == {cast.guest.public_id, cast.handler.public_id}
    services.change_turn(by=cast.handler, office=second, before=None)
    assert handlers(two_handlers) == [cast.handler, cast.guest]


def test_who_is_alone_in_an_office_has_no_turn_to_change(cast: Cast, two_handlers: Channel) -> None:
    alone = office(two_handlers, cast.peer)
    address = f"/in/channels/{two_handlers.public_id}/offices/{alone.public_id}/turn/"
    assert signed_in(cast.administrator).get(address).status_code == 404
    with pytest.raises(RuleBroken, match="Nobody else holds this office"):
        services.change_turn(by=cast.administrator, office=alone, before=None)
    with pytest.raises(RuleBroken, match="Nobody else holds this office"):
        services.change_turn(by=cast.administrator, office=office(two_handlers, cast.guest), before=alone)


def test_nobody_else_orders_them(cast: Cast, two_handlers: Channel) -> None:
    second = office(two_handlers, cast.guest)
    address = f"/in/channels/{two_handlers.public_id}/offices/{second.public_id}/turn/"
    for person in (cast.colleague, cast.curator):
        assert signed_in(person).get(address).status_code == 404
    with pytest.raises(RuleBroken, match="Only an administrator"):
        services.change_turn(by=cast.colleague, office=second, before=None)
    assert handlers(two_handlers) == [cast.handler, cast.guest]


def test_the_menu_leads_whoever_holds_an_office_and_nobody_else(cast: Cast, handled: Handled) -> None:
    def menu_of(person: Person) -> set[str]:
        page = signed_in(person).get("/in/notices/").content.decode()
        leads = ("/in/reports/", "/in/reports/sealed/", "/in/channels/")
        return {address for address in leads if f'href="{address}"' in page}

    assert menu_of(handled.supervisor) == {"/in/reports/sealed/", "/in/channels/"}
    assert menu_of(cast.peer) == {"/in/reports/sealed/", "/in/channels/"}
    assert menu_of(cast.handler) == {"/in/reports/", "/in/reports/sealed/", "/in/channels/"}
    assert menu_of(cast.curator) == set()
    for address in ("/in/reports/sealed/", "/in/reports/late/", "/in/channels/"):
        assert signed_in(handled.supervisor).get(address).status_code == 200
