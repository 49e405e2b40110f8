"""A session that cannot be kept does not take back what was done, and nobody is told that it could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from goodcatch.kernel import clock
from goodcatch.people import services as people
from goodcatch.people.terms import Role
from goodcatch.reports.tests.outside import Fields
from goodcatch.subjects.models import Request
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
NEW, PASSWORD = "/in/requests/new/", "a sentence of some length"


@contextmanager
def ended() -> Iterator[None]:
    """Let every session have been ended in another window when it is to be kept."""

    def execute(run: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE") and "django_session" in sql:
            raise DatabaseError
        return run(sql, *rest)

    with connection.execute_wrapper(execute):
        yield


def receive(client: Client) -> Any:
    """Send the form of a request that came; the next page is to say that it was kept."""
    page = Fields(client.get(NEW)).values
    came = {"kind": "access", "name": "Elif Kaya", "received_on": clock.today().isoformat()}
    with ended():
        return client.post(NEW, {**page, **came})


@pytest.fixture
def keeper(cast: Cast) -> Client:
    people.grant(by=cast.administrator, person=cast.auditor, role=Role.PRIVACY)
    return signed_in(cast.auditor)


def test_what_was_done_stands_and_is_said_to(keeper: Client) -> None:
    answer = receive(keeper)
    assert Request.objects.count() == 1
    assert answer.status_code == 200
    assert "What you sent is kept." in answer.content.decode()
    assert "goodcatch_session" not in answer.cookies


def test_what_was_not_done_is_said_as_ever(keeper: Client) -> None:
    with ended():
        answer = keeper.post(NEW, {"nonce": "n" * 24, "kind": "access"})
    assert answer.status_code == 422
    assert not Request.objects.exists()


def test_a_page_that_is_only_looked_at_is_shown(keeper: Client) -> None:
    keeper.post(NEW, {**Fields(keeper.get(NEW)).values, "kind": "access", "name": "E", "received_on": clock.today()})
    with ended():  # the page takes away what it says once
        answer = keeper.get("/in/requests/")
    assert answer.status_code == 200
    assert "Kept." in answer.content.decode()


def test_signing_in_that_could_not_be_kept_has_failed(cast: Cast, client: Client) -> None:
    cast.peer.set_password(PASSWORD)
    cast.peer.save()
    with ended():
        answer = client.post("/in/account/login/", {"login": cast.peer.email, "password": PASSWORD})
    assert answer.status_code == 400
    assert client.get("/in/").status_code == 302
