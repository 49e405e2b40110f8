"""Print the shared lists of the code into docs/understanding/words.md, so that the docs cannot say otherwise.

`python tools/words.py` writes the page; a test holds it current.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "understanding" / "words.md"
HEAD = """# The words

Each list has one home in the code; this page is printed from there (`python tools/words.py`).
"""
LISTS = [
    ("Roles", "goodcatch.people.terms", "Role"),
    ("Audience", "goodcatch.people.terms", "AudienceKind"),
    ("Kind of report", "goodcatch.reports.terms", "Kind"),
    ("How something was told", "goodcatch.standards.terms", "Way"),
    ("What whoever told it did with the minutes", "goodcatch.reports.terms", "Step"),
    ("Form of retaliation", "goodcatch.reports.terms", "Harm"),
    ("What whoever reported hears", "goodcatch.reports.terms", "Told"),
    ("Answer at a check-in", "goodcatch.protection.terms", "Said"),
    ("How a check-in stands", "goodcatch.protection.terms", "State"),
    ("Kind of case", "goodcatch.cases.terms", "Kind"),
    ("Stage of a case", "goodcatch.cases.terms", "Stage"),
    ("Learning response", "goodcatch.cases.terms", "Response"),
    ("Which days a term counts", "goodcatch.cases.terms", "Counted"),
    ("Condition for moving on", "goodcatch.cases.terms", "Condition"),
    ("Form of a review", "goodcatch.reviews.terms", "Form"),
    ("State of a review", "goodcatch.reviews.terms", "State"),
    ("Mark of a timeline entry", "goodcatch.reviews.terms", "Mark"),
    ("What an entry rests on", "goodcatch.reviews.terms", "Support"),
    ("Finding", "goodcatch.reviews.terms", "FindingKind"),
    ("Kind of action", "goodcatch.actions.terms", "Kind"),
    ("State of an action", "goodcatch.actions.terms", "State"),
    ("Verdict on an action", "goodcatch.actions.terms", "Verdict"),
    ("Maturity of a lesson", "goodcatch.lessons.terms", "Maturity"),
    ("What a key is for", "goodcatch.vault.terms", "Purpose"),
    ("Office in a signed list", "goodcatch.vault.terms", "Office"),
    ("Standard of proof", "goodcatch.inquiry.terms", "Standard"),
    ("What an inquiry finds", "goodcatch.inquiry.terms", "Verdict"),
    ("Where evidence comes from", "goodcatch.inquiry.terms", "Source"),
    ("How soon people are told", "goodcatch.record.terms", "Urgency"),
]


def printed() -> str:
    """Give the page as it has to stand."""
    actions = import_module("goodcatch.actions.terms")
    taxonomies = import_module("goodcatch.reviews.taxonomy").TAXONOMIES
    parts = [HEAD]
    for title, module, name in LISTS:
        choices = getattr(import_module(module), name)
        parts.append(f"\n## {title}\n" + "".join(f"- {choice.label}\n" for choice in choices))
    parts.append("\n## Strength of an action, by its mechanism\n| mechanism | strength |\n|---|---|\n")
    ranked = sorted(actions.Mechanism, key=lambda m: [*actions.Strength, None].index(actions.strength_of(m)))
    parts += [f"| {m.label} | {s.label if (s := actions.strength_of(m)) else 'none'} |\n" for m in ranked]
    parts.append("\n## Contributing factors\n| group | factor | a question that helps to see it |\n|---|---|---|\n")
    parts += [f"| {kind.group} | {kind.name} | {kind.asks} |\n" for kinds in taxonomies for kind in kinds]
    return "".join(parts)


def main() -> None:
    """Write the page."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import_module("django").setup()
    PAGE.write_text(printed(), encoding="utf-8")


if __name__ == "__main__":
    main()
