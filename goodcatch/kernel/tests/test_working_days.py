"""Working days: weeks as they are elsewhere, holidays in a row, the turn of a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcatch.kernel.working_days import WEEK, WorkingDays

CHRISTMAS = frozenset({date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)})
GULF = frozenset({5, 6})


@pytest.mark.parametrize(
    ("days", "day", "on_or_after", "after"),
    [
        (WorkingDays(), date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 23)),  # a Friday
        (WorkingDays(), date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 23)),
        (WorkingDays(), date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 25)),
        (WorkingDays(holidays=CHRISTMAS), date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 28)),
        (WorkingDays(holidays=CHRISTMAS), date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 4)),
        (WorkingDays(days_off=GULF), date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 22)),
        (WorkingDays(days_off=frozenset()), date(2026, 11, 21), date(2026, 11, 21), date(2026, 11, 22)),
    ],
)
def test_the_day_itself_and_the_next(days: WorkingDays, day: date, on_or_after: date, after: date) -> None:
    assert days.on_or_after(day) == on_or_after
    assert days.after(day) == after


@given(
    st.sets(st.sampled_from(list(WEEK)), max_size=6),
    st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=60),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_no_working_day_is_passed_over(off: set[int], holidays: set[date], day: date) -> None:
    days = WorkingDays(frozenset(off), frozenset(holidays))
    found = days.on_or_after(day)
    assert not days.is_off(found)
    assert all(days.is_off(day + timedelta(days=number)) for number in range((found - day).days))


@pytest.mark.parametrize(
    ("days", "after", "number", "last"),
    [
        (WorkingDays(), date(2026, 11, 20), 1, date(2026, 11, 23)),  # from a Friday over its weekend
        (WorkingDays(), date(2026, 11, 21), 5, date(2026, 11, 27)),  # from a Saturday
        (WorkingDays(holidays=CHRISTMAS), date(2026, 12, 23), 5, date(2027, 1, 4)),
        (WorkingDays(days_off=GULF), date(2026, 11, 18), 2, date(2026, 11, 22)),
        (WorkingDays(days_off=frozenset()), date(2026, 2, 27), 3, date(2026, 3, 2)),
    ],
)
def test_so_many_working_days_after_a_day(days: WorkingDays, after: date, number: int, last: date) -> None:
    assert days.count(number, after=after) == last
