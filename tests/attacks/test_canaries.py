"""Words that a reporter writes lie in one table, and nowhere else: searched by canaries through every field."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client

from config.logs import configure
from goodcatch.record import services as record
from goodcatch.reports import services
from goodcatch.reports.models import Channel, Report, ReportWords
from goodcatch.reports.tests.outside import TOLD, come_back, report_and_receipt, send
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db

CANARIES = {"happened": "Zephyrquail", "where": "Umbrafinch", "name": "Oxalisheron"}
MESSAGES = {"reporter": "Tundragrebe", "handler": "Quartzibis", "answer": "Velvetrook", "signed": "Indigowren"}
WORDS = ReportWords._meta.db_table


MADE_BY_NOBODY = {"auth_permission", "django_content_type"}
"""Tables that Django fills when it migrates, with its own words, of which a receipt may hold one ('view', 'change')."""


def rows_with(canary: str) -> set[str]:
    """Give the tables in which the canary sings, in any column of any row."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in MADE_BY_NOBODY:
            continue
        columns = ", ".join(
            connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields if field.column
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(model._meta.db_table)}")
            if any(canary.lower() in text(value) for row in cursor.fetchall() for value in row):
                found.add(model._meta.db_table)
    return found


def text(value: object) -> str:
    if isinstance(value, memoryview):
        value = value.tobytes()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").lower()
    return str(value).lower()


def files_with(canary: str) -> list[Path]:
    """Give the files of the data folder, the database apart, in which the canary sings."""
    files = (path for path in settings.DATA_DIR.rglob("*") if path.is_file() and ".sqlite3" not in path.name)
    return [path for path in files if canary.encode() in path.read_bytes()]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """Give everything that the process says from here on, its logs included."""
    out = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", out)
        patch.setattr(sys, "stdout", out)
        configure(settings.LOGGING)
        yield out.getvalue
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", sys.__stderr__)  # what later tests log to stays open after this one
        configure(settings.LOGGING)


@pytest.fixture
def spoken(cast: Cast, channel: Channel, client: Client, client_of: ClientOf) -> Report:
    """Let canaries go through every field, message and answer, and through both doors."""
    words, _ = report_and_receipt(client, **{**CANARIES, "who": "yes", "danger": "on"})
    report = Report.objects.get()
    come_back(client, words)
    send(client, "/speak-up/report/", text=MESSAGES["reporter"])
    services.write_to_reporter(by=cast.handler, report=report, text=MESSAGES["handler"])
    services.close_with_answer(by=cast.handler, report=report, answer=MESSAGES["answer"], outcome="put_right")
    send(client_of(cast.reporter), "/in/speak-up/safety/", kind="own_mistake", happened=MESSAGES["signed"])
    return report


@pytest.mark.parametrize("canary", [*CANARIES.values(), *MESSAGES.values()])
def test_words_lie_in_one_table_and_in_no_file(said: Callable[[], str], spoken: Report, canary: str) -> None:
    assert rows_with(canary) == {WORDS}
    assert files_with(canary) == []
    assert canary not in said()


def test_neither_look_up_id_nor_secret_lies_anywhere(client: Client, channel: Channel) -> None:
    words, rows = report_and_receipt(client)
    for told in (*words.split(), *rows, "".join(row[:-1] for row in rows)):
        assert rows_with(f" {told} ") == set()
        assert files_with(told) == []
    from goodcatch.reports.receipts import read  # noqa: PLC0415

    receipt = read(words)
    for raw in (receipt.look_up, receipt.secret):
        assert rows_with(raw.hex()) == set()
        assert not any(
            raw in bytes(value)
            for model in apps.get_models()
            for row in model._base_manager.values_list()
            for value in row
            if isinstance(value, bytes | memoryview)
        )


def test_an_error_inside_a_verb_keeps_no_word_and_loses_none(
    client: Client, channel: Channel, monkeypatch: pytest.MonkeyPatch, said: Callable[[], str]
) -> None:
    def breaks(**_: object) -> None:
        raise ValueError(CANARIES["happened"])

    page = client.get("/speak-up/safety/")
    monkeypatch.setattr(record, "write_pooled", breaks)
    client.raise_request_exception = False
    answer = send(client, "/speak-up/safety/", **{**TOLD, **CANARIES, "who": "yes"})
    assert page.status_code == 200
    assert answer.status_code == 500
    assert "Reference" in answer.content.decode()
    logged = said()
    assert "ValueError" in logged
    for canary in CANARIES.values():
        assert canary not in logged
        assert canary not in answer.content.decode()
        assert rows_with(canary) == set()
