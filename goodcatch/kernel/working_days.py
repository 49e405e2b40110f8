"""Days on which people work, as the house's own promises count them. A law's times are calendar days, and not here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY, SUNDAY = 6, 7
WEEK = range(1, 8)
"""Days of the week as ISO 8601 numbers them, Monday first."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days of each week, and which single days, nobody works; some day of the week is left."""

    days_off: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    holidays: frozenset[date] = frozenset()

    def is_off(self, day: date) -> bool:
        """Tell whether nobody works on that day."""
        return day.isoweekday() in self.days_off or day in self.holidays

    def on_or_after(self, day: date) -> date:
        """Give the day itself, or the first working day after it."""
        while self.is_off(day):
            day += timedelta(days=1)
        return day

    def after(self, day: date) -> date:
        """Give the first working day after that day."""
        return self.on_or_after(day + timedelta(days=1))

    def count(self, days: int, *, after: date) -> date:
        """Give the last of so many working days that follow a day; that day itself is not counted."""
        for _ in range(days):
            after = self.after(after)
        return after
