"""Somebody left off a matter gets what they would get if it had never been opened: every page, list and count."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import transaction

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.terms import ScaleKind
from goodcatch.cases.tests.telling import a_case, a_channel, a_report, level
from goodcatch.kernel import clock
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.terms import Role
from goodcatch.record.models import EntryHearer
from tests.cast import Cast, ClientOf, signed_in

pytestmark = pytest.mark.django_db

PAGES = (
    "/in/",
    "/in/cases/",
    "/in/cases/?words=Pumps",
    "/in/cases/?stage=under_way",
    "/in/cases/?kind=near_miss",
    "/in/cases/?mine=on",
    "/in/cases/export.csv",
    "/in/triage/",
    "/in/cases/scales/",
)
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def bytes_of(person: Person, addresses: tuple[str, ...]) -> list[bytes]:
    """Give what this person gets at these addresses, but for form tokens."""
    client = signed_in(person)
    found = []
    for address in addresses:
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        body = re.sub(rb'(name="(?:csrfmiddlewaretoken|nonce)"[^>]*value=")[^"]*', rb"\1", body)
        found.append(str(answer.status_code).encode() + body)
    return found


def without(tell: Callable[[], object], look: Callable[[], list[bytes]]) -> tuple[list[bytes], list[bytes]]:
    """Give what is seen where nothing was told, and what is seen after it was."""
    before = look()
    tell()
    return before, look()


def tell_it(cast: Cast) -> Case:
    """Tell a matter that has everything: weighed, made safe, a question, an update; the leader is left off first."""
    case = a_case(cast)
    cases.leave_off(by=cast.handler, case=case, person=cast.leader)
    cases.weigh(by=cast.handler, case=case, level=level(ScaleKind.POTENTIAL, 5), reason="Only luck.")
    cases.make_safe(by=cast.handler, case=case, note="Locked off.")
    cases.own(by=cast.director, case=case, short="I answer for it.", next_word_on=NOON.date())
    cases.ask_question(by=cast.facilitator, case=case, text="Ours too?", with_name=True)
    cases.post_update(by=cast.handler, case=case, text="Labels are ordered.")
    return case


def test_lists_counts_and_today_are_equal_byte_for_byte(cast: Cast) -> None:
    cases.ensure_scales(by=cast.administrator)
    others = a_case(cast, title="Pumps that everyone may read about")
    with clock.moved_to(NOON):
        before, after = without(lambda: tell_it(cast), lambda: bytes_of(cast.leader, (*PAGES, others.path)))
    assert before == after
    assert b"Pumps that everyone" in before[1]


def test_its_own_pages_are_those_of_what_does_not_exist(cast: Cast) -> None:
    with clock.moved_to(NOON):
        case = tell_it(cast)
    rests = ("", "own/", "ask/", "update/", "readers/", "leave-off/", "statement/", "move-on/")
    hidden = bytes_of(cast.leader, tuple(case.path + rest for rest in rests))
    none = bytes_of(cast.leader, tuple("/in/cases/00000000/" + rest for rest in rests))
    blank = [page.replace(case.public_id.encode(), b"00000000") for page in hidden]
    assert blank == none
    assert {page[:3] for page in blank} == {b"404"}


def test_from_the_moment_of_exclusion_they_hear_of_nothing(cast: Cast) -> None:
    with clock.moved_to(NOON):
        case = tell_it(cast)
    since = EntryHearer.objects.exclude(entry__verb="cases.open_case").filter(entry__thing_id=case.public_id)
    assert since.exists()
    assert not since.filter(person=cast.leader.public_id).exists()


def test_joining_a_hidden_matter_shows_nothing_to_them(cast: Cast) -> None:
    with clock.moved_to(NOON):
        hidden = tell_it(cast)
        seen = a_case(cast, title="Seen by everyone")
        cases.join_matter(by=cast.handler, case=seen, to=hidden)
        cases.join_matter(by=cast.handler, case=a_case(cast, title="Another"), to=seen)
    page = signed_in(cast.leader).get(seen.path).content.decode()
    assert hidden.public_id not in page
    assert hidden.title not in page
    assert "Another" in page


def test_a_report_that_belongs_to_a_hidden_matter_shows_no_way_to_it(cast: Cast, client_of: ClientOf) -> None:
    people.grant(by=cast.administrator, person=cast.peer, role=Role.TRIAGER, unit=cast.units.operations)
    report = a_report(cast, a_channel(cast))
    case = a_case(cast, title="Hidden from the second triager")
    cases.join_report(by=cast.handler, case=case, report=report)
    cases.leave_off(by=cast.handler, case=case, person=cast.peer)
    page = client_of(cast.peer).get(f"/in/reports/{report.public_id}/").content.decode()
    assert case.title not in page
    assert case.public_id not in page


def test_a_theme_shows_only_what_each_may_see(cast: Cast, client_of: ClientOf) -> None:
    theme = cases.open_theme(by=cast.handler, title="Labels", unit=cast.units.operations)
    with transaction.atomic():
        shown, hidden = a_case(cast, title="Shown label"), a_case(cast, title="Hidden label")
    for case in (shown, hidden):
        cases.join_matter(by=cast.handler, case=case, to=theme)
    cases.leave_off(by=cast.handler, case=hidden, person=cast.leader)
    page = client_of(cast.leader).get(theme.path).content.decode()
    assert "Shown label" in page
    assert "Hidden label" not in page
