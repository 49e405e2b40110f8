"""Somebody asks what is kept about them; somebody asks before acting, and what was answered helps others."""

from __future__ import annotations

from datetime import timedelta

from demo.cast import SETUP
from demo.telling import House
from goodcatch.kernel import clock
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.terms import Role
from goodcatch.reports import services as reports
from goodcatch.reports.terms import Purpose
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


def before_acting(house: House) -> None:
    """Jonas asks before he acts; Lena answers, and shares question and answer as he agrees to them."""
    jonas, lena = house.cast.outsider, house.cast.handler
    happened = "The driver of the chemist's van wants to borrow my key card on Fridays, while I eat. Is that all right?"
    with house.on(27, "11:40"):
        report = reports.submit_report(by=jonas, channel=house.channel, asks=True, happened=happened)
    with house.on(26, "08:30"):
        answer = "Rather not: it opens the dosing room too. The gate gives him a card of his own, for the yard alone."
        reports.close_with_answer(by=lena, report=report, answer=answer, outcome="answered")
        reports.propose_summary(
            by=lena,
            report=report,
            title="May I lend my key card to somebody who delivers?",
            text="Rather not: a card opens more than the door it is lent for. Whoever delivers gets one of their own "
            "at the gate, for the way they need.",
            purpose=Purpose.EVERYBODY,
            keys=None,
        )
    with house.on(25, "12:05"):
        reports.say_of_summary(by=jonas, report=report, number=1, said="yes")
    with house.on(23, "09:20"):
        reports.share_summary(by=lena, report=report, number=1)
