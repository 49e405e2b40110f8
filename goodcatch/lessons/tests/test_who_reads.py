"""Who reads a lesson: a draft whoever wrote it and curators; what is published its audience; nobody past it."""

from __future__ import annotations

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.tests.telling import a_case
from goodcatch.kernel.errors import RuleBroken
from goodcatch.lessons import queries
from goodcatch.lessons import services as lessons
from goodcatch.lessons.models import Lesson
from goodcatch.lessons.tests.telling import DRAFT, a_lesson, a_published_lesson
from goodcatch.people.services import units_named
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
PAGES = ["", "change/", "publish/", "behind/", "verify/", "everybody/", "withdraw/", "retire/"]


def readers(cast: Cast, lesson: Lesson) -> set[str]:
    return {
        part for part, person in cast.everybody.items() if queries.lesson_for(viewer=person, public_id=lesson.public_id)
    }


def test_a_draft_is_for_its_writer_and_the_curator(cast: Cast) -> None:
    assert readers(cast, a_lesson(cast)) == {"handler", "curator"}


def test_published_it_is_for_its_audience(cast: Cast) -> None:
    assert readers(cast, a_published_lesson(cast)) == set(cast.everybody) - {"guest", "leaver"}


@pytest.mark.parametrize("part", ["reporter", "colleague", "peer", "outsider", "auditor", "administrator", "guest"])
def test_to_others_a_draft_is_not_there(cast: Cast, client_of: ClientOf, part: str) -> None:
    lesson, client = a_lesson(cast), client_of(cast.everybody[part])
    for page in PAGES:
        hidden, missing = client.get(f"/in/lessons/{lesson.public_id}/{page}"), client.get("/in/lessons/00000000/")
        assert (hidden.status_code, hidden.content) == (404, missing.content), page
        assert client.post(f"/in/lessons/{lesson.public_id}/{page}").status_code == (404 if page else 405), page
    library = client.get("/in/lessons/").content.decode()
    assert lesson.title not in library
    assert "night work" not in library  # no tag shows that a hidden lesson exists


@pytest.mark.parametrize("part", ["reporter", "peer", "outsider", "leader"])
def test_whoever_only_reads_changes_nothing(cast: Cast, client_of: ClientOf, part: str) -> None:
    lesson, client = a_published_lesson(cast), client_of(cast.everybody[part])
    for page in PAGES[1:]:
        assert client.post(f"/in/lessons/{lesson.public_id}/{page}", {"reason": "x"}).status_code == 404, page
    with pytest.raises(RuleBroken):
        lessons.publish_to_everybody(by=cast.everybody[part], lesson=lesson)


def test_whoever_is_left_off_reads_nothing_though_they_wrote_it(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast)
    lesson = a_lesson(cast, case, by=cast.leader)
    client = client_of(cast.leader)
    assert lesson.title in client.get("/in/").content.decode()
    cases.leave_off(by=cast.handler, case=case, person=cast.leader)
    for page in PAGES:
        assert client.get(f"/in/lessons/{lesson.public_id}/{page}").status_code == 404, page
    with pytest.raises(RuleBroken):
        lessons.publish_lesson(by=cast.leader, lesson=lesson)
    assert lesson.title not in client.get("/in/").content.decode()


def test_a_reader_of_the_lesson_alone_does_not_learn_where_it_comes_from(cast: Cast) -> None:
    lesson = a_published_lesson(cast)
    narrow = a_case(cast, audience=units_named(cast.units.plant_safety))
    assert queries.lessons_of_case(viewer=cast.outsider, case=narrow) == []
    assert len(queries.ground_of(viewer=cast.outsider, lesson=lesson).cases) == 1


def test_found_by_words_tag_and_how_far_it_came(cast: Cast, client_of: ClientOf) -> None:
    a_published_lesson(cast)
    client = client_of(cast.outsider)
    for asked, there in (
        ({"words": "workaround CREWS"}, True),
        ({"words": "workaround pumps"}, False),
        ({"words": "100%"}, False),
        ({"tag": "night work"}, True),
        ({"maturity": "verified"}, False),
    ):
        shown = client.get("/in/lessons/", asked).content.decode()
        assert (DRAFT.title in shown) == there, asked


def test_written_on_the_page_once_escaped_and_what_is_wrong_comes_back(cast: Cast, client_of: ClientOf) -> None:
    case, client = a_case(cast), client_of(cast.handler)
    page = f"/in/lessons/write/{case.public_id}/"
    sent = {"title": "<b>Look</b>", "text": "x" * 20_000, "tags": ",".join("abcdefghij"), "nonce": "lesson-once"}
    wrong = client.post(page, sent)
    assert wrong.status_code == 422
    assert "Eight tags at most" in wrong.content.decode()
    assert "x" * 20_000 in wrong.content.decode()
    for _time in range(2):
        assert client.post(page, sent | {"tags": "a"}).status_code == 302
    lesson = Lesson.objects.get()
    shown = client.get(f"/in/lessons/{lesson.public_id}/").content.decode()
    assert "&lt;b&gt;Look&lt;/b&gt;" in shown
    assert "<b>Look</b>" not in shown


def test_the_library_costs_the_same_however_many_there_are(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: object
) -> None:
    case = a_case(cast)
    for _number in range(27):
        a_published_lesson(cast, case)
    client = client_of(cast.outsider)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        page = client.get("/in/lessons/")
    assert page.content.decode().count('<li class="row">') == 25
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        client.get(f"/in/lessons/{Lesson.objects.first().public_id}/")  # type: ignore[union-attr]
