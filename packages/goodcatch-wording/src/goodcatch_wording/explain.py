"""Tells what a rule means, why it is questioned, where that comes from, and shows examples."""

from goodcatch_wording.rules import Rule


def as_terminal(rule: Rule) -> str:
    """Write a rule's page for a terminal."""
    state = "on by default" if rule.on else "off by default: its published precision is too low or too uncertain"
    lines = [
        f"{rule.code} · {rule.name} ({' and '.join(rule.profile.split())} profile, {state})",
        "",
        rule.message,
        f"Ask instead: {rule.suggestion}",
        "",
        f"Why: {rule.why}",
        f"Source: {rule.source}",
        "",
        "Questioned:",
        *(f"  - {example}" for example in rule.must),
        "",
        "Left alone:",
        *(f"  - {example}" for example in rule.must_not),
    ]
    return "\n".join(lines) + "\n"
