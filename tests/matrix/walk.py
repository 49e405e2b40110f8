"""Walking every address of the house as everybody: which there are, what stands in them, and how each answers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import RoutePattern

from demo.cast import Cast
from goodcatch.people.models import Person

ANYBODY = "anybody"
"""Whoever is not signed in."""

EMPTY = {"csrfmiddlewaretoken": "x"}
"""What a browser sends with a form in which nothing is filled in."""

LOGIN = "/in/account/login/"


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the table: its name, its route, and the words in it that name something."""

    name: str
    route: str
    words: tuple[str, ...]

    @property
    def room(self) -> str:
        """The namespace of the room that serves it."""
        return self.name.rpartition(":")[0]


def addresses() -> list[Address]:
    """Give every address that the house answers, by name."""
    found = sorted(_below(get_resolver(), "", ""), key=lambda address: (address.name, address.route))
    assert len({address.name for address in found}) == len(found), "two addresses bear one name"
    return found


def _below(resolver: URLResolver, namespace: str, route: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        assert isinstance(each.pattern, RoutePattern), f"{each} is no plain route"
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _below(each, f"{namespace}{each.namespace}:" if each.namespace else namespace, here)
        elif isinstance(each, URLPattern):
            words = tuple(re.findall(r"<(?:\w+:)?(\w+)>", here))
            name = each.name or getattr(each.callback, "__name__", "")
            yield Address(f"{namespace}{name}", f"/{here}", words)


def filled(address: Address, things: Mapping[str, str]) -> str | None:
    """Give the address with these things in it; None where one of them is not among them."""
    path = address.route
    for word in address.words:
        value = things.get(f"{address.name} {word}") or things.get(f"{address.room} {word}") or things.get(word)
        if value is None:
            return None
        path = re.sub(rf"<(?:\w+:)?{word}>", value, path)
    return path


def visitors(cast: Cast) -> dict[str, Client]:
    """Give a browser for everybody of the cast, and one for whoever is not signed in."""
    found = {ANYBODY: Client(raise_request_exception=False)}
    for part, person in cast.everybody.items():
        found[part] = browser_of(person)
    return found


def browser_of(person: Person) -> Client:
    """Give a browser in which this person is signed in; an error of the house is an answer, as it is for people."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def answers(client: Client, path: str) -> str:
    """Ask for this address, then send it an empty form, and undo whatever came of either."""
    return f"{_answer(client, 'get', path)} {_answer(client, 'post', path)}"


def _answer(client: Client, method: str, path: str) -> str:
    cookies = SimpleCookie({name: morsel.value for name, morsel in client.cookies.items()})
    with transaction.atomic():
        answer = client.get(path) if method == "get" else client.post(path, EMPTY)
        transaction.set_rollback(True)
    client.cookies = cookies
    return f"{answer.status_code}{_where(answer.headers.get('Location', ''))}"


def _where(location: str) -> str:
    if not location:
        return ""
    path = location.partition("?")[0]
    try:
        return f">{'login' if path == LOGIN else resolve(path).view_name}"
    except Resolver404:
        return f">{path}"
