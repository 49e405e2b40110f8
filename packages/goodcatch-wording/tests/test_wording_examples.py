"""Every rule means what its examples say."""

import pytest

from goodcatch_wording import check
from goodcatch_wording.rules import Rule, language

RULES = language("en").rules
MUST = [pytest.param(rule, text, id=f"{rule.code}-{text[:40]}") for rule in RULES for text in rule.must]
MUST_NOT = [pytest.param(rule, text, id=f"{rule.code}-{text[:40]}") for rule in RULES for text in rule.must_not]


@pytest.mark.parametrize(("rule", "text"), MUST)
def test_a_must_example_is_found_by_its_rule(rule: Rule, text: str) -> None:
    found = check(text, profile=rule.profile)
    assert rule.code in [finding.code for finding in found]


@pytest.mark.parametrize(("rule", "text"), MUST_NOT)
def test_a_must_not_example_is_left_alone_by_every_rule(rule: Rule, text: str) -> None:
    assert check(text, profile=rule.profile) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_message_is_one_line_and_a_question(rule: Rule) -> None:
    assert "\n" not in rule.message and len(rule.message) < 120
    assert "?" in rule.message and "?" in rule.suggestion
    assert len(rule.must) >= 6 and len(rule.must_not) >= 5
    assert rule.why and rule.source
