"""Signing in and out: by e-mail or username, counted for each browser, with a bounded cost."""

import threading
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from goodcatch.kernel import costly
from goodcatch.people import signin
from goodcatch.people.models import Person
from tests.cast import Cast

LOGIN = "/in/account/login/"
PASSWORD = "pump ladder violet noon"


ATTEMPTS = 2


@pytest.fixture(autouse=True)
def fresh_counts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(signin, "ATTEMPTS", ATTEMPTS)  # each costs a hash
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def peer(cast: Cast) -> Person:
    cast.peer.set_password(PASSWORD)
    cast.peer.save()
    return cast.peer


def sign_in(client: Client, name: str, password: str = PASSWORD, **extra: str) -> int:
    return client.post(LOGIN, {"login": name, "password": password}, **extra).status_code  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["omar.haddad@northfield.example", "OMAR.Haddad@Northfield.example", "omar", " Omar "])
def test_by_mail_or_username_without_regard_to_case(peer: Person, name: str) -> None:
    client = Client()
    assert sign_in(client, name) == 302
    assert client.get("/in/people/").status_code == 200


def test_back_to_where_one_wanted_to_go(peer: Person) -> None:
    client = Client()
    wanted = client.get("/in/units/")
    assert wanted.headers["Location"] == f"{LOGIN}?next=/in/units/"
    answer = client.post(f"{LOGIN}?next=/in/units/", {"login": "omar", "password": PASSWORD})
    assert answer.headers["Location"] == "/in/units/"
    away = Client().post(f"{LOGIN}?next=https://elsewhere.example/", {"login": "omar", "password": PASSWORD})
    assert away.headers["Location"] == "/in/"


def test_signing_out_is_a_post_alone(peer: Person) -> None:
    client = Client()
    sign_in(client, "omar")
    assert client.get("/in/account/logout/").status_code == 405
    assert client.get("/in/people/").status_code == 200
    assert client.post("/in/account/logout/").headers["Location"] == "/"
    assert client.get("/in/people/").status_code == 302


def test_what_is_wrong_is_said_without_saying_which(peer: Person) -> None:
    wrong, unknown = (
        Client().post(LOGIN, {"login": name, "password": "not this one here"}) for name in ("omar", "nobody")
    )
    for answer in (wrong, unknown):
        assert "do not belong together" in answer.content.decode()
    assert not unknown.wsgi_request.user.is_authenticated


def test_one_hash_is_made_whether_or_not_there_is_such_a_person(
    peer: Person, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[int] = []

    class Counting(costly.CostlyPool):
        def run(self, work):  # type: ignore[no-untyped-def]
            runs.append(1)
            return super().run(work)

    monkeypatch.setattr(signin, "POOL", Counting())
    for name in ("omar", "nobody", "s.okafor", str(cast.leaver.username)):
        runs.clear()
        sign_in(Client(), name, "not this one here")
        assert len(runs) == 1, name


def test_nobody_locks_out_somebody_else(peer: Person) -> None:
    own, stranger = Client(), Client()
    assert sign_in(own, "omar") == 302
    own.post("/in/account/logout/")
    for _ in range(ATTEMPTS + 2):
        sign_in(stranger, "omar", "a wild guess again")
    assert "Wait five minutes" in stranger.post(LOGIN, {"login": "omar", "password": PASSWORD}).content.decode()
    assert sign_in(own, "omar") == 302  # the browser in which they signed in before, at the very same address
    assert sign_in(Client(), "omar", REMOTE_ADDR="10.1.2.3") == 302  # and a new one from elsewhere


def test_a_guesser_waits_whatever_way_the_name_is_written(peer: Person) -> None:
    stranger = Client()
    for number in range(ATTEMPTS + 1):
        sign_in(stranger, ("omar", "OMAR", "omar.haddad@northfield.example")[number % 3], "a wild guess again")
    assert sign_in(stranger, "omar") == 422
    assert sign_in(stranger, "nobody", "a wild guess again") == 422


def test_a_forged_cookie_is_no_known_browser(peer: Person) -> None:
    stranger = Client()
    for number in range(ATTEMPTS + 1):
        stranger.cookies[signin.KNOWN_COOKIE] = f"{peer.public_id}:{number}:forged"
        sign_in(stranger, "omar", "a wild guess again")
    stranger.cookies[signin.KNOWN_COOKIE] = f"{peer.public_id}:x:forged"
    assert sign_in(stranger, "omar") == 422


def test_when_the_line_is_full_the_page_says_try_again(peer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = costly.CostlyPool(slots=1, waiting=0)
    monkeypatch.setattr(signin, "POOL", pool)
    begun, leave = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        leave.wait(30)

    busy = threading.Thread(target=pool.run, args=(work,))
    busy.start()
    try:
        assert begun.wait(30)
        answer = Client().post(LOGIN, {"login": "omar", "password": PASSWORD})
    finally:
        leave.set()
        busy.join()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "try again in a minute" in answer.content.decode()
    assert sign_in(Client(), "omar") == 302


@pytest.mark.django_db
def test_there_is_no_way_to_sign_oneself_up_and_no_page_without_our_style() -> None:
    for word in ("signup", "email", "confirm-email", "inactive", "password/set", "password/reset", "reauthenticate"):
        assert Client().get(f"/in/account/{word}/").status_code in {302, 404}, word


@pytest.mark.django_db
def test_cookies_stay_behind_the_inner_door() -> None:
    answer = Client().get(LOGIN)
    assert {cookie["path"] for cookie in answer.cookies.values()} == {"/in/"}
    assert not Client().get("/healthz").cookies
