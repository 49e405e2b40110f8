"""When something breaks, no log holds what somebody wrote, and the page shows a reference that the log has."""

from __future__ import annotations

import os
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings

from config.logs import places
from tests import postgres, server

ROOT = Path(__file__).resolve().parents[2]
CANARY = "canary-7f3a-my-colleague-was-hurt"


@pytest.fixture(scope="module", params=["console", "json"])
def troubled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Server]:
    settings = {
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "tests.attacks.troubled_settings",
        "GOODCATCH_LOG_FORMAT": request.param,
    }
    with server.running(tmp_path_factory.mktemp("troubled"), settings=settings) as running:
        yield running


def send(url: str) -> str:
    """Send the canary in address, header and body, and give the page that answers."""
    headers = {"User-Agent": CANARY, "X-Words": CANARY, "Content-Type": "text/plain"}
    request = urllib.request.Request(f"{url}?words={CANARY}", data=CANARY.encode(), headers=headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)
    assert refused.value.code == 500
    return refused.value.read().decode()


def test_the_log_has_the_reference_and_the_place_and_none_of_the_words(troubled: server.Server) -> None:
    for trouble in ("bug", "doubled", "misread"):
        page = send(f"{troubled.url}/{trouble}")
        (reference,) = re.findall(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b", page)
        log = troubled.log.read_text()
        (line,) = [line for line in log.splitlines() if reference in line]
        assert re.search(rf"tests/attacks/trouble.py:\d+ {trouble}", line)
        assert CANARY not in page
    assert CANARY not in troubled.log.read_text()
    assert "canary" not in troubled.log.read_text()


@pytest.mark.django_db
@override_settings(MIDDLEWARE=["config.doors.Headers", "config.errors.Mishaps", "tests.attacks.trouble.Stumbling"])
def test_what_breaks_before_any_view_has_a_reference_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    logged: list[dict[str, object]] = []
    monkeypatch.setattr("config.errors.log", type("Log", (), {"error": lambda _, what, **more: logged.append(more)})())
    client.raise_request_exception = False
    page = client.post("/healthz", CANARY, content_type="text/plain")
    assert page.status_code == 500
    (entry,) = logged
    assert str(entry["reference"]) in page.content.decode()
    assert isinstance(entry["exc_info"], RuntimeError)
    assert CANARY not in page.content.decode()


def test_places_name_causes_but_no_values() -> None:
    def lose(words: str) -> None:
        try:
            dict[str, str]()[words]
        except KeyError as cause:
            raise LookupError(f"no {words}") from cause

    with pytest.raises(LookupError) as caught:
        lose(CANARY)
    told = places(caught.value)
    assert [line for line in told if line.startswith("builtins.")] == ["builtins.LookupError", "builtins.KeyError"]
    assert sum("lose" in line for line in told) >= 2
    assert CANARY not in repr(told)


SETTINGS = re.findall(
    r"^ALTER ROLE goodcatch SET (\w+) = '([\w-]+)';",
    (ROOT / "docs" / "running" / "postgresql.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def break_the_database() -> None:
    """Refuse the canary in each way in which PostgreSQL likes to quote what it refuses."""
    for statement in (
        "SELECT no_such_function(%s)",
        "SELECT CAST(%s AS integer)",
        "INSERT INTO record_ledger (id, position, head, head_hash) SELECT 7, 1, 1, CAST(%s AS bytea)",
        "INSERT INTO record_feedcursor (reader, position) SELECT %s, 0 FROM generate_series(1, 2)",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [CANARY])


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db
def test_postgresqls_own_log_keeps_no_words_with_the_settings_that_the_docs_name() -> None:
    log = Path(os.environ[postgres.LOG_VARIABLE])
    assert len(SETTINGS) >= 5
    before = log.read_text(errors="replace").count(CANARY)
    break_the_database()
    assert log.read_text(errors="replace").count(CANARY) > before, "as PostgreSQL comes, its log quotes values"
    with connection.cursor() as cursor:
        for name, value in SETTINGS:
            cursor.execute(f"SET LOCAL {name} = '{value}'")
    settled = log.read_text(errors="replace").count(CANARY)
    break_the_database()
    assert log.read_text(errors="replace").count(CANARY) == settled
