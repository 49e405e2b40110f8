"""Who is told of what, in the app: rows without words, titles only for whoever may see them at this moment."""

import pytest
from django.test import Client
from django.urls import reverse

from goodcatch.jobs.models import Job
from goodcatch.notices import queries, services
from goodcatch.notices.models import Notice
from goodcatch.people import services as people
from goodcatch.people.models import Grant, Person
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.models import Entry
from goodcatch.record.queries import feed
from goodcatch.record.terms import Urgency
from tests.cast import Cast, ClientOf


def read_feed(last: int = 0) -> None:
    """Let the notices read the whole record, or its `last` entries."""
    record.number()
    newest = feed(after=0, limit=10_000).entries
    services.note(newest[-last:])


@pytest.fixture
def told(cast: Cast) -> Cast:
    """The peer was made triager of Treatment: they hear of it, and so does the handler."""
    Notice.objects.all().delete()
    people.grant(by=cast.administrator, person=cast.peer, role=Role.TRIAGER, unit=cast.units.treatment)
    read_feed(last=1)
    return cast


def test_each_hearer_gets_one_notice_however_often_the_feed_is_read(told: Cast) -> None:
    before = Notice.objects.count(), Job.objects.count()
    assert before[0] == 2
    read_feed(last=1)
    assert (Notice.objects.count(), Job.objects.count()) == before


def test_a_notice_holds_no_words(told: Cast) -> None:
    kept = str(list(Notice.objects.values()))
    for words in ("Omar", "Treatment", "triager"):
        assert words not in kept


def test_each_hearer_reads_their_own_sentence(told: Cast, client_of: ClientOf) -> None:
    peer = client_of(told.peer).get("/in/notices/").content.decode()
    assert "You were given a role: triager, Treatment: Omar Haddad" in peer
    handler = client_of(told.handler).get("/in/notices/").content.decode()
    assert "Somebody was given a role that you hold: triager, Treatment: Omar Haddad" in handler
    assert "Omar" not in client_of(told.outsider).get("/in/notices/").content.decode()


NEW = '<span class="tag">new</span>'


def test_what_one_may_no_longer_see_is_gone_from_list_and_count(told: Cast, client_of: ClientOf) -> None:
    client = client_of(told.handler)
    assert NEW in client.get("/in/notices/").content.decode()
    people.end_grant(by=told.handler, grant=Grant.objects.get(person=told.handler))
    page = client.get("/in/notices/").content.decode()
    assert "Omar" not in page
    assert NEW not in page
    never = client_of(told.outsider).get("/in/notices/").content.decode()
    assert page.count("<li") == never.count("<li")


def test_a_thing_that_no_room_shows_is_told_by_what_it_lies_within(cast: Cast) -> None:
    people.place_in_unit(by=cast.administrator, person=cast.peer, unit=cast.units.night_shift)
    read_feed(last=1)
    leader = queries.page(cast.leader)[0][0]
    assert "Omar Haddad" in leader.sentence
    assert leader.sight.address == "/in/people/"


def test_one_is_marked_as_seen_and_then_all(told: Cast, client_of: ClientOf) -> None:
    people.grant(by=told.administrator, person=told.peer, role=Role.CURATOR)
    read_feed(last=1)
    client = client_of(told.peer)
    assert queries.anything_new(told.peer)
    first = Notice.objects.filter(person=told.peer).latest("pk")
    assert client.post(reverse("notices:seen"), {"notice": first.public_id}).headers["Location"] == "/in/notices/"
    assert Notice.objects.filter(person=told.peer, seen=False).count() == 1
    assert queries.anything_new(told.peer)
    client.post(reverse("notices:seen"), {"notice": "not an id"})
    client.post(reverse("notices:seen"))
    assert not queries.anything_new(told.peer)
    assert not Entry.objects.filter(verb__startswith="notices").exists()


