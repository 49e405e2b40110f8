"""Time grows with the text's length and no faster, on ordinary and on hostile texts."""

import time
import tracemalloc
from collections.abc import Callable

import pytest

from goodcatch_wording import check

HOSTILE: dict[str, Callable[[int], str]] = {
    "one word": lambda n: "a" * n,
    "one line": lambda n: "should have been " * (n // 17),
    "one sentence": lambda n: "the nurse of the ward that " * (n // 27),
    "cues only": lambda n: "not had if only why who should could would " * (n // 43),
    "ticks": lambda n: "`" * n,
    "odd ticks": lambda n: "` `` ``` ```` " * (n // 14),
    "brackets": lambda n: "[" * n,
    "open links": lambda n: "[a](b(" * (n // 6),
    "images": lambda n: "![" * (n // 2),
    "tags": lambda n: "<a " * (n // 3),
    "comments": lambda n: "<!-- " * (n // 5),
    "allowances": lambda n: "<!-- goodcatch: allow CF1 x -->\nWe should have asked.\n" * (n // 54),
    "half allowances": lambda n: "<!-- goodcatch: allow CF1 " * (n // 26),
    "quotes": lambda n: '"a ' * (n // 3),
    "open quotes": lambda n: "“a " * (n // 3),
    "single quotes": lambda n: "'a b " * (n // 5),
    "apostrophes": lambda n: "a'" * (n // 2),
    "underscores": lambda n: "_" * n,
    "stars": lambda n: "*a" * (n // 2),
    "pipes": lambda n: "|" * n,
    "returns": lambda n: "\r" * n,
    "lines": lambda n: "\n" * n,
    "rulers": lambda n: "- " * (n // 2) + "x",
    "ruler marks": lambda n: "-" * n + "x",
    "digits": lambda n: "1" * n,
    "quotations": lambda n: ">" * n,
    "stops": lambda n: ". " * (n // 2),
    "findings": lambda n: "We should have asked. " * (n // 22),
    "findings on one line": lambda n: "she was careless, " * (n // 18),
    "spaces": lambda n: "should" + " " * n + "have asked",
    "gaps": lambda n: "should    have    " * (n // 18),
    "fronts": lambda n: "---\n" + "-- \n" * (n // 4),
    "adverbs": lambda n: "should " + "really " * (n // 7) + "have asked",
    "addresses": lambda n: "https://" * (n // 8),
    "references": lambda n: "[a]: " * (n // 5),
    "marks": lambda n: "\x02\x03" * (n // 2),
    "wide": lambda n: "😀 should have asked. " * (n // 20),
    "code": lambda n: ("\n\n" + " " * 4 + "x") * (n // 7),
}


def seconds(text: str) -> float:
    best = 1e9
    for _ in range(3):
        begun = time.process_time()
        check(text)
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_takes_time_in_proportion(kind: str) -> None:
    check("We should have asked.")
    small, large = HOSTILE[kind](10_000), HOSTILE[kind](80_000)
    assert abs(len(large) / 8 - len(small)) < 200
    # A busy machine disturbs a measurement, and never makes quadratic work look linear: the best of a few rounds counts.
    ratios = (seconds(large) / max(seconds(small), 0.004) for _ in range(4))
    assert any(ratio < 8 * 3 for ratio in ratios), "eight times the text takes far more than eight times as long"


def test_five_megabytes_need_little_memory_beside_the_text() -> None:
    text = ("The pump stopped at 10:00, and the crew moved on.\n" * 20 + "\nWe should have asked earlier.\n\n") * 5_000
    assert len(text) > 5_000_000
    check("We should have asked.")
    tracemalloc.start()
    found = check(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 5_000
    assert peak < 20_000_000, f"{peak / 1e6:.0f} MB"
