"""The matters of the demo, in the order in which they are told."""

from collections.abc import Callable
from datetime import timedelta

from demo.matters import apart, asking, conduct, digital, ethics, fleet, light, protection, pumps, treatment, waiting
from demo.telling import House

BEGINNING = timedelta(days=130)
"""How long ago the house was founded."""

ALL: list[Callable[[House], None]] = [
    protection.channel,
    apart.code,
    protection.watched_over,
    treatment.overflow,
    pumps.two_pumps,
    digital.letters_twice,
    digital.certificate,
    fleet.reversing,
    fleet.crossing,
    treatment.isolation,
    treatment.alarm,
    treatment.detector,
    treatment.logbook,
    ethics.sealed_channel,
    conduct.fuel_card,
    light.handrail,
    light.checklist,
    waiting.inbox,
    asking.before_acting,
    asking.request,
]

__all__ = ["ALL", "BEGINNING"]
