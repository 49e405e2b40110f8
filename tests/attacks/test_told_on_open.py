"""Told to a handler of an open channel: its receipt opens nothing at first, and no account stands beside it."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.people.terms import Reporter
from goodcatch.record import services as record
from goodcatch.record.models import PoolEntry
from goodcatch.reports import services, words
from goodcatch.reports.models import Channel, Message, Report
from goodcatch.reports.tests.outside import come_back, send
from goodcatch.reports.tests.sealing import FOLLOW
from goodcatch.reports.tests.told import MINUTES, NEW, fill_in, made_own, page_for, sent_by
from tests.attacks.test_canaries import WORDS, files_with, rows_with, said, text  # noqa: F401  # a fixture
from tests.attacks.test_sealed_canaries import picture
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
_RUN = secrets.token_hex(4)
TOLD: dict[str, Any] = {
    "kind": "close_call",
    **{name: f"{bird}{_RUN}" for name, bird in {"happened": "Saffroncrake", "where": "Pewterstint"}.items()},
}
NAME, FILE, CORRECTED = f"Ochrecurlew{_RUN}", f"Slateplover{_RUN}", f"Crimsonteal{_RUN}"


def beside(person: Person) -> Counter[str]:
    """Count the rows that name an account, in any table and in whatever way."""
    found: Counter[str] = Counter()
    for model in apps.get_models(include_auto_created=True):
        own = {field.attname for field in model._meta.concrete_fields if field.related_model is Person}
        for row in model._base_manager.values():
            named = any(row[name] == person.pk for name in own)
            found[model._meta.label] += named or any(person.public_id.lower() in text(value) for value in row.values())
    return +found


def test_the_printed_receipt_opens_nothing_before_it_is_changed(cast: Cast, channel: Channel) -> None:
    report, printed = sent_by(signed_in(cast.handler), channel, **TOLD)
    client = Client()
    page = come_back(client, printed).content.decode()
    assert "Make this receipt yours" in page
    assert TOLD["happened"] not in page
    for address in (FOLLOW, MINUTES, "/speak-up/watched/"):
        answer = client.get(address)
        assert answer.status_code in {302, 303, 404}
        assert answer.headers.get("Location", NEW) in {NEW, "/speak-up/receipt/"}
    for sent in ({"text": "in their place"}, {"said": "agreed"}, {"said": "corrected", "text": "in their place"}):
        for address in (FOLLOW, MINUTES):
            assert client.post(address, sent).headers["Location"] == NEW
    send(Client(), "/speak-up/receipt/", receipt=printed, text="written before it is theirs")
    assert not Message.objects.filter(report=report).exists()
    by = Reporter(report.public_id)
    for verb, said_of_it in (("reporter_writes", {"text": "x"}), ("sign_minutes", {}), ("agree_to_matter", {})):
        keys = {} if verb == "agree_to_matter" else {"keys": None}
        with pytest.raises(RuleBroken, match="Make it yours first"):
            getattr(services, verb)(by=by, report=report, **keys, **said_of_it)


def test_words_lie_in_one_table_and_the_receipts_nowhere(
    said: Callable[[], str],  # noqa: F811
    cast: Cast,
    channel: Channel,
    mailoutbox: list[Any],
) -> None:
    more = {"name": NAME, "danger": "on", "thanked": "on", "attached": picture(FILE)}
    report, printed = sent_by(signed_in(cast.handler), channel, **TOLD, **more)
    client, own = made_own(printed)
    send(client, MINUTES, said="corrected", text=CORRECTED)
    send(client, MINUTES, said="agreed")
    assert words.read(report).told.happened == TOLD["happened"], "it was told"
    for canary in (TOLD["happened"], TOLD["where"], NAME, CORRECTED):
        assert rows_with(canary) == {WORDS}
        assert files_with(canary) == []
        assert canary not in said()
    for canary in [FILE, *(f" {word} " for word in f"{printed} {own}".split())]:
        assert rows_with(canary) == set(), "of somebody without an account not even a file's name"
        assert canary not in said()
    assert not mailoutbox


def test_of_somebody_without_a_name_no_account_comes_to_stand_beside_it(cast: Cast, channel: Channel) -> None:
    client = signed_in(cast.handler)
    _page, sent = fill_in(client, channel, **TOLD, thanked="on")
    before = beside(cast.handler)
    assert client.post(page_for(channel), sent).status_code == 200
    assert beside(cast.handler) == before
    report = Report.objects.get()
    pooled = PoolEntry.objects.filter(thing_id=report.public_id).values_list("verb", flat=True)
    assert list(pooled) == ["reports.submit_report"], "the day alone, as of any report without a name"


@pytest.mark.parametrize(("where", "verb"), [(record, "write_pooled"), (words, "write_minutes")], ids=str)
def test_an_error_inside_the_verb_keeps_nothing_and_tells_nothing(
    said: Callable[[], str],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    cast: Cast,
    channel: Channel,
    where: Any,
    verb: str,
) -> None:
    client = signed_in(cast.handler)
    _page, sent = fill_in(client, channel, **TOLD, name=NAME)
    client.raise_request_exception = False
    with monkeypatch.context() as patch:

        def breaks(*_: object, **__: object) -> None:
            raise ValueError(TOLD["happened"])

        patch.setattr(where, verb, breaks)
        assert client.post(page_for(channel), sent).status_code == 500
    assert not Report.objects.exists()
    for canary in (TOLD["happened"], TOLD["where"], NAME):
        assert rows_with(canary) == set()
        assert canary not in said()
    assert client.post(page_for(channel), sent).status_code == 200, "the same form, once more"
