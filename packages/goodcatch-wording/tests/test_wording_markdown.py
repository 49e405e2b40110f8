"""The Markdown reader: what is prose, what is not, and that it never loses a character."""

import random
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcatch_wording import check
from goodcatch_wording.engine import fold, sentences
from goodcatch_wording.markdown import LONGEST, PIECE, SAYING, THING, Reader

fuzz = import_module("fuzz")


def prose(text: str, *, lines: bool = False) -> str:
    pieces = list(Reader(text, lines=lines).pieces())
    whole = "".join(piece.prose for piece in pieces)
    assert len(whole) == len(text)
    return whole


def shown(text: str) -> list[str]:
    """Split prose into its thoughts, marks shown as T and S, gaps as one space."""
    read = prose(text).replace(THING, "T").replace(SAYING, "S")
    return [" ".join(part.split()) for part in read.split("\n") if part.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", ["one two"]),
        ("one  \ntwo", ["one", "two"]),
        ("one\\\ntwo", ["one", "two"]),
        ("one\n\ntwo", ["one", "two"]),
        ("one\n10:00 two", ["one", "10:00 two"]),
        ("# one #\ntwo", ["one", "two"]),
        ("one\n===\ntwo\n---\nthree\n* * *\nfour", ["one", "two", "three", "four"]),
        ("| a | b |\n|---|:-:|\n| c | d |", ["a", "b", "---", ":-:", "c", "d"]),
        ("- a\n- b\n  c\n+ [x] d\n* [ ] e\n1. f\n2) g", ["a", "b c", "d", "e", "f", "g"]),
        ("-\n- a", ["a"]),
        ("a `b c` d ``e ` f`` g", ["a TTTTT d TTTTTTTTT g"]),
        ("a ` b\n\nc ` d", ["a T b", "c T d"]),
        ("a ``` b", ["a TTT b"]),
        ("```py\na\n```\nb", ["b"]),
        ("~~~ x`y\na\n~~~\nb", ["b"]),
        ("``` a`b\nc", ["TTT aTb c"]),
        ("- ```\n  a\n  ```\n- b", ["b"]),
        ("````\n```\na\n`````\nb", ["b"]),
        ("```\nnever closed", []),
        ("a\n\n    code\n\n    more\nb", ["a", "b"]),
        ("a\n    no code", ["a no code"]),
        ("    code\na\n    no code", ["a no code"]),
        ("a\n\n   three are no code", ["a", "three are no code"]),
        (" \tcode", []),
        ("- a\n\n  b\n\n      code\n\nc", ["a", "b", "c"]),
        ("- a\n\nb\n\n    code", ["a", "b"]),
        ("\tcode", []),
        ("- a\n\n\tb", ["a", "b"]),
        ("> quote\nlazy\n\na", ["a"]),
        ("> quote\n- item", ["item"]),
        ("> quote\n# head", ["head"]),
        ("> quote\n| cell |", ["cell"]),
        ("> quote\n***\na", ["a"]),
        ("[a](b) [c](d(e)f) [g][h] [i][] [j]", ["a c g i j"]),
        ("![a](b) c ![d][e] ![f]", ["TTTTTTT c TTTTTTT TTTT"]),
        ("[a]: http://b.c\nd", ["TTTTTTTTTTTTTTT", "d"]),
        ("a[^1] b\n\n[^1]: c", ["a b", "c"]),
        ("a https://b.c/d e www.f.g h <http://i.j> k", ["a TTTTTTTTTTTTT e TTTTTTT h k"]),
        ("a <b>c</b> <br/> d", ["a c d"]),
        ("a <!-- b --> c <!-- d\ne\nf --> g", ["a c", "g"]),
        ("a <!-- never closed\nb", ["a"]),
        ("a <code>b</code> c <PRE>d</pre> e", ["a " + "T" * 14 + " c " + "T" * 12 + " e"]),
        ("<blockquote>a\nb</blockquote> c", ["c"]),
        ("<script>\na\n</script> b <style>c</style>", ["b " + "T" * 16]),
        ('a "b c" d "e" f', ["a SSSSS d e f"]),
        ("a “b c” d „e f“ g «h i» j ‘k l’ m", ["a SSSSS d SSSSS g SSSSS j SSSSS m"]),
        ("a 'b c' d's e' f", ["a SSSSS d's e' f"]),
        ("a ‘we didn’t go’ b", ["a " + "S" * 14 + " b"]),
        ('a "never closed', ['a "never closed']),
        ("**a** _b_ __c__ ~~d~~ e_f \\*g", ["a b c d e_f g"]),
        ("---\na: b\n---\nc", ["c"]),
        ("---\r\na: b\r\n--- \r\nc", ["c"]),
        ("+++\na\n+++\nb", ["b"]),
        ("---\nnever closed", ["never closed"]),
        ("a\n---\nb\n---\n", ["a", "b"]),
        ("", []),
        ("\r\r\n\n", []),
    ],
)
def test_what_is_prose(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_in_a_text_file_every_line_is_prose_but_quotations_and_addresses() -> None:
    read = prose('# a\n    b | c\n> d "e f" https://g.h\n`i`\n', lines=True)
    assert read.replace(SAYING, "S").replace(THING, "T") == "# a\n    b | c\n> d SSSSS TTTTTTTTTTT\n`i`\n".replace(
        "`i`", "TTT"
    )
    assert prose("`a`\n", lines=True) == "`a`\n"


def test_pieces_are_cut_between_blocks_and_long_blocks_at_lines() -> None:
    blocks = [piece.prose for piece in Reader("word " * 20 + "\n\n" * 2_000 + ("line\n" * 10 + "\n") * 4_000).pieces()]
    assert len(blocks) > 2 and all(len(block) < PIECE + 200 for block in blocks)
    lines = [piece.prose for piece in Reader("a line\n" * 80_000).pieces()]
    assert len(lines) == 3 and all(len(block) < LONGEST + 200 for block in lines)


def test_folding_never_moves_a_place() -> None:
    moved = [chr(code) for code in range(0x110000) if len(fold(chr(code))) != 1]
    assert moved == []
    assert fold("İ’S ‘x ʼ") == "i's 'x '"


def test_sentences_are_counted_where_words_are() -> None:
    text = (
        "One is here. Two, e.g. The third, is here! 3.5 is none? Four is.\n\n| | 12:00 | a b |\n\n```\nno. No.\n```\n"
    )
    found = [" ".join(text[start:end].split()) for start, end in sentences(text)]
    assert found == ["One is here.", "Two, e.g. The third, is here!", "3.5 is none?", "Four is.", "a b"]


@given(st.text(alphabet=st.characters(), max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_a_promise(text: str) -> None:
    fuzz.hold(text)


@given(st.lists(st.sampled_from(fuzz.PARTS), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_markup_breaks_a_promise(text: str) -> None:
    fuzz.hold(text)


def test_thousands_of_made_up_texts_break_no_promise() -> None:
    chance = random.Random(1)
    assert sum(fuzz.hold(fuzz.made_up(chance)) for _ in range(8_000)) > 2_000


@pytest.mark.parametrize("surrogate", ["\ud800 We should have asked.", "We should have asked\udfff."])
def test_half_characters_are_read_too(surrogate: str) -> None:
    assert [finding.code for finding in check(surrogate)] == ["CF1"]
