"""Thanks: offered first, shown once accepted, never when declined, and never past the matter's readers."""

from __future__ import annotations

import pytest

from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.tests.telling import a_case, a_channel, a_report
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.people.services import units_named
from goodcatch.recognition import queries
from goodcatch.recognition import services as recognition
from goodcatch.recognition.models import Recognition
from goodcatch.record.models import EntryHearer
from goodcatch.reports.models import Milestone
from goodcatch.reports.terms import Told
from tests.cast import Cast, ClientOf

pytestmark = pytest.mark.django_db
TEXT = "You stopped, turned back, and told us."


def thanked(cast: Cast, case: Case, *people: Person) -> Recognition:
    return recognition.recognise(by=cast.director, case=case, text=TEXT, people=people)


def readers(cast: Cast, thanks: Recognition) -> set[str]:
    return {
        part
        for part, person in cast.everybody.items()
        if queries.recognition_for(viewer=person, public_id=thanks.public_id)
    }


def test_offered_it_is_seen_by_giver_and_person_accepted_by_everybody_who_reads(cast: Cast) -> None:
    thanks = thanked(cast, a_case(cast), cast.colleague)
    assert readers(cast, thanks) == {"director", "colleague"}
    recognition.accept_thanks(by=cast.colleague, recognition=thanks)
    assert readers(cast, thanks) == set(cast.everybody) - {"guest", "leaver"}
    with pytest.raises(RuleBroken, match="not waiting"):
        recognition.accept_thanks(by=cast.colleague, recognition=thanks)


def test_declined_it_is_seen_by_nobody_but_the_giver_and_nobody_is_told(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast)
    thanks = thanked(cast, case, cast.colleague, cast.peer)
    recognition.decline_thanks(by=cast.colleague, recognition=thanks)
    assert not EntryHearer.objects.filter(entry__verb="recognition.decline_thanks").exists()
    recognition.accept_thanks(by=cast.peer, recognition=thanks)
    for part in ("outsider", "director", "peer"):
        page = client_of(cast.everybody[part]).get(f"/in/thanks/{thanks.public_id}/").content.decode()
        assert cast.colleague.name not in page, part


def test_a_team_is_asked_first_and_one_of_them_answers(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast)
    thanks = recognition.recognise(by=cast.director, case=case, text=TEXT, team=cast.units.night_shift)
    heard = EntryHearer.objects.filter(entry__verb="recognition.recognise").values_list("person", flat=True)
    assert list(heard) == [cast.leader.public_id]
    assert readers(cast, thanks) == {"director", "leader", "reporter", "colleague"}
    assert TEXT not in client_of(cast.outsider).get(case.path).content.decode()
    with pytest.raises(RuleBroken, match="not waiting"):
        recognition.accept_thanks(by=cast.outsider, recognition=thanks)
    recognition.accept_thanks(by=cast.colleague, recognition=thanks)
    assert "to Night shift" in client_of(cast.outsider).get(case.path).content.decode()


def test_whoever_is_left_off_sees_no_thanks_given_or_offered(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast)
    thanks = thanked(cast, case, cast.leader)
    cases.leave_off(by=cast.handler, case=case, person=cast.leader)
    assert "leader" not in readers(cast, thanks)
    client = client_of(cast.leader)
    for page in ("", "accept/", "decline/", "withdraw/"):
        hidden, missing = client.get(f"/in/thanks/{thanks.public_id}/{page}"), client.get("/in/thanks/00000000/")
        assert (hidden.status_code, hidden.content) == (404, missing.content)
        assert client.post(f"/in/thanks/{thanks.public_id}/{page}").status_code == (404 if page else 405)
    assert "thanks you" not in client.get("/in/").content.decode()
    with pytest.raises(RuleBroken):
        recognition.accept_thanks(by=cast.leader, recognition=thanks)


def test_whoever_changes_their_mind_takes_back_their_own_name_alone(cast: Cast) -> None:
    case = a_case(cast)
    thanks = thanked(cast, case, cast.colleague, cast.peer)
    for person in (cast.colleague, cast.peer):
        recognition.accept_thanks(by=person, recognition=thanks)
    recognition.withdraw_thanks(by=cast.colleague, recognition=thanks)
    assert queries.thanks_of_case(viewer=cast.outsider, case=case)[0].names == (cast.peer.name,)
    recognition.withdraw_thanks(by=cast.director, recognition=thanks)
    assert readers(cast, thanks) == set()
    with pytest.raises(RuleBroken, match="taken back"):
        recognition.withdraw_thanks(by=cast.director, recognition=thanks)


def test_the_reporter_hears_it_from_those_who_look_after_the_matter_alone(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast)
    cases.join_report(by=cast.handler, case=case, report=a_report(cast, a_channel(cast)))
    with pytest.raises(RuleBroken, match="look after the matter"):
        recognition.recognise(by=cast.outsider, case=case, text="I know who you are.", reporter=True)
    page = f"/in/thanks/for/{case.public_id}/"
    assert "through their report" not in client_of(cast.outsider).get(page).content.decode()
    assert client_of(cast.handler).post(page, {"text": TEXT, "reporter": "on"}).status_code == 302
    assert Milestone.objects.get(told=Told.RECOGNISED).report is not None


def test_only_readers_of_the_matter_are_thanked_by_readers(cast: Cast, client_of: ClientOf) -> None:
    case = a_case(cast, audience=units_named(cast.units.operations, cast.units.plant_safety))
    with pytest.raises(RuleBroken, match="at most as wide open"):
        thanked(cast, case, cast.outsider)
    with pytest.raises(RuleBroken, match="Nobody of that team"):
        recognition.recognise(by=cast.director, case=case, text=TEXT, team=cast.units.fleet)
    with pytest.raises(RuleBroken, match="that you can read"):
        recognition.recognise(by=cast.outsider, case=case, text=TEXT, people=[cast.colleague])
    assert client_of(cast.outsider).get(f"/in/thanks/for/{case.public_id}/").status_code == 404


def test_the_giver_is_named_to_whom_it_is_for_and_to_nobody_else(cast: Cast, client_of: ClientOf) -> None:
    thanks = thanked(cast, a_case(cast), cast.colleague)
    page = f"/in/thanks/{thanks.public_id}/"
    assert cast.director.name in client_of(cast.colleague).get(page).content.decode()
    recognition.accept_thanks(by=cast.colleague, recognition=thanks)
    assert cast.director.name not in client_of(cast.outsider).get(page).content.decode()


def test_a_form_sent_twice_is_one_and_what_is_wrong_comes_back(cast: Cast, client_of: ClientOf) -> None:
    case, client = a_case(cast), client_of(cast.director)
    page = f"/in/thanks/for/{case.public_id}/"
    wrong = client.post(page, {"text": "<b>Well done.</b>"})
    assert wrong.status_code == 422
    assert "Choose whom you thank" in wrong.content.decode()
    assert "&lt;b&gt;Well done.&lt;/b&gt;" in wrong.content.decode()
    for _time in range(2):
        sent = {"text": TEXT, "people": cast.colleague.public_id, "nonce": "thanks-once"}
        assert client.post(page, sent).status_code == 302
    assert Recognition.objects.count() == 1


def test_many_thanks_cost_no_more_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    case = a_case(cast)
    for _number in range(9):
        thanks = thanked(cast, case, cast.colleague)
        recognition.accept_thanks(by=cast.colleague, recognition=thanks)
        recognition.recognise(by=cast.director, case=case, text=TEXT, team=cast.units.night_shift)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        assert len(queries.thanks_of_case(viewer=cast.colleague, case=case)) == 18
