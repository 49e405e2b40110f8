"""Who reads an action, who is named on it, and what somebody left off, or an owner from outside, still sees."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodcatch.actions import queries
from goodcatch.actions import services as actions
from goodcatch.actions.models import Action
from goodcatch.actions.terms import Verdict
from goodcatch.actions.tests.telling import PRINT, a_proposed_action, an_action_in_place, an_agreed_action, fresh
from goodcatch.cases import services as cases
from goodcatch.cases.tests.telling import a_case
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.services import named_people, units_named
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
PAGES = ["", "agree/", "answer-back/", "start/", "note/", "in-place/", "due/", "look/", "describe/", "acts-on/",
         "hand-over/", "decline/"]  # fmt: skip


def readers(cast: Cast, action: Action) -> set[str]:
    return {
        part for part, person in cast.everybody.items() if queries.action_for(viewer=person, public_id=action.public_id)
    }


def test_it_is_as_wide_open_as_its_case(cast: Cast) -> None:
    case = a_case(cast, audience=units_named(cast.units.operations, cast.units.plant_safety))
    action = a_proposed_action(cast, case)
    assert readers(cast, action) == {"reporter", "colleague", "handler", "facilitator", "leader", "director"}


def test_an_owner_from_outside_reads_the_action_not_where_it_came_from(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast, audience=units_named(cast.units.operations, cast.units.plant_safety), title="Two pumps mixed")
    action = a_proposed_action(cast, case)
    actions.hand_over(by=cast.leader, action=action, to=cast.outsider)
    page = client_of(cast.outsider).get(f"/in/actions/{action.public_id}/")
    assert page.status_code == 200
    assert "Two pumps mixed" not in page.content.decode()
    assert client_of(cast.outsider).get(case.path).status_code == 404


def test_past_a_list_of_people_nobody_owns_anything(cast: Cast) -> None:
    case = a_case(cast, audience=named_people(cast.handler, cast.leader))
    action = a_proposed_action(cast, case)
    with pytest.raises(RuleBroken, match="list of those who read"):
        actions.hand_over(by=cast.leader, action=action, to=cast.outsider)
    assert set(queries.people_to_ask(viewer=cast.handler, action=action)) == {cast.handler}
    with pytest.raises(RuleBroken, match="must be able to read it"):
        actions.propose_action(by=cast.handler, case=case, proposal=PRINT, owner=cast.outsider)


def test_whoever_is_left_off_reads_nothing_though_they_own_it(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast)
    action = an_agreed_action(cast, case)
    client = client_of(cast.leader)
    assert client.get(f"/in/actions/{action.public_id}/").status_code == 200
    cases.leave_off(by=cast.handler, case=case, person=cast.leader)
    missing = client.get("/in/actions/00000000/")
    for page in PAGES:
        hidden = client.get(f"/in/actions/{action.public_id}/{page}")
        assert (hidden.status_code, hidden.content) == (404, missing.content), page
    row = fresh(action)
    assert (row.owner, row.agreed_at) == (None, None)
    assert action in queries.to_steer(viewer=cast.handler)
    for page in ("/in/", "/in/actions/"):
        assert "Print the list" not in client.get(page).content.decode()


@pytest.mark.parametrize("part", ["outsider", "peer", "curator", "auditor", "administrator", "guest"])
def test_to_an_outsider_it_is_not_there(cast: Cast, client_of: ClientOf, part: str) -> None:
    case = a_case(cast, audience=units_named(cast.units.operations, cast.units.plant_safety))
    action, client = an_action_in_place(cast, case), client_of(cast.everybody[part])
    for page in PAGES:
        hidden, missing = client.get(f"/in/actions/{action.public_id}/{page}"), client.get(f"/in/actions/0/{page}")
        assert (hidden.status_code, hidden.content) == (404, missing.content), page
        assert client.post(f"/in/actions/{action.public_id}/{page}").status_code == (404 if page else 405), page
    assert client.get(f"/in/actions/propose/{case.public_id}/").status_code == 404
    assert action.title not in client.get("/in/actions/").content.decode()


@pytest.mark.parametrize("part", ["reporter", "outsider", "curator", "peer"])
def test_whoever_only_reads_may_look_and_no_more(cast: Cast, client_of: ClientOf, part: str) -> None:
    action, client = an_agreed_action(cast), client_of(cast.everybody[part])
    for page in PAGES[1:]:
        assert client.post(f"/in/actions/{action.public_id}/{page}", {"text": "x"}).status_code == 404, page
    assert client.get(f"/in/actions/{action.public_id}/").status_code == 200


def test_wider_circles_read_roles_and_days_never_names_or_lateness(cast: Cast, client_of: ClientOf) -> None:
    action = an_agreed_action(cast)
    with clock.moved_to(clock.now() + timedelta(days=60)):
        wide = client_of(cast.outsider).get(f"/in/actions/{action.public_id}/").content.decode()
        own = client_of(cast.leader).get(f"/in/actions/{action.public_id}/").content.decode()
        board = client_of(cast.outsider).get("/in/actions/").content.decode()
    assert cast.leader.name not in wide
    assert "head of operations" in wide
    assert "overdue" not in wide
    assert cast.leader.name in own
    assert "overdue" in own
    assert cast.leader.name not in board
    assert "overdue" not in board


def test_whoever_looked_is_a_role_to_wider_circles(cast: Cast, client_of: ClientOf) -> None:
    action = an_action_in_place(cast)
    actions.verify_effect(by=cast.peer, action=action, verdict=Verdict.EFFECTIVE, evidence="<i>Tried it.</i>")
    wide = client_of(cast.outsider).get(f"/in/actions/{action.public_id}/").content.decode()
    assert cast.peer.name not in wide
    assert "process engineer" in wide
    assert "&lt;i&gt;Tried it.&lt;/i&gt;" in wide


def test_a_form_sent_twice_is_one_action_and_what_is_wrong_comes_back(cast: Cast, client_of: ClientOf) -> None:
    case, client = a_case(cast), client_of(cast.colleague)
    page = f"/in/actions/propose/{case.public_id}/"
    careful = {"title": "Everybody must be more careful", "kind": "process", "text": "At the panel."}
    asked = client.post(page, careful)
    assert asked.status_code == 422
    assert "so that care is not needed" in asked.content.decode()
    assert "At the panel." in asked.content.decode()
    for _time in range(2):
        kept = client.post(page, careful | {"kept_although": "For one night.", "nonce": "proposed-once"})
        assert kept.status_code == 302
    assert Action.objects.count() == 1


def test_a_link_of_another_kind_is_text(cast: Cast, client_of: ClientOf) -> None:
    action = a_proposed_action(cast)
    Action.objects.filter(pk=action.pk).update(link="javascript:alert(1)")
    page = client_of(cast.leader).get(f"/in/actions/{action.public_id}/").content.decode()
    assert 'href="javascript' not in page


def test_the_board_costs_the_same_however_many_there_are(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: object
) -> None:
    case = a_case(cast)
    for _number in range(27):
        a_proposed_action(cast, case)
    client = client_of(cast.leader)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        page = client.get("/in/actions/")
    assert page.content.decode().count('<li class="row">') == 25
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        assert client.get(f"/in/actions/{Action.objects.first().public_id}/").status_code == 200  # type: ignore[union-attr]
    empty = client.get("/in/actions/", {"state": "verified"}).content.decode()
    assert "No action fits" in empty
    for odd in ({"state": "nonsense"}, {"older": "nonsense"}, {"unit": "nonsense"}, {"strength": "x" * 999}):
        assert client.get("/in/actions/", odd).status_code == 200