def test_nobody_marks_what_is_somebody_elses(told: Cast, client_of: ClientOf) -> None:
    theirs = Notice.objects.get(person=told.handler)
    client_of(told.outsider).post(reverse("notices:seen"), {"notice": theirs.public_id})
    client_of(told.outsider).post(reverse("notices:seen"))
    assert not Notice.objects.get(pk=theirs.pk).seen


def test_the_bar_costs_one_query_where_nothing_is_new(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        assert not queries.anything_new(cast.outsider)


def test_the_bar_costs_no_more_however_much_is_new(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(12):
        unit = people.add_unit(by=cast.administrator, name=f"Crew {number}", parent=cast.units.treatment)
        people.place_in_unit(by=cast.administrator, person=cast.peer, unit=unit)
    read_feed()
    viewer = Person.objects.get(pk=cast.peer.pk)
    with django_assert_max_num_queries(4):
        assert queries.anything_new(viewer)


def test_the_bar_looks_past_a_page_of_what_one_may_not_see(told: Cast) -> None:
    theirs = Notice.objects.filter(person=told.handler)
    first = theirs.get()
    for number in range(queries.PAGE):
        gone = {"thing_kind": "gone", "thing_id": "GONE0000", "day": first.day}
        Notice.objects.create(person=told.handler, position=first.position + 1 + number, **gone)
    assert queries.anything_new(told.handler)
    first.delete()
    assert theirs.count() == queries.PAGE
    assert not queries.anything_new(told.handler)


def test_what_one_may_no_longer_see_is_gone_for_good_once_the_worker_has_read_why(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.place_in_unit(by=cast.administrator, person=cast.peer, unit=cast.units.night_shift)
    read_feed(last=1)
    notices = Notice.objects.filter(person=cast.peer)
    assert notices.count() == 1
    monkeypatch.setattr("config.house.SIGHTS", {})
    monkeypatch.setattr("config.house.NARROWS", {"people.take_out_of_unit"})
    people.take_out_of_unit(by=cast.administrator, person=cast.peer, unit=cast.units.night_shift)
    read_feed(last=1)
    assert not notices.filter(verb="people.place_in_unit").exists()


def test_a_long_list_goes_on_page_by_page(cast: Cast, client_of: ClientOf) -> None:
    for number in range(queries.PAGE + 5):
        unit = people.add_unit(by=cast.administrator, name=f"Crew {number}", parent=cast.units.treatment)
        people.place_in_unit(by=cast.administrator, person=cast.peer, unit=unit)
    read_feed()
    first, following = queries.page(cast.peer)
    rest, nothing = queries.page(cast.peer, before=following)
    assert (len(first), nothing) == (queries.PAGE, "")
    together = [one.notice.pk for one in [*first, *rest]]
    assert together == list(Notice.objects.filter(person=cast.peer).order_by("-pk").values_list("pk", flat=True))
    page = client_of(cast.peer).get(f"/in/notices/?before={following}").content.decode()
    assert "Earlier ones" not in page


def test_only_the_living_are_told(cast: Cast) -> None:
    people.leave(by=cast.administrator, person=cast.peer)
    read_feed()
    assert not Notice.objects.filter(person__in=[cast.peer, cast.leaver]).exists()


def test_what_cannot_wait_is_put_down_now_and_the_rest_for_seven_where_they_are(told: Cast) -> None:
    people.offer_password(by=told.administrator, person=told.peer)
    read_feed(last=1)
    now = Job.objects.get(kind="notices.send_at_once")
    assert Notice.objects.get(public_id=now.payload["notice"]).urgency == Urgency.AT_ONCE
    later = Job.objects.filter(kind="notices.send_digest")
    assert {job.payload["person"] for job in later} == {told.peer.public_id, told.handler.public_id}
    for job in later:
        assert job.due_at.astimezone(told.peer.tz).hour == 7
    assert all(
        set(job.payload) <= {"notice", "person", "day"} for job in Job.objects.filter(kind__startswith="notices")
    )


def test_nobody_else_gets_further_than_signing_in() -> None:
    for address in ("/in/notices/", "/in/notices/seen/"):
        assert Client().post(address).headers["Location"] == f"/in/account/login/?next={address}"
