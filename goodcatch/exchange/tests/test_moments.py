"""Times as people write them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goodcatch.exchange.readers import read
from goodcatch.exchange.readers.dating import is_day_first
from goodcatch.exchange.readers.document import Precision
from goodcatch.exchange.readers.moments import lead
from goodcatch.exchange.readers.zones import first_in

FRAME = "# Outage\n\n## Summary\n\nBroken.\n\n## Timeline\n\n"


@pytest.mark.parametrize(
    ("words", "as_written", "clock", "rest"),
    [
        ("12:45 PM PST Saturday Oct 30th: First wave", "12:45 PM PST Saturday Oct 30th", "12:45", "First wave"),
        ("2018-01-17 17:14pm", "2018-01-17 17:14pm", "17:14", ""),
        ("19. April, 11:00", "19. April, 11:00", "11:00", ""),
        ("2018-07-08 ca. 18:30", "2018-07-08 ca. 18:30", "18:30", ""),
        ("~13:30-13:45", "~13:30-13:45", "13:30", ""),
        ("12:48 (6:48 PDT): The last block", "12:48 (6:48 PDT)", "12:48", "The last block"),
        ("**June 14th, 2022, 10:00 AM:** As part", "June 14th, 2022, 10:00 AM", "10:00", "As part"),
        ("February 15, 2024: 7:56am UTC", "February 15, 2024: 7:56am UTC", "07:56", ""),
        ("07-27-2023 2:14 pm - Approved", "07-27-2023 2:14 pm", "14:14", "Approved"),
        ("23:00 AM MST: empty", "23:00 AM MST", "23:00", "empty"),
        ("**14:03 UTC - Down** for all", "14:03 UTC", "14:03", "**Down** for all"),
        ("`14:03` - **Bob** restarts", "14:03", "14:03", "**Bob** restarts"),
        ("[12:45] restarted", "12:45", "12:45", "restarted"),
        ("2020-01-01T10:00:05+02:00 up", "2020-01-01T10:00:05+02:00", "10:00:05", "up"),
        ("1435 UTC up", "1435 UTC", "14:35", "up"),
        ("14h30 up", "14h30", "14:30", "up"),
        ("10:00 12 nodes fell", "10:00", "10:00", "12 nodes fell"),
        ("12 am: midnight", "12 am", "00:00", "midnight"),
        ("13:11: Looked at my node", "13:11", "13:11", "Looked at my node"),
        ("On June 3rd at 14:00 we saw it", "On June 3rd at 14:00", "14:00", "On June 3rd at 14:00 we saw it"),
        ("2024-03-13 14:?? Scaled down", "2024-03-13 14:??", "14:00", "Scaled down"),
    ],
)  # fmt: skip
def test_a_time_at_the_beginning(words: str, as_written: str, clock: str, rest: str) -> None:
    moment = lead(words)
    assert moment is not None
    assert moment.clock is not None
    assert moment.clock.isoformat("auto").removesuffix(":00") in (clock, clock + ":00")
    assert (moment.as_written, moment.rest) == (as_written, rest)


@pytest.mark.parametrize(
    "words", ["1.7.0 released", "3 nodes down", "12 nodes at 14:00", "1st wave: 1071900 - 1072525"]
)
def test_a_number_is_no_time(words: str) -> None:
    assert lead(words) is None


@pytest.mark.parametrize("words", ["HH:mm Short event", "2X:XX (not sure)", "11/03/202 - Version", "20202-01-16 12:00"])
def test_a_time_that_cannot_be_read_is_kept_as_written(words: str) -> None:
    moment = lead(words)
    assert moment is not None
    assert not moment.has_date


def test_a_time_after_the_start_is_counted_in_minutes() -> None:
    found = [lead(words) for words in ("T+5: paged", "T+01:30 up", "T-10m: deploy", "+2h fixed")]
    assert [moment and moment.minutes_after_start for moment in found] == [5, 90, -10, 120]


def test_the_clock_passes_midnight_but_not_for_entries_out_of_order() -> None:
    times = ["2021-03-04 22:10 a", "22:00 b", "23:59 c", "00:05 d", "09:00 e"]
    timeline = read((FRAME + "".join(f"- {line}\n" for line in times)).encode()).timeline
    assert [entry.occurred and entry.occurred.day.day for entry in timeline] == [4, 4, 4, 5, 5]
    assert [entry.occurred and entry.occurred.day_assumed for entry in timeline] == [False, True, True, True, True]


def test_a_range_may_end_after_midnight() -> None:
    [entry, _] = read((FRAME + "- 2021-12-31 23:50 - 00:10 UTC: a\n- 00:20 b\n").encode()).timeline
    assert entry.occurred is not None
    assert entry.occurred.until is not None
    assert entry.occurred.instant is not None
    assert entry.occurred.until - entry.occurred.instant == timedelta(minutes=20)


def test_a_year_is_carried_into_january() -> None:
    timeline = read((FRAME + "- 30 December 2021 10:00 a\n- January 2, 10:00 b\n").encode()).timeline
    assert [entry.occurred and entry.occurred.day for entry in timeline] == [date(2021, 12, 30), date(2022, 1, 2)]


@pytest.mark.parametrize(
    ("note", "written", "hours"),
    [
        ("All times in CET.", "CET", 2),
        ("All times are PST", "PST", -7),
        ("All times in PST (UTC-8)", "UTC-8", -8),
        ("Times are in US/Pacific", "US/Pacific", -7),
        ("All times UTC+5:30", "UTC+5:30", 5.5),
        ("Time zone: Europe/Copenhagen", "Europe/Copenhagen", 2),
    ],
)
def test_a_zone_written_above_holds_for_the_entries(note: str, written: str, hours: float) -> None:
    timeline = read(f"{FRAME}{note}\n\n- 2022-07-01 12:00 a\n- 12:05 b\n".encode()).timeline
    occurred = timeline[0].occurred
    assert occurred is not None
    assert (occurred.zone, occurred.zone_assumed) == (written, False)
    assert occurred.instant == datetime(2022, 7, 1, 12, tzinfo=UTC) - timedelta(hours=hours)


def test_where_no_zone_is_written_it_is_marked_assumed() -> None:
    occurred = read(f"{FRAME}- 2022-07-01 12:00 a\n- 12:05 b\n".encode()).timeline[0].occurred
    assert occurred is not None
    assert (occurred.zone, occurred.zone_assumed, occurred.precision) == ("", True, Precision.MINUTE)


def test_words_that_look_like_zones_are_none() -> None:
    assert first_in("The CATbleed timeline, with CAT1 and a cat") is None


def test_days_before_months_are_seen_from_the_whole_text() -> None:
    assert is_day_first("between 03/04/2021 and 25/04/2021")
    assert not is_day_first("between 03/04/2021 and 04/25/2021")
    timeline = read(f"{FRAME}- 03/04/2021 10:00 a\n- 25/04/2021 10:00 b\n".encode()).timeline
    assert [entry.occurred and entry.occurred.day for entry in timeline] == [date(2021, 4, 3), date(2021, 4, 25)]
