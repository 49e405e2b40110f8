"""Measures the rules on labelled sentences, and writes what it finds to docs/quality.md.

    python quality/measure.py            prints the tables for the sentences to build with
    python quality/measure.py --held     and for those kept closed until the rules stood still
    python quality/measure.py --write    and writes docs/quality.md, real reports included

`../shared/data` is looked for beside the repository.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from goodcatch_wording import check  # noqa: E402
from goodcatch_wording.engine import sentences  # noqa: E402
from goodcatch_wording.rules import language  # noqa: E402

Z = 1.959964  # the 97.5th percentile of the normal distribution, for a 95 % interval


class Sentence(NamedTuple):
    """A labelled sentence: whether to find it, and under which codes if its readers said so."""

    text: str
    profile: str
    find: bool
    codes: frozenset[str]


class Ratio(NamedTuple):
    """A share of n, with its 95 % interval after E. B. Wilson (1927), J. Am. Stat. Assoc. 22, 209-212."""

    hits: int
    n: int

    @property
    def value(self) -> float:
        """The share itself; 0 of 0 counts as 0."""
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The lower and the upper bound."""
        if not self.n:
            return 0.0, 1.0
        share, n = self.value, self.n
        middle = share + Z * Z / (2 * n)
        spread = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        scale = 1 + Z * Z / n
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)

    def __str__(self) -> str:
        """Write the share with n and interval."""
        low, high = self.interval
        return f"{self.value:.3f} ({self.hits}/{self.n}; {low:.3f} to {high:.3f})"


def own(part: str) -> list[Sentence]:
    """Read one part of the set that lies beside this script; sentences its readers disagreed on are left out."""
    with (HERE / f"sentences-{part}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Sentence(row["sentence"], row["profile"], row["agreed"] == "find", frozenset(row["codes"].split()))
            for row in csv.DictReader(file)
            if row["agreed"] != "disputed"
        ]


def dev(shared: Path) -> list[Sentence]:
    """Read the sentences of ../shared that two readers agreed on."""
    with (shared / "wording" / "dev.csv").open(encoding="utf-8", newline="") as file:
        return [
            Sentence(row["sentence"], "review", row["agreed"] == "flag", frozenset())
            for row in csv.DictReader(file)
            if row["agreed"] != "disputed"
        ]


@cache
def found(sentence: Sentence) -> frozenset[str]:
    """List the codes that the rules switched on by default find in a sentence."""
    return frozenset(finding.code for finding in check(sentence.text, profile=sentence.profile))


def together(rows: Iterable[Sentence]) -> tuple[Ratio, Ratio]:
    """Measure precision and recall of all default rules together, sentence by sentence."""
    right = wrong = missed = 0
    for row in rows:
        flagged = bool(found(row))
        right += flagged and row.find
        wrong += flagged and not row.find
        missed += row.find and not flagged
    return Ratio(right, right + wrong), Ratio(right, right + missed)


class Score(NamedTuple):
    """One rule's figures."""

    precision: Ratio
    same_code: Ratio
    recall: Ratio


def per_rule(rows: Sequence[Sentence]) -> dict[str, Score]:
    """Measure each rule: a finding is right where the sentence was to be found.

    Of the right ones, `same_code` counts those that the readers filed under the same code, and `recall` how
    many of the sentences filed under it the rule found itself; both where codes were given.
    """
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    same: Counter[str] = Counter()
    coded: Counter[str] = Counter()
    filed: Counter[str] = Counter()
    for row in rows:
        codes = found(row)
        (right if row.find else wrong).update(codes)
        filed.update(row.codes)
        if row.codes:
            coded.update(codes)
            same.update(codes & row.codes)
    return {
        rule.code: Score(
            Ratio(right[rule.code], right[rule.code] + wrong[rule.code]),
            Ratio(same[rule.code], coded[rule.code]),
            Ratio(same[rule.code], filed[rule.code]),
        )
        for rule in language("en").rules
    }


def reports(folder: Path) -> tuple[int, list[tuple[str, str]]]:
    """Count the sentences of a folder of reports, and list what is found there with a key and its sentence."""
    count = 0
    rows: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.md")):
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
        places = sentences(text)
        count += len(places)
        for finding in check(text):
            start, end = next((a, b) for a, b in places if a <= finding.start < b)
            around = " ".join(text[start:end].split())
            words = " ".join(finding.words.split())
            rows.append((f"{path.stem} {finding.line}:{finding.column} {finding.code} '{words}'", around))
    return count, rows


def verdicts() -> dict[str, tuple[str, str]]:
    """Read two verdicts on each finding in the real reports."""
    with (HERE / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        return {row["finding"]: (row["first"], row["second"]) for row in csv.DictReader(file)}


def shared_data() -> Path | None:
    """Find ../shared/data beside the repository."""
    return next((p.parent / "shared" / "data" for p in HERE.parents if (p.parent / "shared" / "data").is_dir()), None)


def misses(rows: Iterable[Sentence]) -> str:
    """List what was found though it was to be left, and left though it was to be found."""
    lines = []
    for row in rows:
        codes = found(row)
        if bool(codes) != row.find:
            lines.append(
                f"{'found wrongly' if codes else 'not found':>14}  {' '.join(codes or row.codes):8}  {row.text}"
            )
    return "\n".join(lines)


def main() -> None:
    """Print the tables, and write them down when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    shared = shared_data()
    sets = {"own, to build with": own("build")}
    if options.held or options.write:
        sets["own, opened once"] = own("held")
    if shared:
        sets["shared dev.csv"] = dev(shared)
    for name, rows in sets.items():
        precision, recall = together(rows)
        print(f"{name}: precision {precision}, recall {recall}")
        print(misses(rows))
    scores = per_rule([row for rows in sets.values() for row in rows])
    for code, score in scores.items():
        print(f"{code:6} precision {score.precision}  same code {score.same_code}  recall {score.recall}")
    if options.write:
        from page import write  # noqa: PLC0415

        write(sets, scores, shared)


if __name__ == "__main__":
    main()
