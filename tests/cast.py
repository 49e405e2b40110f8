"""The cast of every test: the people of the demo, and a browser for each of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from demo.cast import FOUNDED, SETUP, Cast, Units, gather, raise_units
from goodcatch.kernel import clock
from goodcatch.people.models import Person
from tests import laid
from tests.steps import step

__all__ = ["FOUNDED", "SETUP", "Cast", "ClientOf", "Units", "gather", "raise_units", "signed_in"]


def signed_in(person: Person) -> Client:
    """Give a browser in which this person is signed in."""
    client = Client()
    client.force_login(person)
    return client


ClientOf = Callable[[Person], Client]


def gathered() -> Cast:
    """Gather the cast on the day of its founding."""
    with clock.moved_to(FOUNDED):
        return gather()


@step(lasts=timedelta.max)  # it is always told on the same day
def cast() -> Cast:
    """Give Northfield Water with everybody in it."""
    return laid.begin("cast", gathered)


@pytest.fixture
def client_of() -> ClientOf:
    """Give a way to sign somebody in, without a password."""
    return signed_in
