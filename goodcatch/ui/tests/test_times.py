"""Days and moments as readers see them: in their zone, with the exact one beside the relative one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from goodcatch.kernel import clock
from goodcatch.ui.templatetags.house import day, moment, public_id, relative
from goodcatch.ui.times import away

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now_in_oslo() -> Iterator[None]:
    with clock.moved_to(NOW), timezone.override("Europe/Oslo"):
        yield


def test_a_day_is_the_readers_day() -> None:
    assert day(LATE) == "22 November 2026"
    assert day(date(2026, 11, 21)) == "21 November 2026"
    assert day(None) == ""


def test_a_moment_bears_its_zone_and_the_machine_readable_instant() -> None:
    assert moment(LATE) == '<time datetime="2026-11-21T23:30:00+00:00">22 November 2026, 00:30 CET</time>'
    assert moment(datetime(2026, 7, 1, 12, tzinfo=UTC)).endswith("14:00 CEST</time>")
    assert moment(None) == ""


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=-59), "59 minutes ago"),
        (timedelta(hours=-1), "1 hour ago"),
        (timedelta(hours=11), "in 11 hours"),
        (timedelta(hours=13), "today"),
        (timedelta(hours=15), "tomorrow"),
        (timedelta(hours=-13), "yesterday"),
        (timedelta(days=8), "in 8 days"),
        (timedelta(days=-60), "60 days ago"),
        (timedelta(days=61), "in 2 months"),
        (timedelta(days=-365), "12 months ago"),
    ],
)
def test_how_far_away_an_instant_is(distance: timedelta, words: str) -> None:
    assert away(NOW + distance) == words


def test_a_day_is_never_told_in_hours() -> None:
    assert [away(date(2026, 11, d)) for d in (20, 21, 22, 23, 24)] == [
        "2 days ago",
        "yesterday",
        "today",
        "tomorrow",
        "in 2 days",
    ]


def test_the_relative_one_carries_the_exact_one() -> None:
    assert (
        relative(date(2026, 11, 30)) == '<time datetime="2026-11-30">in 8 days</time> <small>30 November 2026</small>'
    )
    assert "22 November 2026, 00:30 CET" in relative(LATE)
    assert relative(None) == ""


@given(st.integers(-2_000_000, 2_000_000))
def test_what_lies_ahead_and_what_lies_back_are_never_mixed_up(minutes: int) -> None:
    instant = NOW + timedelta(minutes=minutes)
    words = away(instant)
    assert not (instant < NOW and words.startswith(("in ", "tomorrow")))
    assert not (instant > NOW and words.endswith(("ago", "yesterday")))


def test_an_id_is_shown_in_two_groups_of_four() -> None:
    assert public_id("K7QF2M00") == "K7QF-2M00"
