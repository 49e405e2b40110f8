"""What is answered at a check-in, or told of retaliation, lies nowhere in the clear; also when a verb breaks."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from goodcatch.protection.models import CheckIn
from goodcatch.protection.tests.watching import (  # noqa: F401  # a fixture
    ANSWER,
    PLAN,
    Protected,
    begin,
    days_later,
    nonce_of,
    protected,
    say,
    take_receipt,
    tend,
)
from goodcatch.record import services as record
from goodcatch.reports.models import Report
from goodcatch.reports.tests.handling import handled, sent  # noqa: F401  # a fixture
from goodcatch.reports.tests.outside import resend
from goodcatch.reports.tests.sealed import prepared, readers  # noqa: F401  # fixtures
from goodcatch.reports.tests.sealing import TELLING, return_with
from goodcatch.vault import services as vault
from tests.attacks.test_canaries import rows_with, said  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db
_RUN = secrets.token_hex(4)
KEPT, DONE = f"Ambergoshawk{_RUN}", f"Slatebittern{_RUN}"


def test_no_word_lies_anywhere_in_the_clear(
    said: Callable[[], str],  # noqa: F811
    protected: Protected,  # noqa: F811
    mailoutbox: list[Any],
) -> None:
    first, words = sent(protected.handled)
    begin(return_with(words))
    with days_later(30):
        assert say(return_with(words), "rather_not", text=KEPT).status_code == 303
    with days_later(90):
        client = return_with(words)
        take_receipt(client, say(client, "yes", harms=["l"], text=DONE))
        page = client.get(TELLING)
        assert resend(client, TELLING, page, known="no", harms=["l"], then="send").status_code == 303
        tend()
    record.number()
    second = Report.objects.exclude(pk=first.pk).get()
    for word in (KEPT, DONE, "rather_not"):
        assert rows_with(word) == set(), word
        assert word not in said()
    assert second.channel == protected.channel
    assert not mailoutbox


@pytest.mark.parametrize(("where", "verb"), [(vault, "seal_new"), (vault, "put"), (record, "write_pooled")], ids=str)
def test_an_error_inside_keeps_nothing_and_tells_nothing(
    said: Callable[[], str],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    protected: Protected,  # noqa: F811
    where: Any,
    verb: str,
) -> None:
    _first, words = sent(protected.handled)
    begin(return_with(words))
    with days_later(30):
        client: Client = return_with(words)
        client.raise_request_exception = False
        form = {"nonce": nonce_of(client.get(PLAN), ANSWER), "said": "no", "text": KEPT}
        with monkeypatch.context() as patch:

            def breaks(*_: object, **__: object) -> None:
                raise ValueError(KEPT)

            patch.setattr(where, verb, breaks)
            broken = client.post(ANSWER, form)
        assert broken.status_code == 500
        assert KEPT not in broken.content.decode()
        assert not CheckIn.objects.filter(answered=True).exists()
        assert rows_with(KEPT) == set()
        assert KEPT not in said()
        assert client.post(ANSWER, form).status_code == 303
    assert CheckIn.objects.filter(answered=True).count() == 1
