"""What a matter of named people taught reaches others: a copy, with the next quarter, that leads nowhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.terms import Part
from goodcatch.cases.tests.telling import a_case
from goodcatch.kernel import clock, ids
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.lessons import queries
from goodcatch.lessons import services as lessons
from goodcatch.lessons.models import Copy, Lesson, Publication
from goodcatch.lessons.tests.telling import DRAFT, a_named_case, a_named_lesson, fresh, shared
from goodcatch.people import services as people
from goodcatch.record.models import Entry
from tests.cast import SETUP, Cast, ClientOf

pytestmark = pytest.mark.django_db
AUTUMN = datetime(2026, 11, 20, 9, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, 12, tzinfo=UTC)


def in_library(client: Client) -> bool:
    return DRAFT.title in client.get("/in/lessons/").content.decode()


def test_it_appears_with_the_next_quarter_and_leads_nowhere(cast: Cast, client_of: ClientOf) -> None:
    with clock.moved_to(AUTUMN):
        case = a_named_case(cast, cast.curator)
        lesson = a_named_lesson(cast, case)
        copy = shared(cast, lesson)
        page = client_of(cast.curator).get(f"/in/lessons/{lesson.public_id}/").content.decode()
        assert "1 January 2027" in page
    address = f"/in/lessons/{copy.public_id}/"
    for moment, there in ((NEW_YEAR - timedelta(seconds=1), False), (NEW_YEAR, True)):
        with clock.moved_to(moment):
            for who in (cast.outsider, cast.leader, cast.administrator):
                client = client_of(who)
                assert in_library(client) == there, who
                assert client.get(address).status_code == (200 if there else 404)
            assert client_of(cast.curator).get(address).status_code == (200 if there else 404), "not even its curator"
    with clock.moved_to(NEW_YEAR):
        page = client_of(cast.outsider).get(address).content.decode()
        assert "1 January 2027" in page
        for leads in (case.public_id, ids.shown(case.public_id), lesson.public_id, case.title, cast.handler.name):
            assert leads not in page
        kept = Lesson.objects.filter(pk=copy.pk).values().get()
        assert [kept[name] for name in ("written_by_id", "written_at", "published_at")] == [None, NEW_YEAR, NEW_YEAR]
        assert queries.ground_of(viewer=cast.outsider, lesson=copy).cases == []
        assert queries.tags_of(viewer=cast.outsider, lesson=copy) == ["labels", "night work"]
        assert queries.lesson_for(viewer=cast.outsider, public_id=lesson.public_id) is None
    assert not Entry.objects.filter(thing_id=copy.public_id).exists()
    assert not Entry.objects.filter(within_id=copy.public_id).exists()


def test_no_field_joins_a_copy_to_its_matter(cast: Cast) -> None:
    case = a_named_case(cast, cast.curator)
    lesson = a_named_lesson(cast, case)
    copy = shared(cast, lesson)
    tied = Copy.objects.filter(copy=copy).values().get()
    known = [Case.objects.filter(pk=case.pk).values().get(), Lesson.objects.filter(pk=lesson.pk).values().get(), tied]
    telling = {value for row in known for value in row.values() if isinstance(value, datetime | str) and value}
    kept = Lesson.objects.filter(pk=copy.pk).values().get()
    alike = {name for name, value in kept.items() if value in telling}
    assert alike == {"title", "text", "maturity"}, "what it says, and how far it came"
    assert kept["unit_id"] != lesson.unit_id
    assert kept["audience_id"] not in {case.audience_id, lesson.audience_id}


def test_all_of_a_quarter_appear_at_once_in_no_order_of_time(cast: Cast) -> None:
    case, copies = a_named_case(cast, cast.curator), []
    for days in (0, 9, 30):
        with clock.moved_to(AUTUMN + timedelta(days=days)):
            copies.append(shared(cast, a_named_lesson(cast, case)))
    with clock.moved_to(NEW_YEAR):
        found = list(queries.lessons(viewer=cast.outsider))
    assert found == sorted(copies, key=lambda copy: copy.public_id, reverse=True)
    assert len({copy.written_at for copy in copies}) == 1


def test_two_people_look(cast: Cast) -> None:
    lesson = a_named_lesson(cast)
    with pytest.raises(RuleBroken, match="Somebody else shares it"):
        lessons.share_copy(by=cast.handler, lesson=lesson, unit=cast.units.northfield, read_version=lesson.version)
    lessons.change_lesson(by=cast.curator, lesson=lesson, version=1, draft=DRAFT)
    with pytest.raises(RuleBroken, match="Somebody else shares it"):
        shared(cast, fresh(lesson))
    with pytest.raises(RuleBroken, match="those who read the matter"):
        lessons.share_copy(by=cast.peer, lesson=lesson, unit=cast.units.northfield, read_version=2)


def test_what_was_read_is_what_is_shared(cast: Cast) -> None:
    lesson = a_named_lesson(cast)
    lessons.change_lesson(by=cast.handler, lesson=lesson, version=1, draft=DRAFT)
    with pytest.raises(RuleBroken, match="read it once more"):
        shared(cast, lesson)


@pytest.mark.parametrize("part", ["title", "text", "before", "after", "applies_where"])
def test_no_name_of_a_reader_and_no_number_stands_in_it(cast: Cast, part: str) -> None:
    case = a_named_case(cast, cast.curator)
    lesson = a_named_lesson(cast, case)
    said = cast.curator.name.split()[0].lower(), cast.handler.name.split()[-1].upper(), ids.shown(case.public_id)
    for word in said:
        Lesson.objects.filter(pk=lesson.pk).update(**{part: f"Ask {word}, who knows."})
        with pytest.raises(RuleBroken, match="could lead to the matter"):
            shared(cast, lesson)


def test_the_unit_is_so_wide_that_it_points_at_nobody(cast: Cast) -> None:
    lesson = a_named_lesson(cast)

    def refused() -> bool:
        assert cast.units.operations not in queries.units_to_share_with(viewer=cast.curator, lesson=lesson)
        with pytest.raises(RuleBroken, match="point at few"):
            lessons.share_copy(by=cast.curator, lesson=lesson, unit=cast.units.operations, read_version=1)
        return True

    assert refused(), "three people belong there"
    for name in ("pia", "ole"):
        people.join(by=SETUP, name=f"{name.title()} Berg", title="", unit=cast.units.night_shift, username=name)
    assert refused(), "no other matter is there"
    a_case(cast)
    offered = queries.units_to_share_with(viewer=cast.curator, lesson=lesson)
    assert offered == [cast.units.operations, cast.units.northfield]
    with pytest.raises(RuleBroken, match="unit of the lesson"):
        lessons.share_copy(by=cast.curator, lesson=lesson, unit=cast.units.treatment, read_version=1)
    copy = lessons.share_copy(by=cast.curator, lesson=lesson, unit=cast.units.operations, read_version=1)
    with clock.moved_to(copy.written_at):
        assert queries.lesson_for(viewer=cast.leader, public_id=copy.public_id)
        assert queries.lesson_for(viewer=cast.outsider, public_id=copy.public_id) is None


def test_taken_off_nobody_reads_it_and_it_can_be_shared_anew(cast: Cast, client_of: ClientOf) -> None:
    lesson = a_named_lesson(cast)
    copy = shared(cast, lesson)
    with pytest.raises(RuleBroken, match="shared already"):
        shared(cast, lesson)
    lessons.take_off_copy(by=cast.handler, lesson=lesson)
    with pytest.raises(AlreadyDone):
        lessons.take_off_copy(by=cast.handler, lesson=lesson)
    again = shared(cast, lesson)
    with clock.moved_to(again.written_at):
        everybody = cast.everybody.values()
        assert not [who for who in everybody if queries.lesson_for(viewer=who, public_id=copy.public_id)]
        assert queries.lesson_for(viewer=cast.outsider, public_id=again.public_id)
        lessons.retire_lesson(by=cast.curator, lesson=lesson, reason="It holds no more.")
        assert queries.lesson_for(viewer=cast.outsider, public_id=again.public_id) is None
        assert not in_library(client_of(cast.outsider))


def test_a_copy_never_leaves_the_house(cast: Cast, client_of: ClientOf) -> None:
    copy = shared(cast, a_named_lesson(cast))
    with clock.moved_to(copy.written_at):
        with pytest.raises(RuleBroken, match="it stays there"):
            lessons.publish_to_everybody(by=cast.curator, lesson=copy)
        page = client_of(cast.curator).get(f"/in/lessons/{copy.public_id}/").content.decode()
        assert "Publish to everybody" not in page
        with pytest.raises(RuleBroken, match="needs no copy"):
            shared(cast, copy)
    assert not Publication.objects.exists()


def test_a_matter_opened_for_named_people_is_never_read_by_more(cast: Cast, client_of: ClientOf) -> None:
    case = a_named_case(cast)
    for wider in (people.everyone_inside(), cases.unit_audience(cast.units.operations)):
        with pytest.raises(RuleBroken, match="stays with people whom somebody names"):
            cases.change_audience(by=cast.handler, case=case, audience=wider)
    page = client_of(cast.handler).get(f"/in/cases/{case.public_id}/readers/")
    assert [value for value, _label in page.context["form"].fields["readers"].choices] == ["named"]
    named = people.named_people(cast.handler, cast.leader)
    assert cases.change_audience(by=cast.handler, case=case, audience=named).audience == named
    opened_wide = a_case(cast)
    cases.change_audience(by=cast.handler, case=opened_wide, audience=named)
    wide = cases.change_audience(by=cast.handler, case=opened_wide, audience=people.everyone_inside())
    assert wide.audience == people.everyone_inside()


def test_in_the_browser_from_opening_to_taking_off(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.handler)
    told = {"title": "A gate", "kind": "near_miss", "unit": cast.units.operations.public_id, "readers": "named"}
    assert client.post("/in/cases/new/", told | {"nonce": "gate-once"}).status_code == 302
    case = Case.objects.get(title="A gate")
    assert case.stays_named
    named = {"readers": "named", "people": [cast.handler.public_id, cast.curator.public_id], "nonce": "named-once"}
    assert client.post(f"/in/cases/{case.public_id}/readers/", named).status_code == 302
    lesson = a_named_lesson(cast, Case.objects.get(pk=case.pk))
    page = f"/in/lessons/{lesson.public_id}/"
    assert "a second person looks at it" in client.get(page).content.decode()
    assert "You wrote in it" in client.get(f"{page}share/").content.decode()
    maya = client_of(cast.curator)
    assert "Share it with others" in maya.get(page).content.decode()
    form = maya.get(f"{page}share/")
    assert DRAFT.text in form.content.decode()
    assert form.context["form"].fields["unit"].choices == [(cast.units.northfield.public_id, "everyone inside")]
    sent = {"unit": cast.units.northfield.public_id, "read_version": 1, "nonce": "share-once"}
    assert maya.post(f"{page}share/", sent | {"read_version": ""}).status_code == 422
    for _time in range(2):
        assert maya.post(f"{page}share/", sent).status_code == 302
    assert "A copy for others (Northfield" in maya.get(page).content.decode()
    assert "A copy is shared already" in maya.get(f"{page}share/").content.decode()
    for _time in range(2):
        assert client.post(f"{page}take-off/", {"nonce": "off-once"}).status_code == 302
    assert client.get(f"{page}take-off/").status_code == 404
    assert client_of(cast.outsider).get(f"{page}share/").status_code == 404


def test_a_second_person_with_a_part_can_share(cast: Cast) -> None:
    case = a_named_case(cast, cast.peer)
    lesson = a_named_lesson(cast, case)
    with pytest.raises(RuleBroken, match="those who read the matter"):
        lessons.share_copy(by=cast.peer, lesson=lesson, unit=cast.units.northfield, read_version=1)
    cases.take_part(by=cast.handler, case=case, person=cast.peer, part=Part.HANDLER)
    copy = lessons.share_copy(by=cast.peer, lesson=lesson, unit=cast.units.northfield, read_version=1)
    assert queries.copy_of(viewer=cast.peer, lesson=lesson) == copy
