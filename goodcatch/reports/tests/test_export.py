"""A copy of a sealed report for somebody outside: by range, and by word wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcatch.reports import services
from goodcatch.reports.terms import BLACK, Passage, Range
from goodcatch.reports.tests.handling import Handled, Reported, page_of, sent, unlocked
from tests.cast import signed_in

TOLD = "Jonas signed it. Nobody went there!\nThe stamp was JONAS'S own."


def test_ranges_and_words_are_black_and_equally_long() -> None:
    passage = Passage("happened", "What happened", TOLD)
    assert [passage.said(each) for each in passage.sentences] == [
        "Jonas signed it.",
        "Nobody went there!",
        "The stamp was JONAS'S own.",
    ]
    assert passage.without([passage.sentences[1]]) == f"Jonas signed it. {BLACK}\nThe stamp was JONAS'S own."
    assert passage.without([], ["jonas", " "]) == f"{BLACK} signed it. Nobody went there!\nThe stamp was {BLACK}'S own."
    assert passage.without([Range(0, 5), Range(3, 15), Range(15, 16)]).startswith(f"{BLACK} Nobody")


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_nothing_inside_a_range_stays_and_everything_outside_does(text: str, pairs: list[tuple[int, int]]) -> None:
    text = text.replace("█", "")
    ranges = [Range(min(pair), min(max(pair), len(text))) for pair in pairs if min(pair) < min(max(pair), len(text))]
    stays = "".join(c for at, c in enumerate(text) if not any(r.start <= at < r.end for r in ranges))
    assert Passage("x", "x", text).without(ranges).replace("█", "") == stays


@pytest.mark.django_db
def test_a_copy_holds_what_was_not_ticked_and_no_notes(handled: Handled) -> None:
    report, _ = sent(handled, happened=TOLD, concerned="The night crew")
    handler = handled.readers.handler
    keys = handled.keys(handler, report)
    services.add_note(by=handler.ring.person, report=report, text="A secret note", keys=keys)
    services.write_to_reporter(by=handler.ring.person, report=report, text="When was it?", keys=keys)
    client = unlocked(handler)
    page = client.get(page_of(report, "copy"))
    form = {"nonce": page.context["form"]["nonce"].value(), "to": "The labour court", "everywhere": "jonas"}
    copy = client.post(page_of(report, "copy"), {**form, "black_happened": ["1"], "black_concerned": ["0"]})
    assert copy.headers["Content-Disposition"].startswith("attachment")
    text = copy.content.decode()
    assert f"{BLACK} signed it. {BLACK}\n" in text
    assert "When was it?" in text
    for left_out in ("Jonas", "JONAS", "Nobody went", "night crew", "secret note", "labour court"):
        assert left_out not in text
    assert handler.ring.person.name not in text
    assert "The labour court" in client.get(page_of(report)).content.decode()


@pytest.mark.django_db
def test_a_copy_says_for_whom_and_needs_keys(handled: Handled, reported: Reported) -> None:
    report, _ = reported
    unsaid = unlocked(handled.readers.handler).post(page_of(report, "copy"), {"everywhere": "Jonas"})
    assert unsaid.status_code == 422
    assert "Jonas" in unsaid.content.decode()
    locked = signed_in(handled.readers.handler.ring.person).post(page_of(report, "copy"), {"to": "The labour court"})
    assert locked.status_code == 422
    assert "The labour court" in locked.content.decode()
    assert signed_in(handled.supervisor).get(page_of(report, "copy")).status_code == 404
