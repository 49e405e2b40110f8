"""The timeline: to scale, readable where much happened at once, with a table behind it."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from goodcatch.ui.timeline import TALL, WIDE, Happening, draw, table

START = datetime(2026, 10, 12, 20, 0, tzinfo=UTC)
happenings = st.lists(
    st.builds(
        Happening,
        at=st.integers(0, 100_000).map(lambda minutes: START + timedelta(minutes=minutes)),
        words=st.text("abcdefghij ", min_size=1, max_size=90),
        decision=st.booleans(),
        alternatives=st.lists(st.text("abc ", min_size=1, max_size=60), max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=30,
)


def _at(minutes: int, words: str = "x", **more: object) -> Happening:
    return Happening(START + timedelta(minutes=minutes), words, **more)  # type: ignore[arg-type]


def test_dots_lie_to_scale() -> None:
    across, upright = draw([_at(0), _at(60), _at(240)])
    x = [dot.x for dot in across.dots]
    y = [dot.y for dot in upright.dots]
    assert round((x[1] - x[0]) / (x[2] - x[0]), 2) == 0.25
    assert round((y[1] - y[0]) / (y[2] - y[0]), 2) == 0.25


@given(happenings)
def test_nothing_leaves_the_picture(rows: list[Happening]) -> None:
    for drawing in draw(rows):
        assert drawing.width == (WIDE if drawing.way == "across" else TALL)
        places = [(dot.x, dot.y) for dot in drawing.dots] + [(text.x, text.y) for text in drawing.texts]
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in places)


@given(happenings)
def test_upright_labels_never_touch(rows: list[Happening]) -> None:
    labels = sorted(text.y for text in draw(rows)[1].texts if not text.anchor)
    assert all(after - before >= 17.8 for before, after in pairwise(labels))


def test_marks_are_round_and_few() -> None:
    marks = [text.words for text in draw([_at(7), _at(247)])[1].texts if text.anchor == "end"]
    assert marks == ["21:00", "22:00", "23:00", "00:00"]


def test_by_day_there_is_no_minute_anywhere() -> None:
    rows = [_at(0, "told"), _at(4000, "owned", note="by the head of operations")]
    page = Template("{% timeline rows 'From told to owned' by_day=True %}").render(Context({"rows": rows}))
    assert "12 October 2026" in page
    assert not re.search(r"\d\d:\d\d", page)


def test_the_table_tells_all_of_it_in_order() -> None:
    rows = [_at(5, "later", note="seen", decision=True, alternatives=("wait",)), _at(0, "first")]
    assert table(rows) == [
        ["12 October 2026, 20:00", "first", ""],
        ["12 October 2026, 20:05", "later", "seen · alternative: wait"],
    ]


def test_where_nothing_happened_nothing_is_drawn() -> None:
    assert draw([]) == []
    page = Template("{% timeline rows 'Nothing' %}").render(Context({"rows": []}))
    assert "<svg" not in page


def test_it_brings_no_style_of_its_own_and_escapes_words() -> None:
    page = Template("{% timeline rows 'One' %}").render(Context({"rows": [_at(0, "<b>bold</b>")]}))
    assert "style=" not in page
    assert "<b>" not in page
