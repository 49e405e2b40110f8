"""Forms and verbs that are broken in the midst, in many ways, before they are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from goodcatch.record import services as record
from goodcatch.reports.tests.outside import Fields
from tests.attacks.searching import Canaries

Typed = Callable[[Any], dict[str, Any]]
"""What is typed on a page; files are made anew for each time they are sent."""
WRITES = ("INSERT", "UPDATE", "DELETE")


class Broken(Exception):
    """Raised inside a verb; like many errors it holds what it stumbled over."""


@contextmanager
def refusing(number: int) -> Iterator[None]:
    """Let the database refuse what is asked of it after so many writes."""
    written = 0

    def execute(run: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal written
        done = run(sql, *rest)
        if sql.startswith(WRITES) and "django_session" not in sql:  # which is written when the deed is done
            written += 1
            if written == number:
                run("SELECT no_such_function()", None, *rest[1:])
        return done

    with connection.execute_wrapper(execute):
        yield


@contextmanager
def broken_at_its_entry(words: list[str]) -> Iterator[None]:
    """Let a verb break when it writes to the record, with every word in the error."""

    def breaks(*_: object, **__: object) -> NoReturn:
        raise Broken(" ".join(words))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record, "write", breaks)
        patch.setattr(record, "write_pooled", breaks)
        yield


class Walk:
    """Goes from form to form: each is sent broken in many ways, and then done."""

    def __init__(self, canary: Canaries) -> None:
        self.canary = canary
        self.broken: dict[str, int] = {}
        self.answer: Any = None
        """What the last form was answered with."""

    def form(self, client: Client, address: str, typed: Typed, *, to: str = "", done: int = 303) -> Any:
        """Open the page, send its form (`to` another address) until it is done; give the page."""
        client.raise_request_exception = False
        page = client.get(address)
        assert page.status_code == 200, (address, page.status_code, page.headers)
        number, status = 1, 0
        while status != done:
            with refusing(number):
                status = self._send(client, to or address, page, typed, done)
            if number == 1 and status != done:
                with broken_at_its_entry(self.canary.sung):
                    status = self._send(client, to or address, page, typed, done)  # done, where it leaves no entry
            number += number // 2 + 1
        return page

    def deed(self, do: Callable[[], object]) -> None:
        """Do what no form of these ways does, until it is done."""
        number, done = 1, False
        while not done:
            try:
                with refusing(number):
                    do()
                done = True
            except DatabaseError:
                number += 1
        assert number > 1

    def _send(self, client: Client, address: str, page: Any, typed: Typed, done: int) -> int:
        """Send it once; it is done, or it broke and says no word."""
        answer = self.answer = client.post(address, {**Fields(page).values, **typed(page)})
        content = answer.content.decode()
        assert answer.status_code in {500, done}, (address, answer.status_code, content)
        if answer.status_code == 500:
            self.broken[address] = self.broken.get(address, 0) + 1
            assert self.canary.ending not in content, address
        return int(answer.status_code)
