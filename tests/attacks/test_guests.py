"""A guest sees the matter they were invited to, and no list of the house: no unit, no colleague, on any page of it."""

from __future__ import annotations

import pytest

from goodcatch.actions import services as actions
from goodcatch.actions.tests.telling import PRINT
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.terms import Part
from goodcatch.cases.tests.telling import a_case
from goodcatch.people.models import Person
from goodcatch.people.services import audience_of
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
PAGES = ["/in/", "/in/cases/", "/in/actions/", "/in/reviews/", "/in/lessons/", "/in/notices/", "/in/account/"]


@pytest.fixture
def matter(cast: Cast) -> Case:
    """Give a matter of Operations that the guest was invited to, looks after, and owns a change in."""
    readers = audience_of(units=[cast.units.operations], people=[cast.guest, cast.handler])
    case = a_case(cast, audience=readers)
    cases.take_part(by=cast.handler, case=case, person=cast.guest, part=Part.HANDLER)
    return case


def others(cast: Cast) -> list[str]:
    """Give the names of units and people that have nothing to do with the matter."""
    strangers: list[Person] = [cast.outsider, cast.curator, cast.auditor, cast.peer]
    units = [cast.units.fleet, cast.units.digital, cast.units.plant_safety, cast.units.treatment]
    return [*(person.name for person in strangers), *(unit.name for unit in units)]


def test_no_page_of_a_guest_lists_the_house(cast: Cast, client_of: ClientOf, matter: Case) -> None:
    action = actions.propose_action(by=cast.handler, case=matter, proposal=PRINT, owner=cast.guest)
    at = f"/in/cases/{matter.public_id}/"
    of_case = ["", "readers/", "leave-off/", "parts/", "join/", "weigh/impact/", "respond/", "move-on/"]
    pages = [*PAGES, *(at + page for page in of_case), f"/in/thanks/for/{matter.public_id}/"]
    pages += [f"/in/actions/propose/{matter.public_id}/", f"/in/actions/{action.public_id}/"]
    pages += [f"/in/actions/{action.public_id}/{page}/" for page in ("hand-over", "describe", "due")]
    pages += [f"/in/reviews/open/{matter.public_id}/"]
    client = client_of(cast.guest)
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        shown = answer.content.decode()
        assert [name for name in others(cast) if name in shown] == [], page


def test_a_guest_who_looks_after_a_matter_chooses_among_its_readers(
    cast: Cast, client_of: ClientOf, matter: Case
) -> None:
    client = client_of(cast.guest)
    keys = [cast.guest.public_id, cast.leader.public_id]
    address = f"/in/cases/{matter.public_id}/readers/"
    refused = client.post(address, {"readers": "named", "people": [cast.guest.public_id, cast.outsider.public_id]})
    assert refused.status_code == 422
    assert client.post(address, {"readers": "named", "people": keys}).status_code == 302
