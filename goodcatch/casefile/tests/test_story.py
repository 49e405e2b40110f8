"""What the story tells to whom: its own people see whose turn it is, everybody else roles and days (P-4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.queries import pages
from goodcatch.cases.terms import Part, Response, ScaleKind
from goodcatch.cases.tests.telling import a_case, a_channel, a_report, level
from goodcatch.kernel import clock
from goodcatch.people.models import Person
from goodcatch.reports.models import Channel
from tests.cast import Cast, ClientOf, signed_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=5)


@pytest.fixture
def told(cast: Cast) -> Case:
    """Tell a matter whose owner has not kept the day of the next word."""
    with clock.moved_to(NOON):
        case, report = a_case(cast), a_report(cast, a_channel(cast))
        cases.join_report(by=cast.handler, case=case, report=report)
        cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.POTENTIAL, 5), reason="Only luck.")
        cases.own(by=cast.leader, case=case, short="I answer for it.", next_word_on=NOON.date() + timedelta(days=2))
        cases.choose_response(by=cast.handler, case=case, response=Response.FULL_REVIEW)
        cases.take_part(by=cast.handler, case=case, person=cast.peer, part=Part.CONTRIBUTOR)
        cases.post_update(by=cast.handler, case=case, text="Labels are ordered.")
        question = cases.ask_question(by=cast.colleague, case=case, text="Ours too?", with_name=False)
        cases.answer_question(by=cast.handler, question=question, answer="Yes.")
    return case


def page_of(person: Person, case: Case) -> str:
    with clock.moved_to(LATER):
        return signed_in(person).get(case.path).content.decode()


def test_its_owner_sees_what_is_late(cast: Cast, told: Case) -> None:
    page = page_of(cast.leader, told)
    assert "You promised the next word." in page
    assert 'class="tag late"' in page


@pytest.mark.parametrize("part", ["reporter", "outsider", "colleague", "curator"])
def test_others_see_no_names_minutes_or_lateness(cast: Cast, told: Case, part: str) -> None:
    page = page_of(cast.everybody[part], told)
    story = page[page.index("<main") :] + page[page.index('class="rail"') : page.index("<main")]
    assert 'class="tag late"' not in page
    assert "You promised" not in page
    assert "next word on" not in page, "a promised day that has passed would tell who is late"
    assert "12:0" not in story
    for name in (cast.handler.name, cast.peer.name, cast.colleague.name):
        assert name not in story
    assert "Only luck" not in page, "why it was weighed so is for its own people"
    assert "The handrail is loose" not in page, "the words of a report are for its handlers"
    assert f"{cast.leader.name}, head of operations" in page, "a leader owns in public"


def test_handlers_of_the_report_read_it_there(cast: Cast, told: Case) -> None:
    assert "The handrail is loose" in page_of(cast.handler, told)
    assert "The handrail is loose" not in page_of(cast.leader, told)


def test_words_are_shown_as_they_are_written(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast, title="<b>Two</b> pumps & labels")
    page = client_of(cast.outsider).get(case.path).content.decode()
    assert "&lt;b&gt;Two&lt;/b&gt; pumps &amp; labels" in page
    assert "<b>Two</b>" not in page


def test_ids_are_read_as_people_type_them(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast)
    typed = f"{case.public_id[:4]}-{case.public_id[4:]}".lower()
    assert client_of(cast.outsider).get(f"/in/cases/{typed}/").status_code == 200


@pytest.mark.parametrize("part", ["handler", "leader", "outsider"])
def test_however_much_there_is_a_story_takes_as_many_queries(cast: Cast, told: Case, part: str) -> None:
    client = signed_in(cast.everybody[part])
    client.get(told.path)
    with CaptureQueriesContext(connection) as few:
        client.get(told.path)
    channel = Channel.objects.get()
    for number in range(12):
        cases.post_update(by=cast.handler, case=told, text=f"Word {number}.")
        cases.ask_question(by=cast.peer, case=told, text=f"Question {number}?", with_name=True)
        cases.join_report(by=cast.handler, case=told, report=a_report(cast, channel))
        cases.join_matter(by=cast.handler, case=a_case(cast), to=told)
    with CaptureQueriesContext(connection) as many:
        client.get(told.path)
    assert len(many) == len(few)
    assert len(many) <= 22


@pytest.mark.parametrize("part", ["handler", "outsider", "guest"])
def test_however_many_there_are_the_list_takes_as_many_queries(
    cast: Cast, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "FEW", 20)
    client = signed_in(cast.everybody[part])
    counts = []
    for _ in range(2):
        client.get("/in/cases/")
        with CaptureQueriesContext(connection) as taken:
            client.get("/in/cases/")
        counts.append(len(taken))
        for number in range(40):
            a_case(cast, title=f"Matter {number}")
    assert counts[1] <= counts[0] + 1, "an empty list fetches no rows"
    assert max(counts) <= 8
