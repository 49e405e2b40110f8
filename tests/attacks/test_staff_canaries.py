"""What staff write stands where it belongs, and nowhere else: a canary in every text field of every form inside.

Each form is sent once with an error raised inside its verb, and once as it should go; then the record, the jobs, the
notices and the logs, PostgreSQL's among them, are searched.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from config.logs import configure
from goodcatch.kernel import clock
from goodcatch.record import services as record
from tests import postgres
from tests.journeys.clicking import Form, Reader
from tests.matrix import table
from tests.matrix.house import House, raise_house
from tests.matrix.walk import addresses, browser_of, filled

pytestmark = pytest.mark.django_db

CANARY = "Zephyrquail"
WORDLESS_ROOMS = {"record", "jobs", "notices"}
"""Rooms whose tables hold no word that anybody wrote."""
ASKED = ("curator", "director", "handler", "administrator", "peer", "facilitator", "reporter")
"""As whom a form is tried, whoever may open it first."""
SHAPED = {
    "email": f"{CANARY}@northfield.example",
    "username": CANARY,
    "zone": "Europe/Oslo",
    "jurisdiction": "NO",
    "holidays": f"2026-12-25 {CANARY}",
    "case": "",
    "on": "",
    "watch_until": "",
    "told_on": clock.today().isoformat(),  # what was told was told by now
    "options": f"{CANARY} one\n{CANARY} two",
    "reports:translate_question options": "",  # the question in the house offers none
}
"""What fits into fields that ask for words of a certain shape, or for one of two; of one address, where it says so."""
REFUSED = {
    "account_forgotten",  # where nobody has this address, nothing is written
    "actions:answer_back",  # the action is in place, and came to its end
    "actions:in_place",
    "actions:note",
    "cases:own",  # it is owned, and made safe, already
    "cases:make_safe",
    "cases:lift_hold",  # no hold stands
    "reports:lift_report",
    "reviews:add_case",  # there is no other matter that the review may look at
    "vault:unlock",  # opens with one's own six words alone
}
"""Addresses whose verb meets a rule first, as the things of the matrix stand."""


class Broken(Exception):
    """Raised inside a verb; like many errors it holds what it stumbled over."""


class Kinds(HTMLParser):
    """Reads which kind of input each field of a page is, and what can be chosen."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.kinds: dict[str, str] = {}
        self.values: dict[str, list[str]] = {}
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag in {"input", "textarea"} and has.get("name"):
            self.kinds[has["name"]] = has.get("type", "text") if tag == "input" else "text"
            self.values.setdefault(has["name"], []).append(has.get("value", "on"))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """Give everything that the process and PostgreSQL say from here on, their logs included."""
    out = io.StringIO()
    log = Path(os.environ[postgres.LOG_VARIABLE]) if os.environ.get(postgres.LOG_VARIABLE) else None
    begun = log.stat().st_size if log and log.exists() else 0

    def everything() -> str:
        return out.getvalue() + (log.read_bytes()[begun:].decode(errors="replace") if log and log.exists() else "")

    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", out)
        patch.setattr(sys, "stdout", out)
        configure(settings.LOGGING)
        yield everything
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", sys.__stderr__)  # what later tests log to stays open after this one
        configure(settings.LOGGING)


def breaks(**_: object) -> NoReturn:
    """Fail in the database, with the canary as a parameter, and then in Python, with the canary in the message."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / (length(%s) - length(%s))", [CANARY, CANARY])
    finally:
        raise Broken(CANARY)


def forms_inside(house: House) -> Iterator[tuple[str, str, str]]:
    """Give who may open which form: part, address, path."""
    by_name = {address.name: address for address in addresses()}
    for row in table.kept():
        who = next((part for part in ASKED if row.get(part, "").startswith("200 4")), None)
        who = who if row["route"].startswith("/in/") and row["thing"] in {"", "open", "draft"} else None
        path = filled(by_name[row["address"]], house.things[row["thing"] or "open"]) if who else None
        if who and path and " 405" not in f" {row[who]}":
            yield who, row["address"], path


def filled_in(page: str, form: Form, address: str) -> dict[str, Any]:
    """Fill in a form: canaries where words are asked for, and something that fits elsewhere."""
    fields = Kinds(page)
    day = clock.today() + timedelta(days=20)
    fitting: dict[str, str] = {"date": day.isoformat(), "datetime-local": f"{day.isoformat()}T10:00", "number": "5"}
    sent: dict[str, Any] = {name: held for name, held in form.held.items() if fields.kinds.get(name) == "hidden"}
    for name in form.names - sent.keys():
        kind = fields.kinds.get(name, "select")
        if name in form.selects:
            sent[name] = [option.value for option in form.selects[name] if option.value][-1:]
        elif kind in {"checkbox", "radio"}:
            sent[name] = fields.values[name][-1:]
        else:
            usual = SHAPED.get(name, fitting.get(kind, f"{CANARY} {name}"))
            sent[name] = SHAPED.get(f"{address} {name}", usual)
    return sent


def words_kept(canary: str) -> set[str]:
    """Give the tables of rooms without words in which the canary sings all the same."""
    found = set()
    for model in (model for room in WORDLESS_ROOMS for model in apps.get_app_config(room).get_models()):
        for row in model._base_manager.values_list():
            if any(canary.lower() in _text(value) for value in row):
                found.add(model._meta.db_table)
    return found


def _text(value: object) -> str:
    raw = bytes(value) if isinstance(value, memoryview) else value
    return (raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)).lower()


def tried(client: Client, path: str, address: str) -> Iterator[tuple[Form, int]]:
    """Send each form of a page, filled in, and give how it was answered; what came of it is undone."""
    page = client.get(path).content.decode()
    for form in Reader(page).forms:
        words = [name for name in form.names if Kinds(page).kinds.get(name) in {"text", "search", "email"}]
        if not words or form.action.startswith("/in/account/logout"):
            continue
        with transaction.atomic():
            answer = client.post(form.action or path, filled_in(page, form, address))
            assert words_kept(CANARY) == set(), path
            transaction.set_rollback(True)
        yield form, answer.status_code


@pytest.mark.parametrize("broken", [True, False], ids=["an error inside", "as it should go"])
def test_no_word_of_staff_sings_in_record_jobs_notices_or_logs(
    said: Callable[[], str], monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    house = raise_house()
    forms = list(forms_inside(house))
    if broken:
        monkeypatch.setattr(record, "write", breaks)
        monkeypatch.setattr(record, "write_pooled", breaks)
    clients = {who: browser_of(house.cast.everybody[who]) for who in ASKED}
    found: dict[str, int] = {}
    for who, name, path in forms:
        for form, status in tried(clients[who], path, name):
            found[f"{name}: {form.buttons[0].label}"] = status
    reached = {name for name, status in found.items() if (status == 500) == broken and status != 422}
    stayed = {name: status for name, status in found.items() if name not in reached}
    assert len(found) > 50
    assert {name.rpartition(": ")[0] for name in stayed} <= REFUSED, stayed
    assert CANARY not in said()
    assert ("Broken" in said()) == broken
