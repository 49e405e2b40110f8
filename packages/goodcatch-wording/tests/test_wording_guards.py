"""What carries the meaning: who acts, whose words they are, and in which language."""

import pytest

from goodcatch_wording import check

QUESTIONS = [
    "What could we have done differently?",
    "Were there signs that we missed?",
    "What signs did we miss?",
    "How could we have noticed this earlier?",
    "Is there anything that we should have asked?",
    "1. What should have happened?",
    "Was there something we overlooked?",
]
AHEAD = [
    "Next time we could ask the other ward.",
    "We could add a second check.",
    "We should ask for a review before the next migration.",
    "We should add a test.",
    "We will move the button.",
]
STATES = [
    "The issue should have been resolved by 10:00.",
    "You should have received an e-mail by now.",
    "The payment should have been processed automatically.",
    "Customers should have seen the banner.",
    "The order should have arrived on Friday.",
]
QUOTED = [
    'The log says "we failed to check the valve".',
    "The witness said: “It was his fault.”",
    "A sign reads 'you should have asked before entering'.",
    "> We should have known.",
    "The alert is called `operator error in zone 2`.",
    "„We should have known“, said the manager.",
]
MISCONDUCT = [
    "He threatened the nurse and should have been stopped.",
    "She was harassed for months, and management ignored her complaints.",
    "The buyer took a bribe; he should have reported it.",
    "The director falsified the record and was careless about it.",
    "There is no excuse for harassment.",
]
FOREIGN = [
    "Die Ursache war human error des Operators, und das ist nicht gut.",
    "Wir hätten das wissen müssen.",
    "La cause est une human error de l'opérateur dans le service.",
    "La causa fue un human error del operador en la sala.",
    "Причиной была ошибка оператора, human error.",
    "原因は human error だった。",
    "Het was de schuld van een operator, human error dus, en dat is niet goed.",
]


@pytest.mark.parametrize("text", QUESTIONS + AHEAD + STATES + QUOTED + MISCONDUCT + FOREIGN)
def test_it_is_left_alone(text: str) -> None:
    assert check(text) == []


def test_we_should_have_is_hindsight_but_we_should_is_not() -> None:
    assert [finding.code for finding in check("We should have added a test.")] == ["CF1"]
    assert check("We should add a test.") == []


def test_a_statement_that_plays_misconduct_down_is_still_questioned() -> None:
    found = check("It was an isolated incident of harassment.", profile="statement")
    assert [finding.code for finding in found] == ["DOWN"]


def test_a_leader_may_own_in_a_statement_what_a_review_would_question() -> None:
    text = "We failed to protect your data, and we should have told you on Monday."
    assert check(text, profile="statement") == []
    assert {finding.code for finding in check(text)} == {"CF1", "CF2"}


def test_a_row_of_a_timeline_states_a_fact() -> None:
    assert check("| 10:42 | She deleted the customer table. |") == []
    assert check("10:42 She deleted the customer table.") == []
    assert [finding.code for finding in check("She deleted the customer table.")] == ["AG"]


@pytest.mark.parametrize("language", ["de", "fr-CA", "xx", "", "日本"])
def test_it_is_silent_in_a_language_without_rules(language: str) -> None:
    expected = 1 if language == "" else 0
    assert len(check("We should have known.", language=language)) == expected


@pytest.mark.parametrize("language", ["en", "en-GB", "en_US", "EN", None])
def test_it_speaks_in_english(language: str | None) -> None:
    assert len(check("We should have known.", language=language)) == 1


def test_one_english_sentence_in_a_german_text_is_still_read() -> None:
    text = "Der Ausfall war am Montag und dauerte drei Stunden.\n\nWe should have known.\n\nDie Ursache ist nicht klar."
    assert [finding.line for finding in check(text)] == [3]


def test_an_unknown_profile_is_an_error_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="The profile is 'review' or 'statement', not 'blame'"):
        check("x", profile="blame")


def test_a_comment_with_a_reason_allows_a_rule_in_its_block() -> None:
    allowed = "<!-- goodcatch: allow CF1 quoted from the letter of the ministry -->\nWe should have known.\nWe should have known."
    assert check(allowed) == []
    assert len(check(allowed + "\n\nWe should have known.")) == 1
    assert check("We should have known. <!-- goodcatch: allow CF1,HB their words -->") == []
    assert len(check("We should have known. <!-- goodcatch: allow CF1 their words -->\nWe should have known.")) == 1
    assert len(check("We should have known. <!-- goodcatch: allow TR another rule -->")) == 1
    assert len(check("We should have known. <!-- goodcatch: allow CF1 -->")) == 1, "no reason, no allowance"
    assert check("<!-- goodcatch: allow CF1 to the end -->\r\nWe should have known.\r\n") == []
    assert len(check("<!-- goodcatch: allow CF1 alone -->\n\nWe should have known.")) == 1


def test_a_sentence_ends_where_the_line_before_it_does() -> None:
    assert [finding.code for finding in check("The nurse\n\n- ward\n- Failed to communicate the change.")] == ["CF2"]


def test_where_a_sentence_begins_and_ends() -> None:
    def codes(text: str) -> list[str]:
        return [finding.code for finding in check(text)]

    assert codes("The pump ran. Failed to communicate it.") == ["CF2"]
    assert codes("The nurse of ward No. Seven failed to check it.") == ["CF2"]
    assert codes("The nurse left.\n\n- Failed to communicate the change.\n" + "x" * 2_000) == ["CF2"]
    assert codes("She'd have noticed it earlier.") == ["CF1"]


def test_a_timeline_row_silences_its_own_line_only_and_only_near_its_time() -> None:
    assert len(check("10:00 The pump stopped.\n\nShe deleted the customer table." + " x" * 700)) == 1
    assert len(check("10:00 The pump stopped.\rShe deleted the customer table.")) == 1
    assert check("10:00 " + "x " * 100 + ". She deleted the customer table.") == []
    assert len(check("10:00 " + "x " * 400 + ". She deleted the customer table.")) == 1


def test_a_comment_reaches_neither_too_far_back_nor_too_far_ahead() -> None:
    comment = "<!-- goodcatch: allow CF1 their words -->"
    sentence = "We should have known. "
    assert len(check(sentence + "x " * 11_000 + comment)) == 1
    assert check(sentence + "x " * 9_000 + comment) == []
    assert len(check(comment + "\n" + "x\n" * 11_000 + sentence)) == 1
    assert check(comment + "\n" + "x\n" * 9_000 + sentence) == []
    assert len(check(sentence + "\n\n" + comment + " x\n\n" + sentence)) == 2
    assert len(check(comment + "\n\n" + sentence + "\n" + comment + "\nx\n\n" + sentence)) == 2
