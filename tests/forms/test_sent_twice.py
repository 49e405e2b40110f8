"""A form sent twice is one deed: every form of the house, in two copies; the second changes nothing and leads alike."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

from tests.forms.conftest import Trials
from tests.forms.filling import well
from tests.forms.samples import Sample
from tests.journeys.clicking import TOKEN, deeds

NO_DEEDS = {
    "account_login": "signing in is kept nowhere but in the session",
    "account_logout": "the same, signing out",
    "account_forgotten": "nothing has changed before a password is chosen; the letter is put down at most once",
    "notices:seen": "a mark on one's own notice",
    "speak_up:enter": "opens a report; nothing is done to it",
    "speak_up:leave": "forgets the cookie",
}
"""Forms that write nothing into the record, and why."""
SHOWN_ONCE = {"people:offer_password": "the answer shows the link; a second copy is told that it was shown"}
"""Forms that answer with a page of their own instead of leading to one."""
LINK = re.compile(r"/in/account/password/\w+/[^/]+/")
Rows = dict[str, list[tuple[object, ...]]]


def rows() -> Rows:
    """Give every row of every table of the house as it is stored; sessions apart, and when somebody last signed in."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table, statement in _reading().items():
            cursor.execute(statement)
            found[table] = cursor.fetchall()
    return found


@cache
def _reading() -> dict[str, str]:
    """Give by table how it is read, in the order of its keys."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model is not Session and model._meta.managed:
            columns = [f'"{field.column}"' for field in model._meta.concrete_fields if field.column != "last_login"]
            key, table = model._meta.pk.column, model._meta.db_table
            found[table] = f'SELECT {", ".join(columns)} FROM "{table}" ORDER BY "{key}"'
    return found


def where(answer: Any) -> str:
    """Say what an answer leads to, or what it shows where it leads nowhere; what is sealed or dated apart."""
    if answer.status_code in {302, 303}:
        return TOKEN.sub(r"\1", answer.headers["Location"])
    return f"{answer.status_code}"


def wrong_with(name: str, sample: Sample) -> str:
    """Send the form in two copies; say what is wrong, or nothing."""
    browser = sample.browser()
    form = sample.form(browser)
    if form is None:
        return f"no form that leads to {sample.address} stands on {sample.page}"
    filled_in, before = well(form, sample.typed), deeds()
    first = sample.send(browser, filled_in)
    leads_on = first.status_code in {302, 303} or (name in SHOWN_ONCE and first.status_code == 200)
    if not leads_on:
        return f"the first copy was answered with {first.status_code}"
    if (deeds() == before) is not (name in NO_DEEDS):
        return f"the first copy wrote {deeds() - before} entries into the record"
    kept = rows()
    second = sample.send(browser, filled_in)
    changed = [table for table, found in rows().items() if found != kept[table]]
    if changed:
        return f"the second copy changed {', '.join(changed)}"
    if name not in SHOWN_ONCE and where(first) != where(second):
        return f"the first copy leads to {where(first)}, the second to {where(second)}"
    return ""


def test_every_form_sent_twice_is_one_deed(trials: Trials) -> None:
    wrong = {name: wrong_with(name, sample) for name, sample in trials()}
    assert len(wrong) > 100
    found = [f"{name}: {why}" for name, why in wrong.items() if why]
    assert not found, "\n".join(found)
