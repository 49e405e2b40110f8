"""Slots: what upper rooms lend to the pages of lower ones."""

from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import format_html


def first(viewer: object, thing: object, request: Any) -> str:
    """Lend a fragment, as rooms do with render_to_string."""
    return format_html("<p>{} sees {} at {}</p>", viewer, thing, request.path)


def second(viewer: object, thing: object, request: Any) -> str:
    """Lend text that nobody marked as safe."""
    return f"<b>{thing}</b>"


def _draw(template: str) -> str:
    request = RequestFactory().get("/in/cases/")
    request.user = "Aiko"  # type: ignore[assignment]  # any viewer will do
    return Template(template).render(Context({"request": request, "case": "<K7QF>"}))


@pytest.fixture(autouse=True)
def _filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.house.SLOTS", {"case": [f"{__name__}.first", f"{__name__}.second"]})


def test_each_filler_is_given_viewer_thing_and_request_in_the_order_of_the_house() -> None:
    assert _draw("{% slot 'case' case %}") == (
        "<p>Aiko sees &lt;K7QF&gt; at /in/cases/</p>&lt;b&gt;&lt;K7QF&gt;&lt;/b&gt;"
    )


def test_a_slot_that_nobody_fills_is_empty() -> None:
    assert _draw("[{% slot 'elsewhere' %}]") == "[]"


def test_a_slot_may_stand_without_a_thing() -> None:
    assert _draw("{% slot 'case' %}").startswith("<p>Aiko sees None at")
