"""Somebody asks what is kept about them."""

from __future__ import annotations

from datetime import timedelta

from demo.cast import SETUP
from demo.telling import House
from goodcatch.kernel import clock
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.terms import Role
from goodcatch.subjects import services as subjects


def request(house: House) -> None:
    """Hanna holds data protection; Jonas asked her by letter, and waits for his answer."""
    with house.on(12, "10:00"):
        people.grant(by=SETUP, person=house.cast.auditor, role=Role.PRIVACY)
    with house.on(5, "11:00"):
        subjects.receive_request(
            by=Person.objects.get(pk=house.cast.auditor.pk),
            kind="access",
            name="Jonas Weber",
            reached="by letter, 3 Harbour Row",
            received_on=clock.today() - timedelta(days=1),
            account="jonas",
            looked_for="Jonas Weber\nJ. Weber",
        )
