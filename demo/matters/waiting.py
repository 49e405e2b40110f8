"""What waits at the triage desk; some of it told by phone, and written down."""

from __future__ import annotations

from demo.drawing import a_drum
from demo.telling import House, show
from goodcatch.reports import services as reports
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.terms import Kind as Told
from goodcatch.reports.terms import WordsTold
from goodcatch.standards.terms import Way


def inbox(house: House) -> None:
    """Reports that nobody has taken up yet: one thanked, the others new."""
    cast = house.cast
    with house.on(3, "16:30"):
        what = "There is a drum without a label behind the dosing room."
        drum = house.told(Told.HAZARD, what, place="Dosing room", photo=a_drum())
    with house.on(2, "08:00"):
        reports.acknowledge(by=cast.handler, report=drum)
        question = "Thank you. What colour is the drum, and is it full? Please do not move it."
        reports.write_to_reporter(by=cast.handler, report=drum, text=question)
    with house.on(2, "15:10"):
        _told_by_phone(house)
    with house.on(1, "06:40"):
        house.told(
            Told.WENT_WRONG, "I slipped on the ice at gate 3. Nothing broken, but my knee is blue.", by=cast.reporter
        )
    with house.on(1, "18:20"):
        house.told(
            Told.WENT_WELL,
            "The new colleague asked twice before she opened the valve. The second answer was the right one.",
            place="Pump hall",
        )
    with house.on(0, "05:15"):
        house.told(
            Told.CLOSE_CALL, "The ladder at the settling tank slid a little while I was on it.", place="Settling tank 2"
        )


def _told_by_phone(house: House) -> None:
    """Let Lena write down what somebody without a name told her by phone; the receipt that was printed opens it."""
    receipt = new_receipt()
    happened = (
        "The lamp over the crossing at the depot goes out when it rains. I had to walk through by the light of a phone."
    )
    reports.write_down(
        by=house.cast.handler,
        channel=house.channel,
        receipt=receipt,
        way=Way.PHONE,
        told_on=house.day(-2),
        language="en",
        agreed=True,
        told=WordsTold(kind=Told.HAZARD, happened=happened),
        thanked=True,
    )
    show({"The receipt of somebody who called, to be changed when it is first used": " ".join(receipt.words)})
