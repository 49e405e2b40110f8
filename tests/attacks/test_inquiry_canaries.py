"""What is said in an inquiry lies nowhere in the clear: no table, no file, no log, no mail; also when a verb breaks."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from goodcatch.inquiry import words
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.tests.inquiring import Inquiring, opened_inquiry, page_of  # noqa: F401  # a fixture
from goodcatch.kernel import clock
from goodcatch.record import services as record
from goodcatch.reports.tests.outside import resend, send
from goodcatch.vault import services as vault
from tests.attacks.test_canaries import rows_with, said  # noqa: F401  # a fixture
from tests.attacks.test_sealed_canaries import bytes_on_disk

pytestmark = pytest.mark.django_db
_RUN = secrets.token_hex(4)
"""So that nothing of an earlier run is found."""
SPOKEN: list[str] = []


def canary(bird: str) -> str:
    word = f"{bird}{_RUN}"
    if word not in SPOKEN:
        SPOKEN.append(word)
    return word


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every form on the way through an inquiry, with canaries in every field; leaf 5 is the interview."""
    today = str(clock.today())
    paper = SimpleUploadedFile(f"{canary('Quartzibis')}.txt", canary("Velvetrook").encode(), "text/plain")
    yield "concerned/", {"name": canary("Zephyrquail"), "part": canary("Umbrafinch")}
    yield "allege/", {"text": canary("Oxalisheron"), "persons": "2"}
    yield "plan/", {"standard": "clear", "bounds": canary("Tundragrebe")}
    yield "invite/", {"whom": canary("Indigowren"), "when": canary("Ambergull"), "where": canary("Cobaltlark")}
    yield "interviews/5/rights/", {"on": today, "companion": canary("Mossyheron")}
    yield "interviews/5/notes/", {"text": canary("Dustyplover")}
    yield "interviews/5/opinion/", {"text": canary("Saffroncrane")}
    yield "interviews/5/transcript/", {"text": canary("Marbleteal")}
    yield "interviews/5/sign/", {"on": today, "how": canary("Copperlinnet")}
    yield "step/", {"text": canary("Velourswift")}
    yield (
        "evidence/",
        {"what": canary("Onyxpipit"), "source": "document", "anew": "on", "attached": paper},
    )
    finding = {"verdict": "not", "reasons": canary("Ochresnipe"), "unheard": canary("Jadeknot")}
    yield "find/3/2/", finding
    yield "close/", {"memo": canary("Russetdunlin"), "remedies": canary("Tealsmew")}
    yield "reopen/", {"evidence": canary("Greyruff"), "source": "document", "anew": "on"}
    yield "text/", {"title": canary("Plumcoot"), "text": canary("Fawnrail"), "changes": canary("Wheatbunting")}
    yield "hold/", {"reason": canary("Beigeshrike")}
    yield "lift/", {"reason": canary("Limeserin")}
    yield "recuse/", {"reason": canary("Snowgodwit")}


def everything_said(inquiring: Inquiring) -> None:
    client = inquiring.browser()
    client.raise_request_exception = True
    address = f"/in/inquiries/open/{inquiring.channel.public_id}/"
    opening = {"title": canary("Ashpetrel"), "matter": canary("Rosefulmar"), "inquirers": inquiring.second.public_id}
    before = set(Inquiry.objects.values_list("pk", flat=True))
    assert send(client, address, **opening).status_code == 303
    inquiring.inquiry = Inquiry.objects.exclude(pk__in=before).get()
    for below, typed in steps():
        answer = send(client, page_of(inquiring.inquiry) + below, **typed)
        assert answer.status_code == 303, answer.content.decode()


def test_no_word_lies_anywhere_in_the_clear(
    said: Callable[[], str],  # noqa: F811
    opened_inquiry: Inquiring,  # noqa: F811
    mailoutbox: list[Any],
) -> None:
    everything_said(opened_inquiry)
    record.number()
    for word in SPOKEN:
        assert rows_with(word) == set(), word
        assert word not in said()
    assert not mailoutbox


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
def test_no_word_lies_in_the_database_file_or_its_log(opened_inquiry: Inquiring) -> None:  # noqa: F811
    everything_said(opened_inquiry)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_envelope")
    disk = bytes_on_disk()
    assert opened_inquiry.inquiry.public_id.encode() in disk, "the search finds what lies in the clear"
    for word in SPOKEN:
        assert word.encode() not in disk, word


@pytest.mark.parametrize(("where", "verb"), [(words, "add"), (vault, "put"), (record, "write")], ids=str)
def test_an_error_inside_any_verb_keeps_no_word_and_tells_none(
    said: Callable[[], str],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    opened_inquiry: Inquiring,  # noqa: F811
    where: Any,
    verb: str,
) -> None:
    client: Client = opened_inquiry.browser()
    client.raise_request_exception = False
    for below, typed in steps():
        address = page_of(opened_inquiry.inquiry) + below
        page = client.get(address)
        assert page.status_code == 200, below
        leaves = Inquiry.objects.get(pk=opened_inquiry.inquiry.pk).leaves
        with monkeypatch.context() as patch:

            def breaks(*_: object, **__: object) -> None:
                raise ValueError(SPOKEN)

            patch.setattr(where, verb, breaks)
            broken = resend(client, address, page, **typed)
        assert broken.status_code == 500, below
        assert not any(word in broken.content.decode() for word in SPOKEN)
        assert Inquiry.objects.get(pk=opened_inquiry.inquiry.pk).leaves == leaves
        again = {**typed}
        if "attached" in again:
            again["attached"] = SimpleUploadedFile(f"{SPOKEN[0]}.txt", SPOKEN[1].encode(), "text/plain")
        assert resend(client, address, page, **again).status_code == 303, below
    for word in SPOKEN:
        assert rows_with(word) == set(), word
        assert word not in said()


def test_the_record_says_who_when_and_which_and_no_word(opened_inquiry: Inquiring) -> None:  # noqa: F811
    from goodcatch.record.models import Entry  # noqa: PLC0415

    before = Entry.objects.count()
    everything_said(opened_inquiry)
    entries = Entry.objects.order_by("pk")[before:]
    assert {entry.thing_kind for entry in entries} == {"inquiry"}
    assert {(entry.within_kind, entry.within_id) for entry in entries} == {("", "")}
