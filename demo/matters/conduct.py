"""A fuel card, and what was said of it: an inquiry apart from learning, and what could be learned without a name."""

from __future__ import annotations

from typing import Any

from demo.matters import ethics
from demo.telling import House
from goodcatch.inquiry import services as inquiries
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.terms import Source, Standard, Verdict
from goodcatch.people.models import Person
from goodcatch.reports.models import Channel
from goodcatch.reviews.terms import Form

CONCERNED = "Paul Novak"
FIRST_TRANSCRIPT = (
    "In the summer the pump at the depot was out of order. I filled up in town, nine times, with the one card that we "
    "have. The log names the card, not the car. I never filled up a car of my own."
)
CORRECTED = FIRST_TRANSCRIPT.replace("nine times", "eight times: on the 19th it was somebody of the evening shift")
MEMO = (
    "We heard the person concerned, and read the invoices of the card and the log of the depot pump. What was alleged "
    "of the card did not happen. Whether anybody was asked to keep quiet could not be found out, and is left at that."
)
LEARNED = (
    "Five cars share one fuel card, and the log names the card. When the pump at the depot is out of order, nobody "
    "can say afterwards which car was filled. Honest people were left without a way to show it. A card for each "
    "car, or its number beside each entry, would have answered it in a minute."
)


class Deeds:
    """What those who inquire do, one after the other, each with their own key."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry

    def do(self, verb: Any, by: Person, **said: Any) -> int:
        """Do it; give the number of the leaf that it left."""
        self.inquiry = verb(by=by, inquiry=self.inquiry, keys=ethics.keys_of(by, self.inquiry.ref), **said)
        return self.inquiry.leaves


def fuel_card(house: House) -> None:
    """Lena and Omar inquire, hear whom it concerns, find, close, and carry over what names nobody."""
    lena, omar = house.cast.handler, house.cast.peer
    with house.on(30, "09:30"):
        channel = Channel.objects.get(slug=ethics.SLUG)
        deeds = Deeds(
            inquiries.open_inquiry(
                by=lena,
                channel=channel,
                title="The fuel card of the summer",
                matter="What the card of the depot was used for, and whether anybody was asked to be silent.",
                inquirers=[omar],
            )
        )
        person = deeds.do(inquiries.name_concerned, lena, name=CONCERNED, part="once fleet dispatcher")
        used = "In the summer he filled up a car of his own with the card of the depot."
        silent = "He told a driver to say that it was one of the house."
        card, asked = (deeds.do(inquiries.allege, lena, text=each, persons=[person]) for each in (used, silent))
        deeds.do(
            inquiries.settle_plan,
            lena,
            standard=Standard.BALANCE,
            bounds="The card and the log of the summer. Not: other months, other people, how anybody drives.",
        )
        deeds.do(inquiries.plan_step, lena, text="Ask for the invoices of the card.", due=house.day(-25))
    _heard(house, deeds, person)
    with house.on(16, "14:00"):
        invoices = "Nine invoices of the card, from the accounts, copied on Monday. Eight name a car of the house."
        deeds.do(inquiries.add_evidence, omar, what=invoices, source=Source.DOCUMENT, anew=True)
    with house.on(13, "10:00"):
        _found(deeds, lena, person, card, asked)
        deeds.do(inquiries.close_inquiry, lena, memo=MEMO, remedies="A way to tell which car was filled.")
    _learned(house, deeds)


def _heard(house: House, deeds: Deeds, person: int) -> None:
    lena, omar = house.cast.handler, house.cast.peer
    with house.on(27, "10:00"):
        heard = deeds.do(
            inquiries.invite_to_interview,
            lena,
            whom=CONCERNED,
            when="Thursday at ten",
            where="Room 4, or by phone",
            person=person,
            second=omar,
        )
    with house.on(22, "11:30"):
        deeds.do(
            inquiries.note_rights_read,
            lena,
            interview=heard,
            on=house.day(-22),
            companion="A friend of his",
        )
        notes = "Asked: how the card was kept, who held it in the summer, what he did when the pump failed."
        deeds.do(inquiries.write_notes, omar, interview=heard, text=notes)
        deeds.do(inquiries.let_correct_transcript, omar, interview=heard, text=FIRST_TRANSCRIPT)
    with house.on(19, "09:00"):
        deeds.do(inquiries.let_correct_transcript, omar, interview=heard, text=CORRECTED, after=1)
        deeds.do(
            inquiries.sign_transcript,
            lena,
            interview=heard,
            on=house.day(-19),
            how="On paper, in the safe of Plant safety.",
            version=2,
        )


def _found(deeds: Deeds, lena: Person, person: int, card: int, asked: int) -> None:
    reasons = "Eight invoices fit journeys of the house's cars; the ninth is of a day on which he was away."
    deeds.do(inquiries.find, lena, allegation=card, person=person, verdict=Verdict.NOT, reasons=reasons)
    reasons = "One word stands against another, and nobody else was there."
    deeds.do(inquiries.find, lena, allegation=asked, person=person, verdict=Verdict.INCONCLUSIVE, reasons=reasons)


def _learned(house: House, deeds: Deeds) -> None:
    lena, omar = house.cast.handler, house.cast.peer
    with house.on(11, "09:00"):
        text = deeds.do(inquiries.write_bridge, omar, title="One fuel card for five cars", text=LEARNED)
        deeds.do(inquiries.look_over_bridge, lena, bridge=text)
    with house.on(7, "09:20"):
        deeds.do(inquiries.carry_over, lena, bridge=text, unit=house.cast.units.northfield, form=Form.BRIEF)
