"""Writes docs/rules.md from the rules' own words: python tools/render.py"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE / "src"))

from goodcatch_wording.rules import PROFILES, Rule, language  # noqa: E402

PAGE = HERE / "docs" / "rules.md"
HEAD = """# The rules

Written from the rules' own file by `python tools/render.py`; do not edit. Every example is also a test.
`goodcatch-wording explain CODE` prints the same. How well each rule does stands in [quality.md](quality.md).
"""
TITLES = {
    "review": "The review profile: analysing what happened",
    "statement": "The statement profile: a leader's own words",
}


def page() -> str:
    """Write the page's text."""
    parts = [HEAD]
    for profile in PROFILES:
        parts.append(f"\n## {TITLES[profile]}\n")
        parts += [_rule(rule) for rule in language("en").rules if rule.profile == profile]
    return "".join(parts)


def _rule(rule: Rule) -> str:
    questioned = "".join(f"- {example}\n" for example in rule.must)
    left = "".join(f"- {example}\n" for example in rule.must_not)
    state = "" if rule.on else "\nOff by default: its published precision is too low or too uncertain.\n"
    return f"""
### {rule.code} · {rule.name}
{state}
> {rule.message}
> {rule.suggestion}

{rule.why} ({rule.source})

Questioned:

{questioned}
Left alone:

{left}"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
