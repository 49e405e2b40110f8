"""One clock, which tests and the demo move for themselves alone."""

import threading
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest

from goodcatch.kernel import clock

LATE = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


def test_now_is_an_instant_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_it_stands_where_it_was_moved_to_and_goes_on_afterwards() -> None:
    with clock.moved_to(LATE):
        assert clock.now() == LATE
        with clock.moved_to(LATE + timedelta(days=1)):
            assert clock.now() == LATE + timedelta(days=1)
        assert clock.now() == LATE
    assert clock.now() > LATE


def test_another_zones_instant_is_kept_in_utc() -> None:
    with clock.moved_to(datetime(2026, 3, 3, 1, 30, tzinfo=timezone(timedelta(hours=2)))):
        assert clock.now() == LATE
        assert clock.now().utcoffset() == timedelta(0)


def test_the_day_is_the_one_of_the_zone() -> None:
    with clock.moved_to(LATE):
        assert clock.today() == date(2026, 3, 2)
        assert clock.today(ZoneInfo("Europe/Oslo")) == date(2026, 3, 3)


def test_an_instant_needs_a_zone() -> None:
    naive = LATE.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"), clock.moved_to(naive):
        pass


def test_other_threads_keep_their_own_time() -> None:
    seen: list[datetime] = []
    with clock.moved_to(LATE):
        other = threading.Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0] > LATE


def test_it_knows_every_zone_that_the_system_knows() -> None:
    assert clock.zones() == available_timezones()
    assert {"UTC", "Europe/Oslo"} <= clock.zones()
