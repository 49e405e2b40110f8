"""The demo's door: open on this very machine with --demo, and not there otherwise."""

from dataclasses import replace

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.cast import Cast

DOOR = "/in/account/demo/"
HERE = {"HTTP_HOST": "127.0.0.1:8765"}


@pytest.fixture
def in_a_demo(settings: LazySettings) -> None:
    settings.ENV = replace(settings.ENV, demo=True)
    settings.ALLOWED_HOSTS = ["*"]


@pytest.mark.usefixtures("in_a_demo")
@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765"])
def test_one_comes_in_as_somebody_of_the_cast(cast: Cast, host: str) -> None:
    client = Client(HTTP_HOST=host)
    page = client.get(DOOR).content.decode()
    for person in cast.everybody.values():
        assert (str(person) in page) == (person != cast.leaver)
    assert "reads what comes in, thanks, sorts" in page
    assert client.post(DOOR, {"person": cast.leader.public_id}).headers["Location"] == "/in/"
    assert client.get("/in/people/").wsgi_request.user == cast.leader
    assert DOOR in Client(HTTP_HOST=host).get("/in/account/login/").content.decode()


@pytest.mark.usefixtures("in_a_demo")
def test_nobody_comes_in_as_somebody_who_has_left_or_never_was(cast: Cast) -> None:
    client = Client(**HERE)  # type: ignore[arg-type]
    for public_id in (cast.leaver.public_id, "00000000", "", "' OR 1=1"):
        assert client.post(DOOR, {"person": public_id}).status_code == 404
    assert client.get("/in/people/").status_code == 302


@pytest.mark.usefixtures("in_a_demo")
@pytest.mark.parametrize(
    "world",
    [
        {"HTTP_HOST": "goodcatch.example.org"},
        {"HTTP_HOST": "127.0.0.1.example.org"},
        {"HTTP_HOST": "localhost.example.org:8765"},
        {"HTTP_HOST": "192.168.0.7:8765"},
        {"HTTP_HOST": ""},
        {**HERE, "REMOTE_ADDR": "192.168.0.7"},
        {**HERE, "REMOTE_ADDR": ""},
        {**HERE, "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {**HERE, "HTTP_FORWARDED": "for=127.0.0.1"},
        {**HERE, "HTTP_VIA": "1.1 proxy"},
    ],
)
def test_from_anywhere_else_the_door_is_not_there(cast: Cast, world: dict[str, str]) -> None:
    client = Client(**world)  # type: ignore[arg-type]
    for answer in (client.get(DOOR), client.post(DOOR, {"person": cast.administrator.public_id})):
        assert answer.status_code in {400, 404}
    assert DOOR not in client.get("/in/account/login/").content.decode()


@pytest.mark.parametrize(("demo", "host"), [(False, "127.0.0.1"), (True, "0.0.0.0"), (True, "::")])
def test_without_the_demo_or_on_an_open_server_it_is_not_there(
    cast: Cast, settings: LazySettings, demo: bool, host: str
) -> None:
    settings.ENV = replace(settings.ENV, demo=demo, host=host)
    client = Client(**HERE)  # type: ignore[arg-type]
    absent = client.get("/in/account/password/nobody/nothing/")
    for answer in (client.get(DOOR), client.post(DOOR, {"person": cast.administrator.public_id})):
        assert (answer.status_code, answer.content) == (404, absent.content)
    assert client.get("/in/people/").status_code == 302
