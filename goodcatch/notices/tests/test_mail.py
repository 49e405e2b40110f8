"""Letters over real SMTP, to a server on this machine: at once, once a day, twice with one Message-ID, not at all."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from goodcatch.jobs.models import Job
from goodcatch.kernel import clock
from goodcatch.notices import services
from goodcatch.notices.models import Notice
from goodcatch.notices.services import next_digest
from goodcatch.notices.tasks import KEPT_DAYS, send_at_once, send_digest
from goodcatch.notices.tests.sink import Sink
from goodcatch.people import services as people
from goodcatch.people.models import Grant, Person
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.queries import feed
from tests.cast import Cast

Errand = Callable[[dict[str, str | int]], Callable[[], object] | None]


@pytest.fixture
def told(cast: Cast) -> Cast:
    """The peer hears of two roles with the digest, the handler of one."""
    by = cast.administrator
    people.grant(by=by, person=cast.peer, role=Role.TRIAGER, unit=cast.units.treatment)
    people.grant(by=by, person=cast.peer, role=Role.ADVISER, unit=cast.units.treatment)
    read_feed(2)
    return cast


def read_feed(last: int) -> None:
    record.number()
    services.note(feed(after=0, limit=10_000).entries[-last:])


def work(kind: str, person: Person | None = None, *, dies: bool = False) -> None:
    """Do this kind of work as the worker does; or die between sending and noting that it was sent."""
    errand: Errand = {"notices.send_at_once": send_at_once, "notices.send_digest": send_digest}[kind]
    for job in Job.objects.filter(kind=kind).order_by("pk"):
        if person is None or job.payload.get("person") == person.public_id:
            effect = errand(job.payload)
            if effect and not dies:
                effect()


def test_the_digest_says_all_that_is_new_in_one_plain_letter_without_titles(told: Cast, sink: Sink) -> None:
    work("notices.send_digest", told.peer)
    (letter,) = sink.letters
    assert letter["To"] == told.peer.email
    assert letter["Subject"] == "Goodcatch: what is new"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    body = letter.get_content()  # type: ignore[attr-defined]
    assert body.count("You were given a role: ") == 2
    assert body.count(f"https://goodcatch.northfield.example/in/people/{told.peer.public_id}/") == 2
    for words in ("Treatment", "triager", "adviser"):
        assert words not in body
    work("notices.send_digest", told.peer)
    assert len(sink.letters) == 1


def test_killed_between_sending_and_noting_it_goes_twice_with_one_message_id(told: Cast, sink: Sink) -> None:
    work("notices.send_digest", told.peer, dies=True)
    people.grant(by=told.administrator, person=told.peer, role=Role.CURATOR)
    read_feed(1)
    work("notices.send_digest", told.peer)
    first, second = sink.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].startswith("<notice-")
    assert first.get_content() == second.get_content()  # type: ignore[attr-defined]
    work("notices.send_digest", told.peer)
    assert len(sink.letters) == 2


def test_what_cannot_wait_goes_at_once_even_to_those_who_want_no_digest(told: Cast, sink: Sink) -> None:
    people.change_own_details(by=told.peer, zone="", language="", digest="none")
    people.offer_password(by=told.administrator, person=told.peer)
    read_feed(1)
    work("notices.send_digest")
    work("notices.send_at_once")
    assert [letter["To"] for letter in sink.letters] == [told.handler.email, told.peer.email]
    at_once = sink.letters[-1]
    assert at_once["Subject"] == "Goodcatch: something that cannot wait"
    assert "your password can be set anew" in at_once.get_content()  # type: ignore[attr-defined]


def test_what_was_seen_in_the_app_is_not_mailed_again(told: Cast, sink: Sink) -> None:
    services.mark_seen(viewer=told.peer)
    work("notices.send_digest", told.peer)
    assert not sink.letters


def test_what_one_may_no_longer_see_is_in_no_letter(told: Cast, sink: Sink) -> None:
    people.end_grant(by=told.handler, grant=Grant.objects.get(person=told.handler))
    work("notices.send_digest", told.handler)
    assert not sink.letters
    assert not Notice.objects.filter(person=told.handler, mailed=False).exists()


def test_whoever_has_no_address_or_has_left_gets_no_letter(cast: Cast, sink: Sink) -> None:
    for person in (cast.reporter, cast.peer):
        people.grant(by=cast.administrator, person=person, role=Role.ADVISER)
    read_feed(2)
    people.leave(by=cast.administrator, person=cast.peer)
    work("notices.send_digest")
    assert not sink.letters
    assert Notice.objects.filter(person=cast.reporter).exists(), "it stands in the app all the same"


def test_what_the_server_refuses_is_tried_again(told: Cast, sink: Sink) -> None:
    sink.refuses["DATA"] = "451 come back later"
    with pytest.raises(Exception, match="come back later"):
        work("notices.send_digest", told.peer)
    sink.refuses.clear()
    work("notices.send_digest", told.peer)
    assert len(sink.letters) == 1


def test_old_notices_are_forgotten_with_the_next_digest(told: Cast, sink: Sink) -> None:
    with clock.moved_to(clock.now() + timedelta(days=KEPT_DAYS + 1)):
        work("notices.send_digest", told.peer)
    assert not Notice.objects.filter(person=told.peer).exists()
    assert not sink.letters


@pytest.mark.parametrize(
    ("now", "zone", "due"),
    [
        (datetime(2026, 6, 1, 4, 0, tzinfo=UTC), "Europe/Oslo", datetime(2026, 6, 1, 5, 0, tzinfo=UTC)),
        (datetime(2026, 6, 1, 5, 0, tzinfo=UTC), "Europe/Oslo", datetime(2026, 6, 2, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=UTC), "Europe/Oslo", datetime(2026, 10, 25, 6, 0, tzinfo=UTC)),
        (datetime(2026, 6, 1, 4, 0, tzinfo=UTC), "Asia/Tokyo", datetime(2026, 6, 1, 22, 0, tzinfo=UTC)),
        (datetime(2026, 6, 1, 4, 0, tzinfo=UTC), "", datetime(2026, 6, 1, 7, 0, tzinfo=UTC)),
    ],
)
def test_the_digest_comes_at_seven_where_they_are(now: datetime, zone: str, due: datetime) -> None:
    with clock.moved_to(now):
        assert next_digest(Person(zone=zone)) == due
