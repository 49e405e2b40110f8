"""Every address of people and units, tried as every part of the cast, as an outsider, and by nobody."""

import pytest
from django.test import Client
from django.urls import reverse

from goodcatch.people.models import Grant, Person
from tests.cast import Cast, ClientOf

KEEPERS = {"administrator"}
MEMBERS = {
    "reporter", "colleague", "handler", "facilitator", "leader", "director", "peer", "outsider", "curator",
    "auditor", "administrator",
}  # fmt: skip
EVERYBODY = MEMBERS | {"guest"}

PAGES = {
    "people:whom": MEMBERS,
    "people:everybody": KEEPERS,
    "people:join": KEEPERS,
    "people:invite": KEEPERS,
    "people:units": MEMBERS,
    "account_own": EVERYBODY,
    "account_change": EVERYBODY,
    "account_away": EVERYBODY,
}
PERSON_PAGES = {
    "people:person": KEEPERS | {"peer"},
    "people:describe": KEEPERS,
    "people:place": KEEPERS,
    "people:grant": KEEPERS,
    "people:leave": KEEPERS,
    "people:erase": KEEPERS,
    "people:offer_password": KEEPERS,
}
UNIT_PAGES = {
    "people:unit": MEMBERS,
    "people:add_unit": KEEPERS,
    "people:describe_unit": KEEPERS,
    "people:move_unit": KEEPERS,
    "people:close_unit": KEEPERS,
}


def addresses(cast: Cast) -> dict[str, set[str]]:
    peer, fleet = cast.peer.public_id, cast.units.fleet.public_id
    held = Grant.objects.get(person=cast.handler).public_id
    return {
        **{reverse(name): who for name, who in PAGES.items()},
        **{reverse(name, args=[peer]): who for name, who in PERSON_PAGES.items()},
        **{reverse(name, args=[fleet]): who for name, who in UNIT_PAGES.items()},
        reverse("people:take_out", args=[peer, cast.units.treatment.public_id]): KEEPERS,
        reverse("people:end_grant", args=[cast.handler.public_id, held]): KEEPERS | {"handler"},
    }


def test_each_address_is_there_for_those_it_is_for_and_for_nobody_else(cast: Cast, client_of: ClientOf) -> None:
    for part, person in cast.everybody.items():
        if part == "leaver":
            continue
        client = client_of(person)
        for address, who in addresses(cast).items():
            assert client.get(address).status_code == (200 if part in who else 404), f"{part} at {address}"


def test_what_is_not_for_you_looks_like_what_does_not_exist(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.outsider)
    hidden = client.get(reverse("people:person", args=[cast.peer.public_id]))
    absent = client.get(reverse("people:person", args=["00000000"]))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_nobody_else_gets_further_than_signing_in(cast: Cast, client_of: ClientOf) -> None:
    for client in (Client(), client_of(cast.leaver)):
        for address in ["/in/", *addresses(cast)]:
            for answer in (client.get(address), client.post(address)):
                assert answer.status_code == 302, address
                assert answer.headers["Location"] == f"/in/account/login/?next={address}"


@pytest.mark.parametrize("part", sorted(EVERYBODY - KEEPERS))
def test_only_administrators_do_what_these_pages_do(cast: Cast, client_of: ClientOf, part: str) -> None:
    client = client_of(cast.everybody[part])
    before = (Person.objects.count(), Grant.objects.count(), list(Person.objects.values_list("version", flat=True)))
    for address, who in addresses(cast).items():
        if who == KEEPERS:
            assert client.post(address, {"nonce": "n" * 24}).status_code in {404, 405}, address
    after = (Person.objects.count(), Grant.objects.count(), list(Person.objects.values_list("version", flat=True)))
    assert before == after
