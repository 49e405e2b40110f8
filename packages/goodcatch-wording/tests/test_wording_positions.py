"""A finding points at its very characters, whatever surrounds them."""

from itertools import pairwise

import pytest

from goodcatch_wording import Finding, check
from goodcatch_wording.api import check_text

BLAME = "We should have known"
WORDS = "should have known"


def one(text: str) -> Finding:
    found = check(text)
    assert len(found) == 1, found
    finding = found[0]
    assert text[finding.start : finding.end] == finding.words
    return finding


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Count again, slowly and differently."""
    lines = text[:at].replace("\r\n", "\0\n").replace("\r", "\n").replace("\0\n", "\n").split("\n")
    begun = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at))
    return len(lines), at - begun


@pytest.mark.parametrize(
    "text",
    [
        BLAME + ".",
        "# Title\n\n" + BLAME + ".",
        "# Title\r\n\r\n" + BLAME + ".\r\n",
        "One.\rTwo.\r" + BLAME + ".",
        "Prélude — 😀 𝔘𝔫𝔦 e\u0301. " + BLAME + ".",
        "| Time | Event |\n|---|---|\n| 10:00 | " + BLAME + " |\n",
        "- one\n- [x] two\n  - " + BLAME + "\n",
        "1. one\n2) " + BLAME + "\n",
        "See [the log](https://example.org/a_(b)) first. " + BLAME + " [1][ref].\n\n[ref]: https://example.org\n",
        "---\ntitle: We should have known\n---\n\n" + BLAME + ".",
        "+++\ntitle = 'We should have known'\n+++\n" + BLAME + ".",
        "```\nWe should have known.\n```\n\n" + BLAME + ".",
        "~~~~ text\nWe should have known.\n~~~\n~~~~\n" + BLAME + ".",
        "> We should have known.\nlazy: we should have known.\n\n" + BLAME + ".",
        "<!-- We should have known.\nWe should have known. -->\n\n" + BLAME + ".",
        "<pre>\nWe should have known.\n</pre>\n" + BLAME + ".",
        "text\n\n    We should have known.\n\n" + BLAME + ".",
        "She wrote “we should have known” and left. " + BLAME + ".",
        'She wrote "we should have known" and left. ' + BLAME + ".",
        "Il a dit « we should have known » hier. " + BLAME + ".",
        "Setext\n======\n" + BLAME + "\n------\n",
        "\ufeff" + BLAME + ".",
        "a\tb\u00a0c " + BLAME + ".",
        "![We should have known](x.png) " + BLAME + ".",
        "<span title='x'>Note</span> " + BLAME + ".",
    ],
)
def test_the_place_is_exact(text: str) -> None:
    finding = one(text)
    assert finding.words == WORDS
    assert finding.start == text.rindex(WORDS)
    assert (finding.line, finding.column) == line_and_column(text, finding.start)
    assert (finding.end_line, finding.end_column) == (finding.line, finding.column + len(WORDS))


def test_words_over_a_line_end_have_two_lines() -> None:
    text = "First.\r\nIt would have been\r\nbetter to wait."
    finding = one(text)
    assert finding.words == "would have been\r\nbetter"
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (2, 4, 3, 7)


def test_emphasis_within_the_words_changes_nothing() -> None:
    assert one("We **should** _have_ noticed the alarm.").words == "should** _have_ noticed"


def test_several_findings_come_in_the_order_of_the_text() -> None:
    text = "\r\n".join(["We failed to check it.", "", "It was careless.", "", "Mistakes were made."])
    found = check(text)
    assert [(finding.code, finding.line) for finding in found] == [("CF2", 1), ("TR", 3), ("PASS", 5)]
    assert [text[finding.start : finding.end] for finding in found] == [finding.words for finding in found]


def test_what_lies_within_another_finding_is_told_once() -> None:
    found = check("The response team was too slow to react, and it took us too long.")
    spans = [(finding.start, finding.end) for finding in found]
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in pairwise(spans))


def test_a_text_file_is_judged_line_by_line() -> None:
    text = "The engineer\nfailed to check the valve\n# We should have known\n    We should have asked\n"
    found = check_text(text, language=None, profile="review", config=None, lines=True)
    assert [(finding.line, finding.code) for finding in found] == [(3, "CF1"), (4, "CF1")]
    joined = check_text(text, language=None, profile="review", config=None)
    assert [(finding.line, finding.code) for finding in joined][:1] == [(2, "CF2")], "in Markdown it is one sentence"


def test_a_long_text_is_read_in_pieces_without_losing_a_place() -> None:
    block = "The pump started.\n\nWe should have known.\n\n"
    text = block * 8_000
    found = check(text)
    assert len(found) == 8_000
    assert all(text[finding.start : finding.end] == WORDS for finding in found)
    assert found[-1].line == 4 * 7_999 + 3
    assert [finding.start for finding in found] == [text.index(WORDS) + number * len(block) for number in range(8_000)]
