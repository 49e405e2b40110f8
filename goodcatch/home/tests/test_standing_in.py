"""Somebody is away: what is asked of them reaches who stands in, as far as they may see it, until they are back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.module_loading import import_string

from goodcatch.actions.tests.telling import a_proposed_action
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.terms import Part
from goodcatch.cases.tests.telling import a_case, a_channel
from goodcatch.kernel import clock
from goodcatch.kernel.refs import PUBLIC
from goodcatch.notices import queries as notices
from goodcatch.notices import services as telling
from goodcatch.notices.models import Notice
from goodcatch.notices.tasks import send_at_once
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.services import named_people
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.queries import feed
from goodcatch.reports import services as reports
from goodcatch.reports.terms import Kind
from goodcatch.reviews.tests.telling import a_review
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
ABSENT = "for Tomás Reyes, who is away"


def away(cast: Cast, first: int = 0, last: int = 3, *, stand_in: Person | None = None) -> None:
    """Let the leader be away for these days, with the peer, or somebody else, to stand in."""
    day = clock.today()
    until, since = day + timedelta(days=last), day + timedelta(days=first)
    people.say_away(by=cast.leader, first_day=since, last_day=until, stand_in=stand_in or cast.peer)


def told() -> None:
    """Let the notices read the whole record."""
    record.number()
    telling.note(feed(after=0, limit=10_000).entries)


def asked_to_own(person: Person) -> list[Notice]:
    """Give the notices that somebody is asked to own a change, those alone that are this person's now."""
    rows = Notice.objects.filter(notices.told_to(person), reason="asked_to_own")
    return list(rows.order_by("pk"))


def an_owned_case(cast: Cast, *named: Person) -> Case:
    """Let the leader answer for a matter, open to everyone inside or to these people; the next word is due today."""
    audience = named_people(cast.handler, cast.leader, *named) if named else None
    case = a_case(cast, audience=audience)
    cases.own(by=cast.leader, case=case, short="I answer for it.", next_word_on=clock.today())
    return case


def today(client_of: ClientOf, person: Person, ahead: int = 0) -> str:
    """Give the page 'today' of this person, so many days ahead."""
    with clock.moved_to(clock.now() + timedelta(days=ahead)):
        return client_of(person).get("/in/").content.decode()


def test_who_stands_in_is_told_too_and_it_goes_back(cast: Cast, client_of: ClientOf) -> None:
    away(cast)
    action = a_proposed_action(cast)
    told()
    told()
    (notice,) = asked_to_own(cast.peer)
    assert notice.instead_of == cast.leader
    assert len(asked_to_own(cast.leader)) == 1, "they have their own, for when they are back"
    page = client_of(cast.peer).get("/in/notices/").content.decode()
    assert f"For Tomás Reyes, who is away: You are asked to own a change: {action.title}" in page
    (shown,) = notices.shown(cast.peer, [notice])
    assert "Tomás" not in shown.bare, "a letter leaves the house"
    assert action.title not in shown.bare
    with clock.moved_to(clock.now() + timedelta(days=4)):
        assert asked_to_own(cast.peer) == []
        assert action.title not in client_of(cast.peer).get("/in/notices/").content.decode()
        assert send_at_once({"notice": notice.public_id}) is None
        assert len(asked_to_own(cast.leader)) == 1


def test_nobody_is_told_instead_before_the_first_day_or_of_what_they_know_already(cast: Cast) -> None:
    away(cast, 1, 3)
    a_proposed_action(cast)
    away(cast, 0, 3, stand_in=cast.handler)  # who proposes it
    a_proposed_action(cast)
    told()
    assert not Notice.objects.filter(instead_of__isnull=False).exists()


def test_what_the_stand_in_may_not_see_stays_and_nothing_betrays_it(cast: Cast, client_of: ClientOf) -> None:
    before = today(client_of, cast.peer)
    away(cast)
    case = an_owned_case(cast, cast.colleague)
    a_proposed_action(cast, case)
    cases.ask_question(by=cast.colleague, case=case, text="Is it safe to walk there?", with_name=True)
    told()
    assert asked_to_own(cast.peer) == []
    page = today(client_of, cast.peer)
    assert page.count('<li class="row"') == before.count('<li class="row"') + 1, "that they stand in, and nothing else"
    assert case.title not in page
    own = today(client_of, cast.leader)
    assert case.title in own
    assert "what they may not read waits for you" in own


