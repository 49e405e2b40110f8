"""The list of cases: filters, pages by key, export."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest

from goodcatch.cases import queries
from goodcatch.cases import services as cases
from goodcatch.cases.queries import pages
from goodcatch.cases.terms import Response, Stage
from goodcatch.cases.tests.telling import a_case
from goodcatch.cases.views.lists import plain, read_key, write_key
from goodcatch.kernel import clock
from goodcatch.people.models import Person
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def many(cast: Cast, count: int) -> list[str]:
    """Open cases, three at each moment; give their titles, newest first."""
    opened = []
    for number in range(count):
        with clock.moved_to(NOON + timedelta(minutes=number // 3)):
            opened.append(a_case(cast, title=f"Matter {number}"))
    order = sorted(opened, key=lambda case: (case.opened_at, case.public_id), reverse=True)
    return [case.title for case in order]


@pytest.mark.parametrize("few", [0, 5, 400])
def test_every_page_follows_the_one_before(cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Whichever way the page is found: by audience for those who see few, by date for those who see many."""
    monkeypatch.setattr(pages, "FEW", few)
    expected, found = many(cast, 17), []
    viewer, after = Person.objects.get(pk=cast.outsider.pk), None
    while True:
        page = queries.page(viewer=viewer, narrowed=queries.Filter(), after=after, size=4)
        found += [case.title for case in page.cases]
        after = page.after
        if after is None:
            break
    assert found == expected


def test_filters_narrow_and_the_address_holds_them(cast: Cast, client_of: ClientOf) -> None:
    first, _second = a_case(cast, title="Two pumps"), a_case(cast, title="One ladder")
    cases.choose_response(by=cast.handler, case=first, response=Response.BRIEF)
    client = client_of(cast.handler)
    for query, seen, unseen in (
        ("words=PUMPS", "Two pumps", "One ladder"),
        (f"stage={Stage.RECEIVED}", "One ladder", "Two pumps"),
        (f"stage={Stage.UNDER_WAY}", "Two pumps", "One ladder"),
    ):
        page = client.get(f"/in/cases/?{query}").content.decode()
        assert seen in page
        assert unseen not in page
    for query in ("kind=hazard", f"unit={cast.units.fleet.public_id}"):
        assert "Two pumps" not in client.get(f"/in/cases/?{query}").content.decode()
    assert "Two pumps" in client.get("/in/cases/?mine=on").content.decode()
    assert "Two pumps" not in client_of(cast.outsider).get("/in/cases/?mine=on").content.decode()
    assert "Two pumps" in client.get(f"/in/cases/?unit={cast.units.northfield.public_id}").content.decode()


def test_a_strange_address_is_no_mishap(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.handler)
    for query in ("older=nonsense", "older=2026-01-01~ABCD1234", "stage=nonsense", "unit=x"):
        assert client.get(f"/in/cases/?{query}").status_code == 200


def test_pages_lead_on(cast: Cast, client_of: ClientOf) -> None:
    titles = many(cast, 30)
    client = client_of(cast.outsider)
    page = client.get("/in/cases/").content.decode()
    found = re.search(r'rel="next" href="([^"]+)"', page)
    assert found
    second = client.get("/in/cases/" + found.group(1).replace("&amp;", "&")).content.decode()
    assert f">{titles[0]}<" in page
    assert f">{titles[25]}<" in second
    assert f">{titles[24]}<" not in second


def test_what_is_shown_is_exported(cast: Cast, client_of: ClientOf) -> None:
    a_case(cast, title="=cmd|' /C calc'!A0")
    a_case(cast, title="One ladder, long")
    answer = client_of(cast.outsider).get("/in/cases/export.csv?words=ladder")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:4] == ["id", "title", "kind", "stage"]
    assert [row[1] for row in rows[1:]] == ["One ladder, long"]
    whole = b"".join(client_of(cast.outsider).get("/in/cases/export.csv").streaming_content)  # type: ignore[attr-defined]
    assert b"'=cmd" in whole


def test_where_a_semicolon_parts_columns_no_title_begins_another(cast: Cast, client_of: ClientOf) -> None:
    a_case(cast, title="One ladder;=1+1")
    answer = client_of(cast.outsider).get("/in/cases/export.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert "One ladder;'=1+1" in text
    assert not any(cell.startswith("=") for cell in cells)


def test_no_value_is_a_formula() -> None:
    assert [plain(value) for value in ("=1", "+1", "-1", "@a", "\t=1", "a=1", "")] == [
        "'=1", "'+1", "'-1", "'@a", "'\t=1", "a=1", "",
    ]  # fmt: skip


def test_keys_come_back_as_they_were() -> None:
    key = queries.Key(opened_at=NOON, public_id="ABCD1234")
    assert read_key(write_key(key)) == key
    assert read_key("") is None
    assert read_key("2026-06-01T12:00:00~ABCD1234") is None, "an instant without a zone is no instant"
