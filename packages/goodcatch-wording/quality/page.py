"""Writes docs/quality.md from what measure.py measured."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from goodcatch_wording.rules import language
from measure import HERE, Ratio, Score, Sentence, reports, together, verdicts

PAGE = HERE.parent / "docs" / "quality.md"
HEAD = """# How well the rules find what they mean

Written by `python quality/measure.py --write`; do not edit. Every share stands with its hits and n and its
95 % interval after Wilson (1927).

## The sentences

- **shared dev.csv**: sentences of real postmortems of three organisations, labelled by two readers; those they
  agreed on. It was known while the rules were written.
- **own**: {find} sentences to find and {leave} to leave in `quality/sentences-*.csv`, from the same real reports
  (other sentences than those of dev.csv) and written for the purpose: hospitals, aviation, factories, offices and
  software, in both profiles; the source of each stands beside it. Each was read twice. The second reading went
  through all sentences in shuffled order without the first labels; but both readings, the writing of these sentences
  and the writing of the rules were done by the same project, so these figures flatter. The readings disagreed or
  were unsure on {disputed} sentences, which are left out here. A hash of the sentence decides which of two parts it
  belongs to: one to build the rules with, one to be opened once.
- What one of these figures cannot say: how well the rules do on organisations and writers not in it.

When the second part was opened, on 22 November 2026, it gave **precision {opened_precision}** and **recall
{opened_recall}**. The constructions it showed were then mended too, so its figures below are no longer blind.
Sixty more sentences (`quality/later.csv`, written for the purpose when the rules stood, read once) gave precision
{later_precision} and recall {later_recall} before they were mended in turn: on new texts,
expect a recall nearer to this than to the table.

## All rules that are on by default, sentence by sentence

A sentence counts as found when any rule points at it.

| set | to find | to leave | precision | recall |
|---|---|---|---|---|
"""
RULES = """
## Rule by rule, all sets together

*Precision*: of the sentences the rule points at, how many were to be found. *Same code*: of those with labels by
code, how many were filed under this one. *Recall*: of the sentences filed under the code, how many this very rule
finds (another rule may find the rest). A rule whose lower bound of precision is under 0.70 is off by default.

| rule | default | precision | same code | recall |
|---|---|---|---|---|
"""
REPORTS = """
## {name}: every finding in {count} sentences, with two verdicts

{found} findings, {per} per 1,000 sentences. Both verdicts call {both} of them right.

| where | sentence | first verdict | second verdict |
|---|---|---|---|
"""


def write(sets: Mapping[str, Sequence[Sentence]], scores: Mapping[str, Score], shared: Path | None) -> None:
    """Write the page."""
    own = [row for name, rows in sets.items() if name.startswith("own") for row in rows]
    lines = (HERE / "opened.csv").read_text(encoding="utf-8").splitlines()[1:]
    (true, found, to_find), later = ([int(number) for number in line.split(",")[2:5]] for line in lines)
    parts = [
        HEAD.format(
            find=sum(row.find for row in own),
            leave=sum(not row.find for row in own),
            disputed=_disputed(),
            opened_precision=Ratio(true, found),
            opened_recall=Ratio(true, to_find),
            later_precision=Ratio(later[0], later[1]),
            later_recall=Ratio(later[0], later[2]),
        )
    ]
    for name, rows in sets.items():
        precision, recall = together(rows)
        find = sum(row.find for row in rows)
        parts.append(f"| {name} | {find} | {len(rows) - find} | {precision} | {recall} |\n")
    parts.append(RULES)
    for rule in language("en").rules:
        score = scores[rule.code]
        state = "on" if rule.on else "off"
        parts.append(
            f"| {rule.code} {rule.name} | {state} | {score.precision} | {score.same_code} | {score.recall} |\n"
        )
    if shared:
        parts += [_reports(name, shared / "postmortems" / name) for name in ("mybinder", "dfds")]
    PAGE.write_text("".join(parts), encoding="utf-8")


def _disputed() -> int:
    return sum(
        (HERE / f"sentences-{part}.csv").read_text(encoding="utf-8").count(",disputed,") for part in ("build", "held")
    )


def _reports(name: str, folder: Path) -> str:
    count, rows = reports(folder)
    known = verdicts()
    both = sum(all(verdict.startswith("right") for verdict in known[key]) for key, _ in rows)
    text = REPORTS.format(name=name, count=count, found=len(rows), per=f"{1000 * len(rows) / count:.1f}", both=both)
    for key, sentence in rows:
        first, second = known[key]
        text += f"| {_cell(key)} | {_cell(sentence)} | {first} | {second} |\n"
    return text


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "")
