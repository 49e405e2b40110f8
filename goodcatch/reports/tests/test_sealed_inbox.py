"""The list of sealed reports, and the page of one: for those who read them, with their key unlocked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goodcatch.reports import queries
from goodcatch.reports.models import Report
from goodcatch.reports.tests.handling import Handled, Reported, page_of, sent, unlocked
from goodcatch.reports.tests.outside import come_back
from goodcatch.reports.tests.sealing import TOLD
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
LIST = "/in/reports/sealed/"


def test_who_has_their_turn_finds_it_others_find_it_under_all(handled: Handled, reported: Reported) -> None:
    assert TOLD["happened"] in unlocked(handled.readers.handler).get(LIST).content.decode()
    deputy = unlocked(handled.readers.deputy)
    assert TOLD["happened"] not in deputy.get(LIST).content.decode()
    assert TOLD["happened"] in deputy.get(LIST + "?all").content.decode()


def test_while_locked_there_are_days_and_nothing_else(handled: Handled) -> None:
    report, _ = sent(handled, danger="on")
    client = signed_in(handled.readers.handler.ring.person)
    page = client.get(LIST).content.decode()
    assert "Unlock first" in page
    assert TOLD["happened"] not in page
    assert report.public_id not in page
    assert "danger" not in page
    assert client.get(page_of(report)).headers["Location"].startswith("/in/keys/unlock/?next=")


def test_it_is_no_page_for_anybody_else(cast: Cast, handled: Handled) -> None:
    report, _ = sent(handled, leave_off=[handled.readers.deputy.ring.person.public_id])
    nothing = "/in/reports/sealed/ZZZZZZZZ/"
    deputy = unlocked(handled.readers.deputy)
    for client in (deputy, signed_in(cast.administrator), signed_in(handled.supervisor)):
        assert client.get(page_of(report)).status_code == client.get(nothing).status_code == 404
    assert TOLD["happened"] not in deputy.get(LIST + "?all").content.decode()
    assert unlocked(handled.readers.handler).get(f"/in/reports/{report.public_id}/").status_code == 404


def test_pages_of_25_in_constant_queries(handled: Handled) -> None:
    person, ring = handled.readers.handler.ring.person, handled.readers.handler.ring
    sent(handled)

    def asked(size: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            page = queries.sealed_inbox(type(person).objects.get(pk=person.pk), ring, size=size)
        assert all(row.told and row.clock for row in page.rows)
        return len(found)

    one = asked(1)
    for _ in range(3):
        sent(handled)
    assert asked(4) == one
    first = queries.sealed_inbox(person, ring, size=3)
    second = queries.sealed_inbox(person, ring, size=3, after=first.after)
    listed = [row.report.pk for row in (*first.rows, *second.rows)]
    assert sorted(listed) == sorted(Report.objects.values_list("pk", flat=True))


def test_the_dialogue_with_an_open_question(handled: Handled, reported: Reported) -> None:
    report, words = reported
    client = unlocked(handled.readers.handler)
    Report.objects.update(language="de")
    page = client.get(page_of(report) + "?question=2")
    assert '<strong lang="de" translate="no">Deutsch</strong>' in page.content.decode()
    assert page.context["message_form"].initial["text"].startswith("Who else could tell us")
    nonce = page.context["message_form"]["nonce"].value()
    answer = client.post(page_of(report), {"nonce": nonce, "text": "Who else could tell us?"})
    assert answer.status_code == 303
    seen = come_back(Client(), words).content.decode()
    assert "Who else could tell us?" in seen
    assert handled.readers.handler.ring.person.name not in seen
    report.refresh_from_db()
    assert not report.unread


def test_what_was_typed_stays_when_keys_have_locked(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    client = signed_in(handled.readers.handler.ring.person)
    for address, field in ((page_of(report), "text"), (page_of(report, "note"), "text")):
        page = client.post(address, {field: "A long thought of mine"})
        assert page.status_code == 422
        said = page.content.decode()
        assert "A long thought of mine" in said
        assert "Your keys are locked" in said


def test_thanks_need_no_key(handled: Handled, reported: Reported) -> None:
    report, words = reported
    client = signed_in(handled.readers.handler.ring.person)
    assert client.post(page_of(report, "thank"), {}).status_code == 303
    assert "Read, with thanks" in come_back(Client(), words).content.decode()
    assert client.post(page_of(report, "thank"), {}).status_code == 422
