"""Components whose address, words or absence matter."""

from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import strip_spaces_between_tags


@pytest.fixture(autouse=True)
def _no_rooms_above(monkeypatch: pytest.MonkeyPatch) -> None:
    for table in ("FACTS", "SLOTS"):
        monkeypatch.setattr(f"config.house.{table}", {})
    monkeypatch.setattr("config.house.NAVIGATION", [])


def _draw(name: str, address: str = "/in/cases/", **words: Any) -> str:
    return strip_spaces_between_tags(render_to_string(f"ui/{name}.html", words, RequestFactory().get(address)))


def test_the_foot_of_a_list_keeps_what_was_asked_for_and_moves_by_key() -> None:
    page = _draw("list_foot", "/in/cases/?stage=improving&older=M", newer="B", older="Z", export="/in/cases/export/")
    assert 'href="?stage=improving&amp;newer=B"' in page
    assert 'href="?stage=improving&amp;older=Z"' in page
    assert 'href="/in/cases/export/?stage=improving"' in page


def test_at_its_end_a_list_leads_no_further() -> None:
    page = _draw("list_foot", newer=None, older=None)
    assert "Newer" not in page
    assert "Older" not in page


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ({"whose": "the owner", "by": date(2026, 11, 30)}, "<p>the owner · by 30 November 2026</p>"),
        ({"whose": "the owner"}, "<p>the owner</p>"),
        ({"by": date(2026, 11, 30)}, "<p>by 30 November 2026</p>"),
        ({"note": "Only you see this."}, "<p><small>Only you see this.</small></p>"),
        ({}, '<p class="what">Agree a new date</p></section>'),
    ],
)
def test_the_next_step_says_whose_and_by_when_as_far_as_it_is_known(words: dict[str, Any], line: str) -> None:
    assert line in _draw("next", what="Agree a new date", **words)


def test_of_the_facts_empty_ones_are_left_out_and_naught_is_not_empty() -> None:
    page = _draw("facts", facts=[("Units", 0), ("Owner", ""), ("Kind", "near miss")])
    assert "<dt>Units</dt><dd>0</dd>" in page
    assert "Owner" not in page


def test_what_people_wrote_is_shown_as_they_wrote_it_and_runs_nothing() -> None:
    page = _draw("quote", said="One <script>.\n\nTwo.", who="Sam")
    assert "<p>One &lt;script&gt;.</p>" in page
    assert "<p>Two.</p>" in page


def test_where_it_stands_is_told_to_listeners_too() -> None:
    stages = [{"word": w, "state": s, "note": ""} for w, s in (("Received", "done"), ("Improving", "now"))]
    page = _draw("stages", stages=stages)
    assert '<span class="hush"> (done)</span>' in page
    assert page.count('aria-current="step"') == 1


def test_a_filter_offers_everything_again_once_it_narrows() -> None:
    assert "Show everything" in _draw("filter", "/in/cases/?stage=improving")
    assert "Show everything" not in _draw("filter")
