"""Requests of people who ask what is kept about them: their month, what is found, what never is, and the copy."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from goodcatch.cases import services as cases
from goodcatch.cases.tests.telling import a_case, a_channel
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC
from goodcatch.notices.models import Notice
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.terms import Role, Subject
from goodcatch.protection.models import Plan
from goodcatch.record.models import Entry
from goodcatch.record.tasks import number_record, tell_readers
from goodcatch.reports import services as reports
from goodcatch.reports.terms import BLACK
from goodcatch.reports.tests.handling import Handled, sent
from goodcatch.subjects import queries, services, tasks, terms
from goodcatch.subjects.models import Look, Request
from tests.cast import SETUP, Cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(cast: Cast) -> Person:
    """Give Hanna, who holds data protection in the house."""
    people.grant(by=cast.administrator, person=cast.auditor, role=Role.PRIVACY)
    return Person.objects.get(pk=cast.auditor.pk)


def received(keeper: Person, **told: str) -> Request:
    """Let a request of Jonas Weber come today."""
    whole = {"kind": "access", "name": "Jonas Weber", "looked_for": "Jonas Weber\nJ. Weber", **told}
    return services.receive_request(by=keeper, received_on=clock.today(), **whole)


def found(keeper: Person, request: Request) -> str:
    """Give all that is found for a request, in one text."""
    return "\n".join(f"{each.heading}|{each.called}|{each.text}" for each in queries.found_for(keeper, request))


@pytest.mark.parametrize(
    ("came", "due", "extended"),
    [
        (date(2026, 1, 15), date(2026, 2, 15), date(2026, 4, 15)),
        (date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
        (date(2027, 11, 30), date(2027, 12, 30), date(2028, 2, 29)),
    ],
)
def test_the_month_and_the_three(came: date, due: date, extended: date) -> None:
    assert terms.due(came) == due
    assert terms.due(came, extended=True) == extended


@pytest.mark.parametrize(
    ("text", "is_in"),
    [
        ("Jonas  Weber drove.", True),
        ("JONAS WEBER", True),
        ("jonas.weber@northfield.example wrote", True),
        ("The Weberei is closed", False),
        ("Ask Åse about it", True),
        ("The åsen is near", False),
        ("", False),
    ],
)
def test_words_are_found_as_words_of_their_own(text: str, is_in: bool) -> None:
    subject = Subject(words=("Jonas Weber", "åse", "jonas.weber@northfield.example", " "))
    assert subject.is_in(text) is is_in
    assert not Subject().is_in(text)


def test_it_is_extended_once_and_in_time(cast: Cast, keeper: Person) -> None:
    request = received(keeper)
    with pytest.raises(RuleBroken, match="why it takes longer"):
        services.extend_request(by=keeper, request=request, reason=" ")
    late = datetime.combine(request.due_on, datetime.min.time(), UTC) + timedelta(days=1)
    with clock.moved_to(late), pytest.raises(RuleBroken, match="first month is over"):
        services.extend_request(by=keeper, request=request, reason="Many")
    longer = services.extend_request(by=keeper, request=request, reason="Many reports")
    assert longer.due_on == terms.due(request.received_on, extended=True)
    with pytest.raises(RuleBroken, match="allows it once"):
        services.extend_request(by=keeper, request=request, reason="More")


def test_what_lies_open_is_found_by_account_and_by_words(cast: Cast, keeper: Person) -> None:
    channel, case = a_channel(cast), a_case(cast)
    reports.submit_report(by=cast.outsider, channel=channel, kind="hazard", happened="My own words.")
    reports.submit_report(by=PUBLIC, channel=channel, kind="hazard", happened="J. Weber braked too late.")
    reports.submit_report(by=PUBLIC, channel=channel, kind="hazard", happened="Somebody else braked.")
    cases.post_update(by=cast.handler, case=case, text="We spoke with Jonas Weber and with Elif.")
    cases.ask_question(by=cast.outsider, case=case, text="Who was on duty?", with_name=True)
    text = found(keeper, received(keeper, account=cast.outsider.email or ""))
    for kept in ("driver", "My own words.", "J. Weber braked", "We spoke with Jonas", "Who was on duty?", "Fleet"):
        assert kept in text
    assert "Somebody else braked" not in text


def test_nothing_sealed_and_nothing_of_named_people_is_found(cast: Cast, keeper: Person, handled: Handled) -> None:
    sent(handled, happened="Jonas Weber forged the list.", concerned="Jonas Weber")
    people.grant(by=cast.administrator, person=cast.director, role=Role.TRIAGER, unit=cast.units.operations)
    channel, text = a_channel(cast), "Jonas Weber, privately."
    reports.submit_report(by=PUBLIC, channel=channel, kind="hazard", happened=text, leave_off=[cast.director])
    case = a_case(cast, title="About Jonas Weber", audience=people.named_people(cast.handler))
    cases.post_update(by=cast.handler, case=case, text="Jonas Weber must not know.")
    request = received(keeper, account=cast.outsider.email or "")
    text = found(keeper, request)
    for hidden in ("forged", "About Jonas", "must not know", "privately"):
        assert hidden not in text


def test_every_channel_gets_the_same_letter_whatever_lies_there(cast: Cast, keeper: Person, handled: Handled) -> None:
    def told() -> dict[str, list[tuple[str, str]]]:
        Notice.objects.all().delete()
        received(keeper)
        number_record()
        tell_readers()
        rows = Notice.objects.filter(verb="subjects.receive_request").order_by("pk")
        listed: dict[str, list[tuple[str, str]]] = {}
        for row in rows.select_related("person"):
            listed.setdefault(row.person.public_id, []).append((row.reason, row.urgency))
        return listed

    empty = told()
    readers = [handled.readers.handler, handled.readers.deputy, handled.readers.last]
    assert {each.ring.person.public_id for each in readers} <= set(empty)
    assert handled.supervisor.public_id not in empty, "supervisors read nothing"
    sent(handled, happened="Jonas Weber forged the list.")
    assert told() == empty


def test_the_page_is_the_same_with_and_without_a_sealed_report(cast: Cast, keeper: Person, handled: Handled) -> None:
    request = received(keeper)
    page = f"/in/requests/{request.public_id}/"

    def seen() -> str:
        return signed_in(keeper).get(page).content.decode().partition("<main")[2]

    before = seen()
    sent(handled, happened="Jonas Weber forged the list.")
    assert seen() == before
    assert "stands nowhere" in before


def test_readers_see_it_say_that_they_looked_and_nothing_more(cast: Cast, keeper: Person, handled: Handled) -> None:
    request = received(keeper)
    reader = signed_in(handled.readers.handler.ring.person)
    page = f"/in/requests/{request.public_id}/"
    shown = reader.get(page).content.decode()
    assert "Jonas Weber" in shown
    assert "What lies open about them" not in shown
    assert reader.get("/in/").content.decode().count("Somebody asks what is kept about them") == 1
    for deed in ("extend", "answer", "copy"):
        assert reader.get(f"{page}{deed}/").status_code == 404
    looked = f"{page}looked/{handled.channel.public_id}/"
    assert signed_in(keeper).get(looked).status_code == 404, "who keeps requests reads no channel"
    nonce = reader.get(looked).context["form"]["nonce"].value()
    assert reader.post(looked, {"nonce": nonce}).status_code == 302
    assert Look.objects.get().by == handled.readers.handler.ring.person
    assert "looked on" in signed_in(keeper).get(page).content.decode()
    assert "Somebody asks what is kept" not in reader.get("/in/").content.decode()
    with pytest.raises(RuleBroken, match="already"):
        services.say_looked(by=handled.readers.deputy.ring.person, request=request, channel=handled.channel)
    with pytest.raises(RuleBroken, match="Only those who read"):
        services.say_looked(by=cast.outsider, request=request, channel=handled.channel)


def test_everybody_else_meets_nothing(cast: Cast, keeper: Person) -> None:
    request = received(keeper)
    for person in (cast.administrator, cast.handler, cast.outsider, cast.guest):
        client = signed_in(person)
        for page in ("", "new/", f"{request.public_id}/", f"{request.public_id}/copy/", f"{request.public_id}/answer/"):
            assert client.get(f"/in/requests/{page}").status_code == 404
    with pytest.raises(RuleBroken, match="data protection"):
        received(cast.administrator)
    assert queries.found_for(cast.administrator, request) == []


def test_an_administrator_cannot_take_the_role(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        people.grant(by=cast.administrator, person=cast.administrator, role=Role.PRIVACY)
    with pytest.raises(RuleBroken):
        people.grant(by=cast.administrator, person=cast.outsider, role=Role.PRIVACY, unit=cast.units.fleet)


def filled(client: Client, page: str, **typed: object) -> dict[str, object]:
    """Give what a browser would send from this page: what stands in the form, and what is typed."""
    form = client.get(page).context["form"]
    sent: dict[str, object] = {"nonce": form["nonce"].value(), "shape": "html"}
    sent |= {name: form[name].value() for name in form.fields if name.startswith("black_")}
    return sent | typed


def test_a_copy_blacks_others_out_and_keeps_their_own_words(cast: Cast, keeper: Person) -> None:
    channel, case = a_channel(cast), a_case(cast)
    reports.submit_report(by=cast.outsider, channel=channel, kind="hazard", happened="I saw Elif Demir fall.")
    cases.post_update(
        by=cast.handler, case=case, text="Elif Demir fell. Jonas Weber and Sam Okafor helped. Tomás was ill."
    )
    request = received(keeper, account=cast.outsider.email or "")
    client, page = signed_in(keeper), f"/in/requests/{request.public_id}/copy/"
    answer = client.post(page, filled(client, page, everywhere="Sam Okafor"))
    text = answer.content.decode()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kept.html"'
    assert "I saw Elif Demir fall." in text, "their own words"
    assert f"{BLACK} Jonas Weber and {BLACK} helped. {BLACK}" in text
    assert "Tomás" not in text
    assert "Sam Okafor" not in text
    data = json.loads(client.post(page, filled(client, page, shape="json", everywhere="")).content)
    texts = " ".join(each["text"] for each in data["kept"])
    assert "Sam Okafor helped" in texts
    assert "Elif Demir fell" not in texts
    assert Entry.objects.filter(verb="subjects.copy_found").count() == 2
    wrong = client.post(page, filled(client, page, shape="paper", everywhere="Sam"))
    assert wrong.status_code == 422
    assert "Sam</textarea>" in wrong.content.decode(), "what was typed stays"


def test_from_the_form_to_the_answer_and_forgotten_three_years_later(cast: Cast, keeper: Person) -> None:
    client = signed_in(keeper)
    nonce = client.get("/in/requests/new/").context["form"]["nonce"].value()
    typed = {"nonce": nonce, "kind": "erasure", "name": "Jonas Weber", "received_on": clock.today().isoformat()}
    wrong = client.post("/in/requests/new/", {**typed, "account": "nobody@nowhere.example"})
    assert wrong.status_code == 422
    assert "Nobody signs in with this" in wrong.content.decode()
    assert client.post("/in/requests/new/", typed).status_code == 302
    request = Request.objects.get()
    page = f"/in/requests/{request.public_id}/"
    assert "Answer by" in client.get(page).content.decode()
    nonce = client.get(f"{page}answer/").context["form"]["nonce"].value()
    typed = {"nonce": nonce, "outcome": "refused", "answer": "A court wants it kept. You may complain at …"}
    assert client.post(f"{page}answer/", typed).status_code == 302
    assert "A court wants it kept" in client.get(page).content.decode()
    with pytest.raises(RuleBroken, match="answered already"):
        services.answer_request(by=keeper, request=request, outcome="done", answer="Again")
    with clock.moved_to(clock.now() + timedelta(days=3 * 365 - 5)):
        tasks.forget({})
    assert Request.objects.exists()
    with clock.moved_to(clock.now() + timedelta(days=3 * 365 + 5)):
        tasks.forget({})
    assert not Request.objects.exists()


def test_a_day_to_come_is_refused(cast: Cast, keeper: Person) -> None:
    with pytest.raises(RuleBroken, match="has not come yet"):
        services.receive_request(by=keeper, kind="access", name="J", received_on=clock.today() + timedelta(days=1))


def test_everybody_sees_what_is_kept_about_them(cast: Cast) -> None:
    channel = a_channel(cast)
    reports.submit_report(by=cast.outsider, channel=channel, kind="hazard", happened="My own words.")
    reports.submit_report(by=cast.reporter, channel=channel, kind="hazard", happened="Jonas Weber braked.")
    hidden = a_case(cast, title="About Jonas", audience=people.named_people(cast.handler, cast.outsider))
    cases.ask_question(by=cast.outsider, case=hidden, text="What is it about?", with_name=True)
    client = signed_in(cast.outsider)
    assert "/in/account/kept/" in client.get("/in/account/").content.decode()
    shown = client.get("/in/account/kept/").content.decode()
    for kept in ("My own words.", "jonas.weber@northfield.example", "driver", "About Jonas"):
        assert kept in shown
    assert "Jonas Weber braked" not in shown, "what others wrote is asked for"
    cases.change_audience(by=cast.handler, case=hidden, audience=people.named_people(cast.handler))
    assert "About Jonas" not in client.get("/in/account/kept/").content.decode(), "left off: not there for them"
    nonce = client.get("/in/account/kept/").context["form"]["nonce"].value()
    answer = client.post("/in/account/kept/", {"nonce": nonce, "shape": "json"})
    assert "My own words." in {each["text"] for each in json.loads(answer.content)["kept"]}
    assert Entry.objects.filter(verb="subjects.copy_own").count() == 1
    assert signed_in(cast.guest).get("/in/account/kept/").status_code == 200
    assert Client().get("/in/account/kept/").status_code == 302


def test_setup_may_not_keep_requests() -> None:
    with pytest.raises(RuleBroken):
        services.receive_request(by=SETUP, kind="access", name="J", received_on=clock.today())  # type: ignore[arg-type]


def test_a_protection_plan_is_told_to_its_own_account_alone(cast: Cast, keeper: Person) -> None:
    channel = a_channel(cast)
    report = reports.submit_report(by=cast.reporter, channel=channel, kind="hazard", happened="The rail is loose.")
    plan = Plan(report=report, channel=channel, audience=report.audience, part="witness", person=cast.outsider)
    plan.asked_on = clock.today()
    plan.save(force_insert=True)
    kept = [each.heading for each in queries.kept_about(cast.outsider)]
    assert "Protection plans" in kept
    assert "Protection plans" not in found(keeper, received(keeper, account=cast.outsider.email or ""))
    assert "Protection plans" not in [each.heading for each in queries.kept_about(cast.peer)]
