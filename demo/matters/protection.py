"""Watched over afterwards: a channel for what is done to people because they spoke up, and a plan that runs."""

from __future__ import annotations

from demo.matters import ethics
from demo.telling import House, show
from goodcatch.kernel.refs import System
from goodcatch.people.terms import Reporter
from goodcatch.protection import services as protection
from goodcatch.protection.models import CheckIn
from goodcatch.protection.terms import Said
from goodcatch.reports import services as reports
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.terms import Duty, Kind, Wording

BEGUN = 112
"""How many days ago somebody said that they want to be watched over."""


def channel(house: House) -> None:
    """Custodians sign each other in; Maya, Tomás and Elif read there, none of whom handles what is told elsewhere."""
    cast = house.cast
    found: dict[str, str] = {}
    with house.on(BEGUN + 8, "10:00"):
        readers = {Duty.HANDLER: cast.curator, Duty.DEPUTY: cast.leader, Duty.LAST_READER: cast.colleague}
        fresh = reports.prepare_sealed_channel(
            by=cast.administrator,
            unit=cast.units.northfield,
            name="Protection",
            slug=ethics.PROTECTION,
            kinds=[Kind.WENT_WRONG],
            emergency="Control room, ext. 5550",
            wording=Wording(guidance="What was done to you because you spoke up or helped, since when, and by whom."),
        )
        ethics.custodians(house, found)
        fresh, _ring = ethics.open_with(house, fresh, readers, found)
        reports.settle_retaliation(by=cast.administrator, channel=house.channel, to=fresh)
    show(found)


def watched_over(house: House) -> None:
    """Somebody without a name says yes, answers no after a month, and is not heard from after three."""
    with house.on(BEGUN, "07:40"):
        report = house.told(Kind.CLOSE_CALL, "The crane swung over the break area again. I had said so once before.")
        by, receipt = Reporter(report.public_id), new_receipt()
        reports.take_slip(by=by, report=report, receipt=receipt)
        show({"The receipt of somebody who is watched over": " ".join(receipt.words)})
    with house.on(BEGUN, "14:10"):
        reports.close_with_answer(
            by=house.cast.handler,
            report=report,
            answer="Thank you. The break area has moved behind the store, and the crane's path is painted.",
            outcome="put_right",
        )
        plan = protection.begin_plan(by=by, report=report)
    with house.on(BEGUN - 31, "18:00"):
        check = CheckIn.objects.select_related("plan").get(plan=plan, after_days=30)
        protection.answer(by=by, check=check, said=Said.NO, words="All is well so far.")
    with house.on(BEGUN - 32, "08:20"):
        protection.tend(by=System("protection"))
