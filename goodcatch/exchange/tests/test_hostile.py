"""Broken, strange and hostile sources: a sentence or a document, and always soon."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodcatch.exchange.readers import Document, NotAPostmortem, Unreadable, accounted, diff, read
from goodcatch.exchange.readers.markdown import LARGEST_SOURCE

FRAME = "# Outage\n\n## Summary\n\nIt broke on 2020-01-02.\n\n## Timeline\n\n- 10:00 a\n- 10:05 b\n\n"
pytestmark = pytest.mark.only_on("sqlite")  # text is read, and nothing asked of a database: once is enough
PIECES = (
    "# Timeline", "## Summary", "### 10:00", "### 2020-01-02", "- 10:00 a", "  - nested", "- [x] done", "1. one",
    "| time | event |", "|---|---|", "| 10:00 | a |", "```", "> quoted", "---", "===", "<!-- c -->", "<div>", "",
    "    code", "**Impact:** x", "Severity: 2", "[a]: http://b", "[^1]: note", "All times in CET", "text", "-", "* * *",
    "23:50 late", "00:10 early", "- a: b", "## Action items", "## Root cause", "- **Timeline**:", "\t- tab", "T+5 x",
)  # fmt: skip


def whole_or_refused(text: str) -> Document | None:
    try:
        document = read(text.encode())
    except (NotAPostmortem, Unreadable):
        return None
    account = accounted(document, text)
    assert account.whole, account
    return document


def outcome(source: bytes) -> str:
    """Return the title read, or the sentence that says why nothing was."""
    try:
        return read(source).title
    except Unreadable as error:
        return error.reason if error.line >= 1 and error.reason.endswith(".") else ""
    except NotAPostmortem as refusal:
        return refusal.reason if refusal.reason.endswith(".") else ""


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_whatever_the_lines_nothing_is_lost(pieces: list[str]) -> None:
    whole_or_refused(FRAME + "\n".join(pieces))


def test_what_the_parser_passes_over_inside_an_entry_is_kept() -> None:
    document = whole_or_refused(FRAME + "[a]: http://b\n```\nlog\n```\n")
    assert document is not None
    assert [part.text for part in document.unplaced] == ["```\nlog\n```"]


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=300))
def test_whatever_the_characters_nothing_is_lost(text: str) -> None:
    whole_or_refused(FRAME + text)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_document_or_a_sentence(source: bytes) -> None:
    assert outcome(source)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=20), st.lists(st.sampled_from(PIECES), max_size=20))
def test_a_diff_leads_from_the_one_to_the_other(one: list[str], other: list[str]) -> None:
    old, new = (whole_or_refused(FRAME + "\n".join(pieces)) for pieces in (one, other))
    if old and new:
        changes = diff(old, new)
        added = sum(1 for change in changes if change.old is None)
        removed = sum(1 for change in changes if change.new is None)
        assert len(list(old.content())) + added - removed == len(list(new.content()))


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        (b"", 1, "empty"),
        (b" \n\n", 1, "empty"),
        (b"# A\n\nna\xefve\n", 3, "UTF-8"),
        ("# A\n".encode("utf-16"), 1, "UTF-8"),
        (b"# A\n\n\x00\x01", 3, "control characters"),
        (b"a" * (LARGEST_SOURCE + 1), 1, "2 MiB"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(source: bytes, line: int, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(source)
    assert caught.value.line == line
    assert words in caught.value.reason


HOSTILE = {
    "a line of a megabyte": "a" * 1_000_000,
    "a line of digits": "1" * 1_000_000,
    "nested quotes": "\n".join(">" * n + " a" for n in range(1, 1000)),
    "a thousand lists in one another": "\n".join("  " * n + "- a" for n in range(700)),
    "brackets": "[" * 300_000,
    "links begun": "[a](" * 75_000,
    "stars": "**a " * 75_000,
    "comments begun": "<!--" * 75_000,
    "references": "[a]: http://b\n" * 20_000,
    "labels": "**Impact:** x\n" * 15_000,
    "owners": "- a " + "owner: " * 40_000,
    "dates": "2020-01-01 " * 30_000,
    "months": "January " * 40_000,
    "spaces": " " * 300_000 + "a",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_no_longer_than_its_length(name: str) -> None:
    begun = time.process_time()
    document = whole_or_refused(FRAME + HOSTILE[name])
    assert document is not None
    assert time.process_time() - begun < 15


def test_a_hundred_thousand_items_are_read() -> None:
    document = whole_or_refused(FRAME + "## Action items\n\n" + "- do it\n" * 100_000)
    assert document is not None
    assert len(document.actions) == 100_000
