"""Feeds the Markdown reader and the check with made-up texts, and holds each answer against what must be true.

    python tools/fuzz.py 1000000 [seed]

For every text: no error; the prose is exactly as long as the text, piece by piece; every finding lies inside
the text, in order, and its line and column lead back to it.
"""

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from goodcatch_wording import check  # noqa: E402
from goodcatch_wording.markdown import Reader  # noqa: E402

PARTS = (
    [
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        " ",
        "  ",
        "\t",
        "    ",
        "\\",
        "\x00",
        "\x02",
        "\x03",
        "\x1c",
        "\u2028",
        "\ufeff",
        "\u00a0",
    ]
    + [
        "`",
        "``",
        "```",
        "~~~",
        "````py",
        "$",
        "***",
        "**",
        "*",
        "__",
        "_",
        "~~",
        "#",
        "## ",
        "===",
        "---",
        "+++",
        "|",
        "|---|",
    ]
    + [
        "- ",
        "* ",
        "1. ",
        "10) ",
        "- [ ] ",
        "> ",
        ">> ",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "[^1]",
        "[x]: ",
        "<",
        ">",
        "<!--",
        "-->",
    ]
    + [
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "<blockquote>",
        "</blockquote>",
        "<b>",
        "&nbsp;",
        "https://a.b/c_(d)",
        "www.x.y",
    ]
    + [
        '"',
        "'",
        "“",
        "”",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "İ",
        "ß",
        "ﬁ",
        "😀",
        "e\u0301",
        "\ud800",
        "\U0010ffff",
        "原因",
        "ошибка",
    ]
    + ["<!-- goodcatch: allow CF1 why -->", "<!-- goodcatch: allow", " reason -->", "10:42 ", "2024-01-02 "]
    + [
        "We ",
        "she ",
        "The nurse ",
        "the pod ",
        "Tomas ",
        "who ",
        "that ",
        "which ",
        "and ",
        ", ",
        ". ",
        "? ",
        "! ",
        ": ",
        "; ",
        "e.g. ",
    ]
    + [
        "should ",
        "could ",
        "have ",
        "not ",
        "n't ",
        "noticed ",
        "failed to check ",
        "forgot to ask ",
        "was careless ",
        "missed the ",
    ]
    + [
        "human error ",
        "root cause: ",
        "to blame ",
        "mistakes were made ",
        "must be more careful ",
        "why did you ",
        "in hindsight ",
    ]
    + [
        "ignored the ",
        "always ",
        "never ",
        "only a few ",
        "beyond our control ",
        "it was decided ",
        "broke the build ",
        "if only ",
    ]
)


def made_up(chance: random.Random) -> str:
    """Put a text together from parts that Markdown or the rules take notice of."""
    return "".join(chance.choices(PARTS, k=chance.randrange(1, 28)))


def hold(text: str) -> int:
    """Raise AssertionError when an answer breaks a promise; hand back how much was found."""
    at = 0
    for piece in Reader(text).pieces():
        assert piece.offset == at, "pieces follow each other"
        at += len(piece.prose)
    assert at == len(text), "the prose is as long as the text"
    found = 0
    for profile in ("review", "statement"):
        last = 0
        lines = text.replace("\r\n", "\n\n").replace("\r", "\n")
        for finding in check(text, profile=profile):
            assert last <= finding.start < finding.end <= len(text), "findings lie in the text, in order"
            assert text[finding.start : finding.end] == finding.words
            before = text[: finding.start].replace("\r\n", "\n").replace("\r", "\n")
            assert finding.line == before.count("\n") + 1
            assert finding.column == finding.start - (lines.rfind("\n", 0, finding.start) + 1) + 1
            assert (finding.end_line, finding.end_column) >= (finding.line, finding.column)
            last = finding.start
            found += 1
    return found


def main() -> None:
    """Run as many texts as asked for, and say what came of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261122
    chance = random.Random(seed)
    begun = time.perf_counter()
    found = characters = 0
    for number in range(count):
        text = made_up(chance)
        characters += len(text)
        try:
            found += hold(text)
        except Exception as error:
            sys.exit(f"text {number} of seed {seed} breaks a promise: {error!r}\n{text!r}")
    seconds = time.perf_counter() - begun
    print(
        f"{count} texts of seed {seed}, {characters} characters, {found} findings, no promise broken, {seconds:.0f} s"
    )


if __name__ == "__main__":
    main()
