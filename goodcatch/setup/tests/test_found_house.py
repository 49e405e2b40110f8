"""Founding a house: once, by whoever holds the token that the terminal printed."""

from datetime import timedelta

import pytest
from django.test import Client

from goodcatch.cases.models import Scale
from goodcatch.cases.terms import ScaleKind
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import standing
from goodcatch.people.slots import house_name
from goodcatch.people.terms import Role
from goodcatch.reports.models import Channel
from goodcatch.setup import services
from goodcatch.setup.models import FirstRun
from tests.cast import Cast

pytestmark = pytest.mark.django_db

WORDS = {
    "house": "Northfield Water",
    "zone": "Europe/Oslo",
    "name": "Ingrid Solheim",
    "email": "ingrid@northfield.example",
    "username": "",
    "password": "pump ladder violet noon",
    "channel": "Speak up",
    "emergency": "+47 999",
}


def test_a_house_is_founded_in_the_browser_and_says_what_its_founder_is() -> None:
    path = services.offer_first_run()
    assert path
    client = Client()
    assert client.get(path).status_code == 200
    answer = client.post(path, WORDS, follow=True)
    assert answer.redirect_chain == [("/in/setup/first-steps/", 302)]
    page = answer.content.decode()
    assert "administrator" in page
    assert "triager" in page
    assert Channel.objects.get().public_id in page, "the first way to speak up is among the first steps"
    person = Person.objects.get()
    assert person.check_password(WORDS["password"])
    assert (person.zone, standing(person).home) == ("Europe/Oslo", Unit.objects.get())
    assert {role for role, _ in standing(person).grants} == {Role.ADMINISTRATOR, Role.TRIAGER}
    assert house_name() == "Northfield Water"
    assert Channel.objects.get().emergency == "+47 999"


def test_the_token_works_once_and_only_while_nobody_lives_here() -> None:
    path = services.offer_first_run()
    assert path
    Client().post(path, WORDS)
    for again in (Client().get(path), Client().post(path, {**WORDS, "email": "other@northfield.example"})):
        assert again.status_code == 404
    assert services.offer_first_run() is None
    assert Person.objects.count() == 1


def test_the_token_is_kept_as_its_hash_alone_and_holds_for_a_day() -> None:
    path = services.offer_first_run()
    assert path
    token = path.split("/")[3]
    assert token not in str(list(FirstRun.objects.values()))
    assert services.token_holds(token)
    with clock.moved_to(clock.now() + timedelta(hours=25)):
        assert not services.token_holds(token)


def test_a_new_start_makes_the_token_before_void() -> None:
    first = services.offer_first_run()
    second = services.offer_first_run()
    assert first
    assert second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert Client().get("/in/setup/something-guessed/").status_code == 404


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"house": ""}, "This was left empty, and is needed"),
        ({"zone": ""}, "Choose one"),
        ({"email": "", "username": ""}, "one of them is needed"),
        ({"password": "short"}, "too short"),
        ({"password": "password1234"}, "too common"),
        ({"channel": ""}, "This was left empty, and is needed"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_founded(words: dict[str, str], sentence: str) -> None:
    path = services.offer_first_run()
    assert path
    answer = Client().post(path, {**WORDS, **words})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    if "name" not in words:
        assert WORDS["name"] in answer.content.decode()
    assert not Person.objects.exists()
    assert not Unit.objects.exists()
    assert Client().post(path, WORDS).status_code == 302


def test_nobody_founds_a_house_in_which_people_live(cast: Cast) -> None:
    founder = services.Founder(name="N", email="", username="n", password="pump ladder violet noon")
    with pytest.raises(RuleBroken, match="used or is too old"):
        services.found_house(token="guessed", house="Mine", zone="UTC", founder=founder, channel="Mine")
    assert cast.units.northfield == Unit.objects.get(parent=None)


def test_a_new_house_can_weigh_what_happens_from_the_first_day() -> None:
    path = services.offer_first_run()
    assert path
    Client().post(path, WORDS)
    assert {scale.kind for scale in Scale.objects.filter(retired_at=None)} == set(ScaleKind)


def test_the_first_steps_are_for_those_who_run_the_house_and_wait_while_they_are_alone(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.administrator)
    assert client.get("/in/setup/first-steps/").status_code == 200
    assert "/in/setup/first-steps/" not in client.get("/in/").content.decode(), "others have joined"
    client.force_login(cast.handler)
    assert client.get("/in/setup/first-steps/").status_code == 404


def test_whoever_is_alone_finds_the_way_back_to_the_first_steps() -> None:
    path = services.offer_first_run()
    assert path
    client = Client()
    client.post(path, WORDS)
    assert "/in/setup/first-steps/" in client.get("/in/").content.decode()
