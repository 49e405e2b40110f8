"""What a reader writes down for somebody lies nowhere in the clear, nor the receipt that is printed for them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import pytest

from goodcatch.kernel import clock
from goodcatch.record import services as record
from goodcatch.reports import services, words
from goodcatch.reports.models import Report
from goodcatch.reports.tests.handling import HOUSE, Handled, unlocked
from goodcatch.reports.tests.outside import send
from goodcatch.reports.tests.told import MINUTES, fill_in, made_own, page_for, write_down
from goodcatch.vault import services as vault
from tests.attacks.test_canaries import rows_with, said  # noqa: F401  # a fixture
from tests.attacks.test_sealed_canaries import picture

pytestmark = pytest.mark.django_db
_RUN = secrets.token_hex(4)
TOLD: dict[str, Any] = {
    name: f"{bird}{_RUN}"
    for name, bird in {
        "happened": "Saffroncrake",
        "where": "Pewterstint",
        "concerned": "Russetdipper",
        "remedy": "Indigopipit",
        "name": "Ochrecurlew",
    }.items()
}
FILE, CORRECTED = f"Slateplover{_RUN}", f"Crimsonteal{_RUN}"
EVERY = [*TOLD.values(), FILE, CORRECTED]


def test_neither_words_nor_name_nor_receipt_lie_in_the_clear(
    said: Callable[[], str],  # noqa: F811
    handled: Handled,
    mailoutbox: list[Any],
) -> None:
    report, printed = write_down(handled, **TOLD, danger="on", thanked="on", attached=picture(FILE))
    client, own = made_own(printed)
    send(client, MINUTES, said="corrected", text=CORRECTED)
    send(client, MINUTES, said="agreed")
    services.announce(by=HOUSE)
    keys = handled.keys(handled.readers.deputy, report)
    assert words.read(report, keys).told.happened == TOLD["happened"], "it was told"
    for canary in [*EVERY, *(f" {word} " for word in f"{printed} {own}".split())]:
        assert rows_with(canary) == set(), canary
        assert canary not in said()
    assert not mailoutbox


BROKEN: list[tuple[Any, str]] = [
    (record, "write_pooled"),
    (vault, "seal_new"),
    (vault, "put"),
    (words, "write_told"),
    (words, "write_minutes"),
]


@pytest.mark.parametrize(("where", "verb"), BROKEN, ids=lambda value: getattr(value, "__name__", str(value)))
def test_an_error_inside_the_verb_keeps_nothing_and_tells_nothing(
    said: Callable[[], str],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    handled: Handled,
    where: Any,
    verb: str,
) -> None:
    client = unlocked(handled.readers.handler)
    _page, sent = fill_in(client, handled.channel, **TOLD)
    client.raise_request_exception = False
    with monkeypatch.context() as patch:

        def breaks(*_: object, **__: object) -> None:
            raise ValueError(TOLD["happened"])

        patch.setattr(where, verb, breaks)
        assert client.post(page_for(handled.channel), sent).status_code == 500
    assert not Report.objects.exists()
    for canary in EVERY:
        assert rows_with(canary) == set()
        assert canary not in said()
    assert client.post(page_for(handled.channel), sent).status_code == 200, "the same form, once more"
    assert Report.objects.get().day == clock.today()
