"""The verb of saying on which days nobody works in a unit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.kernel.working_days import WEEK
from goodcatch.people.models import Unit, UnitDays
from goodcatch.people.rules import demand_house
from goodcatch.record import services as record

MOST_HOLIDAYS = 400


@transaction.atomic
def set_unit_days(
    *,
    by: Actor,
    unit: Unit,
    own: bool,
    days_off: Collection[int] = (),
    holidays: str = "",
    version: int | None = None,
) -> Unit:
    """Say on which days of the week, and on which single days, nobody works in the unit; not `own`: as above it.

    `holidays` has one day on each line, such as `2026-12-25 Christmas`. Raises RuleBroken, and ChangedMeanwhile.
    """
    demand_house(by)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    current = UnitDays.objects.filter(unit=unit).first() or UnitDays(unit=unit, version=0)
    if version is not None and current.version != version:
        own_now = _("its own") if current.own and current.pk else _("as the unit above")
        raise ChangedMeanwhile(
            _("Somebody saved these days while you were writing. Both stand here; send yours again to keep them."),
            theirs={"holidays": current.holidays, "own": own_now},
            version=current.version,
        )
    week = frozenset(days_off)
    if own and (not week <= set(WEEK) or len(week) == len(WEEK)):
        raise RuleBroken(_("Leave at least one day of the week on which somebody works."), field="days_off")
    current.days_off = "".join(str(day) for day in sorted(week)) if own else ""
    current.holidays = "\n".join(_lines(holidays)) if own else ""
    current.own = own
    current.version += 1
    current.save()
    record.write(by=by, verb="people.set_unit_days", thing=unit.ref)
    return unit


def _lines(holidays: str) -> list[str]:
    """Give the lines in the order of their days, each once. Raises RuleBroken."""
    found: dict[date, str] = {}
    for number, line in enumerate(holidays.splitlines(), 1):
        written, _space, name = line.strip().partition(" ")
        if not written:
            continue
        try:
            day = date.fromisoformat(written)
        except ValueError:
            said = _("Line %(number)s does not begin with a day. “2026-12-25 Christmas” would be right.")
            raise RuleBroken(said % {"number": number}, field="holidays") from None
        found[day] = f"{day.isoformat()} {name.strip()}".strip()
    if len(found) > MOST_HOLIDAYS:
        said = _("These are more than %(most)s days. Keep to the years that are near.")
        raise RuleBroken(said % {"most": MOST_HOLIDAYS}, field="holidays")
    return [found[day] for day in sorted(found)]
