"""Asking two custodians who wrote a sealed report: from its page, with a reason, to where they open it or refuse."""

from __future__ import annotations

import pytest
from django.test import Client

from goodcatch.people.models import Person
from goodcatch.reports.tests.handling import Handled, Reported, page_of, unlocked
from goodcatch.vault import services as vault
from goodcatch.vault.models import IdentityOpening
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
REASON = "Somebody threatens them, and nobody knows whom to protect."


def nonce_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, page.headers
    return str(page.context["form"]["nonce"].value())


def test_a_reader_asks_once_and_is_led_to_where_it_stands(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    client, address = unlocked(handled.readers.handler), page_of(report, "who")
    assert address in client.get(page_of(report)).content.decode()
    typed = {"nonce": nonce_of(client, address), "reason": REASON}
    first, again = client.post(address, typed), client.post(address, typed)
    opening = IdentityOpening.objects.get()
    assert first.status_code == again.status_code == 303
    assert first.headers["Location"] == again.headers["Location"] == f"/in/keys/openings/{opening.public_id}/"
    page = client.get(first.headers["Location"]).content.decode()
    assert REASON in page
    assert opening.public_id in client.get("/in/keys/").content.decode()
    assert vault.reason_of(ring=handled.readers.handler.ring, opening=opening) == REASON


def test_a_custodian_whom_it_concerns_is_ticked_and_one_alone_stays_not(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    client, address = unlocked(handled.readers.handler), page_of(report, "who")
    choices = [key for key, _name in client.get(address).context["form"].fields["leave_off"].choices]
    typed = {"nonce": nonce_of(client, address), "reason": REASON, "leave_off": choices[1:]}
    page = client.post(address, typed)
    assert page.status_code == 422
    assert "have to stay" in page.content.decode()
    assert page.content.decode().count("checked") == len(choices) - 1
    concerned = choices[0]
    assert client.post(address, {**typed, "leave_off": [concerned]}).status_code == 303
    opening = IdentityOpening.objects.get()
    assert set(opening.asked_of) == set(choices) - {concerned}
    told = signed_in(Person.objects.get(public_id=concerned))
    assert opening.public_id not in told.get("/in/keys/").content.decode()
    assert told.get(f"/in/keys/openings/{opening.public_id}/").status_code == 404


def test_a_second_one_waits_for_the_first_and_a_reason_is_needed(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    client, address = unlocked(handled.readers.handler), page_of(report, "who")
    assert client.post(address, {"nonce": nonce_of(client, address), "reason": " "}).status_code == 422
    assert not IdentityOpening.objects.exists()
    assert client.post(address, {"nonce": nonce_of(client, address), "reason": REASON}).status_code == 303
    deputy = unlocked(handled.readers.deputy)
    page = deputy.post(address, {"nonce": nonce_of(deputy, address), "reason": "I want to know too"})
    assert page.status_code == 422
    assert "It was asked already" in page.content.decode()
    assert "I want to know too" in page.content.decode()


def test_what_was_typed_stays_when_keys_have_locked_meanwhile(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    address, person = page_of(report, "who"), handled.readers.handler.ring.person
    typed = {"nonce": nonce_of(unlocked(handled.readers.handler), address), "reason": REASON}
    locked = signed_in(person)
    page = locked.post(address, typed)
    assert page.status_code == 422
    assert REASON in page.content.decode()
    assert "Unlock your key in another tab" in page.content.decode()
    assert locked.get(address).headers["Location"].startswith("/in/keys/unlock/")
    assert not IdentityOpening.objects.exists()


def test_who_does_not_read_it_asks_nothing(cast: Cast, reported: Reported) -> None:
    report, _ = reported
    for person in (cast.administrator, cast.colleague):
        client = signed_in(person)
        assert client.get(page_of(report, "who")).status_code == 404
        assert client.post(page_of(report, "who"), {"reason": REASON}).status_code == 404