def test_whoever_is_cut_off_later_hears_no_more_of_it(cast: Cast) -> None:
    away(cast)
    case = an_owned_case(cast, cast.peer)
    a_proposed_action(cast, case)
    told()
    assert len(asked_to_own(cast.peer)) == 1
    cases.leave_off(by=cast.handler, case=case, person=cast.peer)
    told()
    assert asked_to_own(cast.peer) == []


def test_what_waits_since_before_the_absence_waits_for_the_stand_in_too(cast: Cast, client_of: ClientOf) -> None:
    case = an_owned_case(cast)
    cases.ask_question(by=cast.colleague, case=case, text="Is it safe to walk there?", with_name=False)
    action = a_proposed_action(cast, case)
    away(cast, 1, 3)
    assert ABSENT not in today(client_of, cast.peer)
    page = today(client_of, cast.peer, 2)
    for why in ("The next word was promised.", "Somebody asked, and waits for an answer."):
        assert why in page
    assert ">late<" not in page, "that somebody else is late is said to nobody"
    assert ">late<" in today(client_of, cast.leader, 2)
    assert page.count(ABSENT) == 4, "the word, the answer, the weighing, the change"
    assert f'<a href="{case.path}">' in page, "to the matter, where one's own part says what one may do"
    assert action.title in page
    assert ABSENT not in today(client_of, cast.peer, 4)
    assert ABSENT not in today(client_of, cast.outsider, 2), "nobody else learns who is away"


def test_a_matter_of_both_stands_once(cast: Cast, client_of: ClientOf) -> None:
    case = an_owned_case(cast)
    cases.take_part(by=cast.handler, case=case, person=cast.peer, part=Part.HANDLER)
    away(cast)
    assert today(client_of, cast.peer).count("It is not weighed yet.") == 1


def test_a_review_waits_for_who_stands_in_and_works_on_it(cast: Cast, client_of: ClientOf) -> None:
    review = a_review(cast)
    people.say_away(by=cast.facilitator, first_day=clock.today(), last_day=clock.today(), stand_in=cast.handler)
    page = today(client_of, cast.handler)
    assert f"/in/reviews/{review.public_id}/" in page
    assert "for Aiko Mori, who is away" in page
    people.say_away(by=cast.facilitator, first_day=clock.today(), last_day=clock.today(), stand_in=cast.peer)
    assert f"/in/reviews/{review.public_id}/" not in today(client_of, cast.peer), "a draft is for those who work on it"


def test_danger_reaches_everybody_who_may_read_it_and_no_stand_in_beyond_them(cast: Cast) -> None:
    channel = a_channel(cast)
    people.grant(by=cast.administrator, person=cast.curator, role=Role.TRIAGER, unit=cast.units.operations)
    people.say_away(by=cast.handler, first_day=clock.today(), last_day=clock.today(), stand_in=cast.curator)
    people.say_away(by=cast.curator, first_day=clock.today(), last_day=clock.today(), stand_in=cast.peer)
    reports.submit_report(by=PUBLIC, channel=channel, kind=Kind.HAZARD, happened="A loose rail.", danger=True)
    told()
    heard = Notice.objects.filter(verb="reports.announce_danger")
    assert set(heard.values_list("person__name", flat=True)) == {cast.handler.name, cast.curator.name}
    assert not heard.filter(instead_of__isnull=False).exists()


def test_whoever_is_named_hears_of_it_with_the_name_until_the_other_is_back(cast: Cast, client_of: ClientOf) -> None:
    away(cast)
    told()
    said = f"named you to stand in for them: {cast.leader.name}"
    assert said in client_of(cast.peer).get("/in/notices/").content.decode()
    with clock.moved_to(clock.now() + timedelta(days=4)):
        assert said not in client_of(cast.peer).get("/in/notices/").content.decode()


def test_only_what_asks_something_is_passed_on_and_nothing_of_speaking_up() -> None:
    passed: frozenset[str] = import_string("config.house.PASSED_ON")
    words: dict[str, str] = import_string("config.house.NOTICE_WORDS")
    apart = {"reports", "protection", "vault", "inquiry", "subjects", "recognition"}
    for each in passed:
        verb, _space, reason = each.partition(" ")
        assert verb in words
        assert reason
        assert verb.partition(".")[0] not in apart
