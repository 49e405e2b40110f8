"""The published figures hold, and are the ones that the script measures now."""

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from goodcatch_wording.rules import language

measure = import_module("measure")
OWN = measure.own("build") + measure.own("held")


def test_there_are_enough_sentences() -> None:
    codes = Counter(code for row in OWN for code in row.codes if row.find)
    assert sum(row.find for row in OWN) >= 300
    assert sum(not row.find for row in OWN) >= 600
    assert {rule.code for rule in language("en").rules if codes[rule.code] < 20} == set()


@pytest.mark.parametrize("part", ["build", "held"])
def test_own_sentences_are_found_and_left(part: str) -> None:
    precision, recall = measure.together(measure.own(part))
    assert precision.value >= 0.85 and recall.value >= 0.80, measure.misses(measure.own(part))


def test_shared_sentences_are_found_and_left(shared: Path) -> None:
    rows = measure.dev(shared)
    assert (sum(row.find for row in rows), sum(not row.find for row in rows)) == (22, 239)
    precision, recall = measure.together(rows)
    assert precision.value >= 0.85 and recall.value >= 0.80, measure.misses(rows)


def test_a_rule_of_doubtful_precision_is_off(shared: Path) -> None:
    scores = measure.per_rule(OWN + measure.dev(shared))
    doubtful = {code for code, score in scores.items() if score.precision.interval[0] < 0.70}
    assert doubtful == {rule.code for rule in language("en").rules if not rule.on}


def test_few_findings_in_blameless_reports_and_each_has_two_verdicts(shared: Path) -> None:
    known = measure.verdicts()
    for name in ("mybinder", "dfds"):
        count, rows = measure.reports(shared / "postmortems" / name)
        assert {key for key, _ in rows} <= set(known)
        if name == "mybinder":
            assert count > 1_000 and 1000 * len(rows) / count <= 10


def test_the_page_of_figures_is_current(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = import_module("page")

    sets = {"own, to build with": measure.own("build"), "own, opened once": measure.own("held")}
    sets["shared dev.csv"] = measure.dev(shared)
    scores = measure.per_rule([row for rows in sets.values() for row in rows])
    published = page.PAGE.read_text(encoding="utf-8")
    monkeypatch.setattr(page, "PAGE", tmp_path / "quality.md")
    page.write(sets, scores, shared)
    assert (tmp_path / "quality.md").read_text(encoding="utf-8") == published, "run: python quality/measure.py --write"


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (0, 20, 0.0, 0.1611)],
)
def test_wilson_intervals_are_the_textbooks(hits: int, n: int, low: float, high: float) -> None:
    assert measure.Ratio(hits, n).interval == pytest.approx((low, high), abs=1e-4)
