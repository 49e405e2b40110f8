"""Words told on a sealed channel lie nowhere in the clear: no table, no file, no log, no job, no mail."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from goodcatch.files import services as file_services
from goodcatch.kernel.refs import System
from goodcatch.record import services as record
from goodcatch.reports import services, terms, words
from goodcatch.reports.models import Report
from goodcatch.reports.receipts import read
from goodcatch.reports.tests.outside import come_back, resend, send
from goodcatch.reports.tests.sealing import FOLLOW, FORM, TELLING, TOLD, SealedChannel, begin, tell, two_words
from goodcatch.vault import services as vault
from tests.attacks.test_canaries import rows_with, said  # noqa: F401  # a fixture
from tests.cast import Cast
from tests.disk import bytes_in

pytestmark = pytest.mark.django_db
_RUN = secrets.token_hex(4)
"""So that nothing of an earlier run is found."""
FIELDS = {
    name: f"{bird}{_RUN}"
    for name, bird in {
        "happened": "Zephyrquail",
        "where": "Umbrafinch",
        "concerned": "Oxalisheron",
        "remedy": "Tundragrebe",
        "name": "Indigowren",
    }.items()
}
FILE, MESSAGE, ANSWER, BESIDE, APART, DRAFT = (
    f"{bird}{_RUN}" for bird in ("Quartzibis", "Velvetrook", "Ambergull", "Cobaltlark", "Mossyheron", "Dustyplover")
)
EVERY = [*FIELDS.values(), FILE, MESSAGE, ANSWER, BESIDE, APART, DRAFT]


def picture(name: str) -> SimpleUploadedFile:
    canvas = BytesIO()
    Image.new("RGB", (8, 8)).save(canvas, "PNG")
    return SimpleUploadedFile(f"{name}.png", canvas.getvalue(), "image/png")


def everything_told(client: Client, cast: Cast, sealed: SealedChannel) -> str:
    """Let canaries go through every field, file, message and answer; give the words of the receipt."""
    receipt = begin(client)
    tell(client, **{**FIELDS, "happened": DRAFT}, known="handlers", then="save", attached=picture(FILE))
    tell(client, **FIELDS, known="handlers", danger="on")
    report = Report.objects.get()
    keys = sealed.keys(cast.handler, report)
    send(client, FOLLOW, text=MESSAGE, at_once="on", attached=picture(FILE))
    services.write_to_reporter(by=cast.handler, report=report, text=ANSWER, keys=keys)
    went = terms.Told.LESSON_SHARED
    services.tell_where_it_went(by=cast.handler, report=report, told=went, line=BESIDE, keys=keys)
    services.close_with_answer(by=cast.handler, report=report, answer=ANSWER, keys=keys, outcome="put_right")
    come_back(Client(), " ".join(receipt.words))
    other = Client()
    begin(other)
    tell(other, known="apart", name=APART)
    services.announce(by=System("reports"))
    return " ".join(receipt.words)


def bytes_on_disk() -> bytes:
    """Give the bytes of every file of the house, its database and write-ahead log among them, and of /tmp of late."""
    kept = [path for path in settings.DATA_DIR.rglob("*") if path.is_file()]
    spools = [path for path in Path(tempfile.gettempdir()).glob("*") if path.is_file() and path.stat().st_size < 1e6]
    return bytes_in([*kept, *spools])


def test_no_word_lies_anywhere_in_the_clear(
    said: Callable[[], str],  # noqa: F811
    client: Client,
    cast: Cast,
    sealed: SealedChannel,
    mailoutbox: list[Any],
) -> None:
    receipt = everything_told(client, cast, sealed)
    for canary in [*EVERY, *(f" {word} " for word in receipt.split())]:
        assert rows_with(canary) == set(), canary
        assert canary not in said()
    assert not mailoutbox


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db(transaction=True)
def test_no_word_lies_in_the_database_file_or_its_log(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    everything_told(client, cast, sealed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_envelope")
    disk = bytes_on_disk()
    assert str(Report.objects.first()).encode() in disk, "the search finds what lies in the clear"
    for canary in EVERY:
        assert canary.encode() not in disk, canary


def test_neither_look_up_id_nor_secret_nor_private_half_is_kept(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    receipt = begin(client)
    tell(client)
    opened = services.open_receipt(receipt=receipt)
    assert opened is not None
    raw = [receipt.look_up, receipt.secret, opened.private]
    for model in __import__("django.apps", fromlist=["apps"]).apps.get_models():
        for row in model._base_manager.values_list():
            kept = b"\n".join(bytes(value) for value in row if isinstance(value, bytes | memoryview))
            assert not any(each in kept for each in raw)


BROKEN: list[tuple[Any, str]] = [
    (record, "write_pooled"),
    (vault, "seal_new"),
    (vault, "put"),
    (vault, "put_draft"),
    (words, "write_told"),
    (words, "write_message"),
    (file_services, "keep"),
]


@pytest.mark.parametrize(("where", "verb"), BROKEN, ids=lambda value: getattr(value, "__name__", str(value)))
def test_an_error_inside_a_verb_keeps_no_word_and_tells_none(
    said: Callable[[], str],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    client: Client,
    cast: Cast,
    sealed: SealedChannel,
    where: Any,
    verb: str,
) -> None:
    begin(client)
    page = client.get(TELLING)
    client.raise_request_exception = False
    with monkeypatch.context() as patch:

        def breaks(*_: object, **__: object) -> None:
            raise ValueError(FIELDS["happened"])

        patch.setattr(where, verb, breaks)
        broken = resend(client, TELLING, page, **{**TOLD, **FIELDS, "known": "handlers"}, attached=picture(FILE))
        saved = resend(client, TELLING, page, **{**FIELDS, "then": "save"}, attached=picture(FILE))
    assert 500 in {broken.status_code, saved.status_code} or Report.objects.exists()
    for canary in EVERY:
        assert rows_with(canary) == set()
        assert canary not in said()
    assert resend(client, TELLING, page, **TOLD).status_code == 303
    assert Report.objects.count() == 1


def test_the_record_has_the_same_shape_with_and_without_a_report(
    client: Client, cast: Cast, sealed: SealedChannel
) -> None:
    from goodcatch.record.models import Entry  # noqa: PLC0415

    before = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    begin(client)
    tell(client)
    send(client, FOLLOW, text="More of it.")
    assert list(Entry.objects.order_by("pk").values_list("pk", flat=True)) == before
    services.announce(by=System("reports"))
    entries = Entry.objects.exclude(pk__in=before)
    assert {(entry.verb, entry.thing_kind) for entry in entries} == {("reports.announce", "channel")}


def test_no_cookie_before_the_two_words_and_no_script_after(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    page = client.get(FORM)
    wrong = resend(client, FORM, page, first="no", second="no")
    assert "Set-Cookie" not in page.headers
    assert "Set-Cookie" not in wrong.headers
    assert not client.cookies
    entered = resend(client, FORM, wrong, **two_words(wrong))
    cookie = entered.cookies["goodcatch_receipt"]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/speak-up/", "Strict", True)
    assert not cookie["max-age"]
    opened = services.open_receipt(receipt=page.context["receipt"])
    assert opened is not None
    assert opened.private.hex() not in cookie.value
    tell(client)
    for address in (FORM, TELLING, FOLLOW, "/speak-up/new-receipt/", "/speak-up/proof/"):
        answer = client.get(address, follow=True)
        text = answer.content.decode()
        assert "<script" not in text
        assert "https://" not in text
        assert not hasattr(answer.wsgi_request, "session")
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "script-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_receipt_is_on_no_page_after_the_first(client: Client, cast: Cast, sealed: SealedChannel) -> None:
    receipt = begin(client)
    tell(client)
    listed = "<li>" + "</li><li>".join(receipt.words[:3])
    for address in (FORM, TELLING, FOLLOW):
        text = client.get(address, follow=True).content.decode()
        assert listed not in text
        assert receipt.rows[0][:5] not in text
    assert read(" ".join(receipt.words)) == receipt
