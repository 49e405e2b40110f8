"""Two doors, never one cookie: a browser in which somebody is signed in sends nothing of that to a reporter's page."""

from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.test import Client

from goodcatch.people.models import Person
from goodcatch.reports.models import Channel
from goodcatch.reports.tests.outside import TOLD, resend, send
from tests.cast import Cast

pytestmark = pytest.mark.django_db
STAFF = {"goodcatch_session", "goodcatch_csrf"}


class Browser(Client):
    """A browser that keeps to the paths of cookies, as real ones do and Django's test client does not.

    `sent` and `given` hold the names of the cookies that the last request bore and its answer set.
    """

    sent: set[str]
    given: set[str]

    def request(self, **request: Any) -> Any:
        jar: SimpleCookie = self.cookies
        self.cookies = SimpleCookie()
        for name, morsel in jar.items():
            if request["PATH_INFO"].startswith(morsel["path"] or "/"):
                self.cookies[name] = morsel.value
        request["HTTP_COOKIE"] = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        self.sent = set(self.cookies)
        answer = super().request(**request)
        self.given = set(answer.cookies)
        jar.update(answer.cookies)
        self.cookies = jar
        return answer


def browser_of(person: Person) -> Browser:
    """Sign in as people do, at the door, so that the cookies are those that the house sets."""
    person.set_password("a long and quiet pass phrase")
    person.save()
    client = Browser()
    page = send(client, "/in/account/login/", login=person.username, password="a long and quiet pass phrase")
    assert page.status_code == 302
    return client


def test_the_journey_in_a_signed_in_browser_meets_no_staff_cookie(cast: Cast, channel: Channel) -> None:
    client = browser_of(cast.handler)
    client.get("/in/speak-up/safety/")
    assert client.sent == STAFF
    words = tell_and_take_a_receipt(client)
    assert send(client, "/speak-up/receipt/", receipt=words).status_code == 303
    assert client.given == {"goodcatch_receipt"}
    client.get("/speak-up/report/")
    assert client.sent == {"goodcatch_receipt"}
    client.get("/in/speak-up/mine/")
    assert client.sent == STAFF
    client.get("/")
    assert client.sent == set()


def tell_and_take_a_receipt(client: Browser) -> str:
    """Go all the way to the receipt, looking at every request and answer on it."""

    def looked_at(answer: Any) -> Any:
        assert client.sent == client.given == set()
        assert "Set-Cookie" not in answer.headers
        assert not hasattr(answer.wsgi_request, "session")
        assert not hasattr(answer.wsgi_request, "user")
        return answer

    for address in ("/", "/speak-up/", "/speak-up/receipt/"):
        looked_at(client.get(address))
    page = looked_at(client.get("/speak-up/safety/"))
    thanks = looked_at(resend(client, "/speak-up/safety/", page, **TOLD)).headers["Location"]
    page = looked_at(client.get(thanks))
    slip = looked_at(resend(client, thanks, page)).headers["Location"]
    return " ".join(looked_at(client.get(slip)).context["receipt"].words)


def test_the_cookie_after_a_receipt_is_bound_and_hidden_from_scripts(cast: Cast, channel: Channel) -> None:
    client = Browser()
    thanks = send(client, "/speak-up/safety/", **TOLD).headers["Location"]
    slip = client.get(send(client, thanks).headers["Location"])
    entered = send(client, "/speak-up/receipt/", receipt="\n".join(slip.context["receipt"].rows))
    cookie = entered.cookies["goodcatch_receipt"]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/speak-up/", "Strict", True)
    assert not cookie["max-age"]
    assert not cookie["expires"]
    for told in (*slip.context["receipt"].words, *slip.context["receipt"].rows):
        assert told not in cookie.value


def test_every_address_outside_answers_posts_with_see_other_or_the_form(cast: Cast, channel: Channel) -> None:
    client = Browser()
    assert client.post("/speak-up/leave/").status_code == 303
    assert send(client, "/speak-up/safety/", **TOLD).status_code == 303
    assert client.post("/speak-up/safety/", {}).status_code == 422
    assert client.post("/speak-up/receipt/", {}).status_code == 422
    assert client.post("/speak-up/report/", {}).status_code == 303
    for address in ("/", "/speak-up/", "/speak-up/slip/x/", "/speak-up/leave/"):
        assert client.generic("DELETE", address).status_code == 405
