"""Passwords: links that work once, letters, and changing one's own."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client

from goodcatch.jobs.models import Job
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.tasks import send_password_link
from goodcatch.people.terms import Role
from goodcatch.record.models import Entry, EntryHearer
from tests.cast import Cast, ClientOf

NEW = "copper walrus evening train"


def test_an_administrator_hands_over_a_link_and_everybody_concerned_is_told(cast: Cast, client_of: ClientOf) -> None:
    people.grant(by=cast.administrator, person=cast.auditor, role=Role.ADMINISTRATOR)
    page = client_of(cast.administrator).post(f"/in/people/{cast.reporter.public_id}/password/", {"nonce": "n" * 24})
    found = re.search(r"http://testserver(/in/account/password/[^<]+)", page.content.decode())
    assert found
    entry = Entry.objects.filter(verb="people.offer_password").get()
    told = set(EntryHearer.objects.filter(entry=entry).values_list("person", "reason", "urgency"))
    assert told == {(cast.reporter.public_id, "yours", "at_once"), (cast.auditor.public_id, "holder", "digest")}
    browser = Client()
    assert "s.okafor" in browser.get(found[1]).content.decode()
    assert browser.post(found[1], {"password": NEW}).headers["Location"] == "/in/account/login/"
    assert Person.objects.get(pk=cast.reporter.pk).check_password(NEW)
    assert browser.get(found[1]).status_code == 404, "it works once"


def test_a_link_is_dated_signed_and_for_one_person(cast: Cast) -> None:
    address = people.offer_password(by=cast.administrator, person=cast.peer).address
    assert Client().get(address).status_code == 200
    assert Client().get(address.replace(cast.peer.public_id, cast.outsider.public_id)).status_code == 404
    assert Client().get(address[:-2] + "x/").status_code == 404
    with clock.moved_to(clock.now() + timedelta(days=4)):
        assert Client().get(address).status_code == 404
    people.leave(by=cast.administrator, person=cast.peer)
    assert Client().get(address).status_code == 404
    with pytest.raises(RuleBroken, match="have left"):
        people.offer_password(by=cast.administrator, person=Person.objects.get(pk=cast.peer.pk))


@pytest.mark.parametrize(("weak", "why"), [("short", "too short"), ("password1234", "too common")])
def test_a_weak_password_is_refused_with_a_sentence(cast: Cast, weak: str, why: str) -> None:
    address = people.offer_password(by=cast.administrator, person=cast.peer).address
    answer = Client().post(address, {"password": weak})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert f'value="{weak}"' not in answer.content.decode()


def test_the_page_after_asking_is_the_same_whether_or_not_there_is_such_an_account(cast: Cast) -> None:
    answers = [
        Client().post("/in/account/password/forgotten/", {"email": email})
        for email in (cast.peer.email, "nobody@elsewhere.example")
    ]
    assert [(a.status_code, a.headers["Location"]) for a in answers] == [(302, "/in/account/password/letter/")] * 2
    for job in Job.objects.filter(kind="people.send_password_link"):
        send_password_link(job.payload)
    assert [letter.to for letter in mail.outbox] == [[cast.peer.email]]


def test_the_letter_leads_to_the_page_and_a_second_copy_bears_the_same_id(cast: Cast) -> None:
    with_link = {"person": cast.peer.public_id, "letter": "A2B3C4D5"}
    send_password_link(with_link)
    send_password_link(with_link)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    found = re.search(r"https?://[^/]+(/in/account/password/\S+)", str(first.body))
    assert found
    assert Client().get(found[1]).status_code == 200


def test_asking_again_and_again_sends_one_letter_in_ten_minutes(cast: Cast) -> None:
    for _ in range(5):
        people.ask_for_password(email=str(cast.peer.email))
    assert Job.objects.filter(kind="people.send_password_link").count() == 1
    with clock.moved_to(clock.now() + timedelta(minutes=11)):
        people.ask_for_password(email=str(cast.peer.email))
    assert Job.objects.filter(kind="people.send_password_link").count() == 2


def test_changing_ones_own_password_ends_the_other_sessions(cast: Cast, client_of: ClientOf) -> None:
    cast.peer.set_password("pump ladder violet noon")
    cast.peer.save()
    here, elsewhere = client_of(cast.peer), client_of(cast.peer)
    wrong = here.post("/in/account/password/", {"current": "not this one here", "password": NEW})
    assert wrong.status_code == 422
    assert "not your present password" in wrong.content.decode()
    done = here.post("/in/account/password/", {"current": "pump ladder violet noon", "password": NEW})
    assert done.headers["Location"] == "/in/account/"
    assert here.get("/in/account/").status_code == 200
    assert elsewhere.get("/in/account/").status_code == 302


def test_guessing_a_kept_password_costs_whoever_has_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # what tests/gates.py made cheap
    assert make_password(NEW).startswith("argon2$argon2id$v=19$m=65536,t=3,p=4$")
