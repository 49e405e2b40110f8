"""Move the demo organisation in: units, people, channels, places, then its matters in the order of time."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from demo import matters
from demo.cast import SETUP, gather
from demo.telling import House
from goodcatch.cases.services import ensure_scales
from goodcatch.kernel import clock
from goodcatch.people.models import Unit
from goodcatch.places import services as places
from goodcatch.places.models import Place
from goodcatch.reports import services as reports
from goodcatch.reports.slots import DEMO_KEYS
from goodcatch.reports.terms import Wording

STATEMENT = (
    "We would rather hear it from you early than be right. Nobody here will be worse off for an honest report. "
    "That is a promise, and I answer for it."
)


def load() -> None:
    """Load the demo into an empty house; everything is told through the verbs that people use."""
    today = clock.today()
    Path(settings.DATA_DIR, DEMO_KEYS).unlink(missing_ok=True)
    with clock.moved_to(clock.now().replace(hour=8, minute=0, second=0, microsecond=0) - matters.BEGINNING):
        cast = gather()
        ensure_scales(by=SETUP)
        house = House(
            cast=cast,
            channel=reports.open_channel(
                by=SETUP,
                unit=cast.units.northfield,
                name="Safety and good work",
                slug="northfield",
                emergency="Control room, ext. 5550",
                wording=Wording(statement=STATEMENT, signed_by="Ingrid Solheim, managing director"),
            ),
            places=_places(cast.units.operations, cast.units.treatment, cast.units.fleet, cast.units.digital),
            today=today,
        )
    for tell in matters.ALL:
        tell(house)


def _places(operations: Unit, treatment: Unit, fleet: Unit, digital: Unit) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for name, unit, parent in (
        ("Pump hall", operations, ""),
        ("Panel B", operations, "Pump hall"),
        ("Settling tank 2", treatment, ""),
        ("Dosing room", treatment, ""),
        ("Depot yard", fleet, ""),
        ("Holm crossing", fleet, ""),
        ("Customer portal", digital, ""),
    ):
        found[name] = places.add_place(
            by=SETUP, description=places.Description(name=name, unit=unit), parent=found.get(parent)
        )
    return found
