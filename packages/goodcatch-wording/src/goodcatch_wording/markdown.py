"""Reads Markdown and plain text into prose of the same length, so that positions stay exact.

Whatever is not the writer's own prose (code, quotations, addresses, front matter, comments, tags) is
overwritten character by character; nothing is ever removed. Three marks remain in the prose:

* `\\n`    a place where one thought ends: a paragraph, list item, table cell or heading
* `THING`  stands where code or an address stood: a thing, never a person
* `SAYING` stands where somebody's words were quoted
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

THING = "\x02"
SAYING = "\x03"
PIECE = 65_536  # prose is handed on in pieces of about this size, cut between blocks
LONGEST = 262_144  # and cut at any line, should no block end before this

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_FRONT = re.compile(r"(---|\+\+\+)[ \t]*[\r\n]")
_EDGES = ("---", "+++")
_FENCE = re.compile(r"(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})(.*)")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t]|\Z)[ \t]*(?:\[[ xX]\](?=[ \t]))?")
_RULER = re.compile(r"(?:=+|-{2,}|[-*_](?:[ \t]*[-*_]){2,})[ \t]*\Z")
_REFERENCE = re.compile(r"\[[^\[\]^][^\[\]]{0,200}\]:[ \t]*\S")
_SKIPPED = re.compile(r"<(pre|script|style|textarea|blockquote|code)\b[^<>]{0,300}>|<!--", re.IGNORECASE)
_STAMP = re.compile(r"\d{1,4}[-:/.]\d{1,2}\b")
_INLINE = re.compile(
    r"`+"
    r"|<[a-zA-Z/!?][^<>\n]{0,300}>"
    r"|!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,200}\])?"
    r"|\]\([^()\n]{0,500}(?:\([^()\n]{0,200}\)[^()\n]{0,200}){0,4}\)"
    r"|\]\[[^\[\]\n]{0,200}\]"
    r"|\[\^[^\[\]\n]{1,40}\]:?"
    r"|(?:https?://|www\.)[^\s<>|\"]{1,2000}"
)
_QUOTES = (
    ('"', re.compile(r'"([^"\n]{1,600})"')),
    ("“", re.compile(r"[“]([^“”\n]{1,600})[”]")),
    ("„", re.compile(r"„([^„“”\n]{1,600})[“”]")),
    ("«", re.compile(r"«([^«»\n]{1,600})»")),
    ("‘", re.compile(r"‘((?:[^‘’\n]|’(?=\w)){1,600})’")),
    ("'", re.compile(r"'(?<![\w']')(?=\w)((?:[^'\n]|(?<=\w)'(?=\w)){3,300})(?<=[\w.,!?)])'(?![\w'])")),
)
_OPENING = frozenset("`~-*+0123456789=_#|>")
_UNDERSCORES = re.compile(r"_(?:(?<![A-Za-z0-9]_)|(?![A-Za-z0-9]))")
_FLAT = "*~[]\\\t\r\f\v\x00\x1c\x1d\x1e\x85\xa0\u2007\u2009\u202f"  # each read as a space


class Piece(NamedTuple):
    """Some prose, and where it begins in the whole text."""

    offset: int
    prose: str


class Reader:
    """Walks through a text once and hands on its prose in pieces."""

    def __init__(self, text: str, *, lines: bool = False) -> None:
        """Prepare to read `text`; with `lines`, every line is a thought of its own, not Markdown."""
        self.text = text
        self.lines = lines
        # what is being skipped over several lines: its closing mark, tag or comment's end
        self._within = "" if lines else self._front_matter()
        self._begun = False  # has the line that opens the front matter been passed?
        self._list_indent = -1
        self._quoted = False
        self._blank = True  # was the line before empty?
        self._code = False  # was it indented code?
        self._soft_start = self._soft = False  # does a line carry on the sentence before, may the next one?

    def pieces(self) -> Iterator[Piece]:
        """Yield the prose piece by piece; together the pieces are exactly as long as the text."""
        out: list[str] = []
        size = begun = 0
        eol = ""
        for match in _LINE.finditer(self.text):
            line, ending = match.groups()
            carries_on = self._soft
            self._soft_start = self._soft = False
            if self.lines:
                prose = line
            elif self._within:
                prose = self._inside(line)
            else:
                prose = self._block(line)
            if eol:
                # what a line's end means is known only once the next line is: the same thought, or a new one?
                goes_on = carries_on and self._soft_start
                out.append(" " * len(eol) if goes_on else eol if eol == "\n" else "\n".rjust(len(eol)))
                size += len(eol)
                if size > PIECE and (size > LONGEST or not goes_on):
                    yield Piece(begun, _inline("".join(out), self.lines))
                    begun, out, size = match.start(), [], 0
            out.append(prose)
            size += len(prose)
            eol = ending
        yield Piece(begun, _inline("".join(out), self.lines))

    def _inside(self, line: str) -> str:
        """Read a line of front matter, of fenced code or of a skipped element; it may be the last of it."""
        if self._within in _EDGES:
            if line.rstrip() == self._within and self._begun:
                self._within = ""
            self._begun = True
            return " " * len(line)
        if self._within[0] in "`~":
            return self._inside_fence(line)
        end = _end_of(self._within, line, 0)
        if end < 0:
            return " " * len(line)
        self._within = ""
        return " " * end + self._elements(line[end:])

    def _front_matter(self) -> str:
        """Tell which mark opens front matter at the very beginning, if one does and the same one closes it."""
        found = _FRONT.match(self.text)
        if not found or not re.compile(rf"[\r\n]{re.escape(found[1])}[ \t]*(?=[\r\n]|\Z)").search(
            self.text, found.end() - 1
        ):
            return ""
        return found[1]

    def _inside_fence(self, line: str) -> str:
        stripped = line.strip()
        if len(stripped) >= len(self._within) and not stripped.strip(self._within[0]):
            self._within = ""
        return " " * len(line)

    def _block(self, line: str) -> str:
        """Read a line that may begin something new: a list, a quotation, code, a heading, a table."""
        stripped = line.lstrip(" \t")
        if not stripped:
            self._blank, self._quoted = True, False
            return line
        indent = len(line) - len(stripped)
        blank, self._blank = self._blank, False
        if self._is_code(line, indent, blank):
            return " " * len(line)
        if stripped[0] in _OPENING:
            read = self._opened(line, stripped, indent)
            if read is not None:
                return read
        if self._quoted:  # a lazy line still belongs to the quotation above it
            return " " * len(line)
        return self._paragraph(line, stripped, indent, blank)

    def _opened(self, line: str, stripped: str, indent: int) -> str | None:
        """Read a line by the mark it begins with; None when the mark opens nothing."""
        first = stripped[0]
        fence = _FENCE.match(stripped)
        if fence and (fence[1][0] == "~" or "`" not in fence[2]):
            self._within = fence[1]
            return " " * len(line)
        item = _ITEM.match(stripped)
        if _RULER.match(stripped):
            read = " " * len(line)
        elif item:
            self._list_indent = indent + 2
            self._soft = True
            mark = indent + item.end()
            read = " " * mark + self._elements(line[mark:])
        elif first in "#|":
            read = self._elements(line.replace("#", " ") if first == "#" else line)
        else:
            self._quoted = self._quoted or first == ">"
            return " " * len(line) if first == ">" else None
        self._quoted = False
        return read

    def _paragraph(self, line: str, stripped: str, indent: int, blank: bool) -> str:
        if blank and indent < 2:
            self._list_indent = -1
        if stripped[0] == "[" and _REFERENCE.match(stripped):
            return THING * len(line)
        self._soft_start = not _STAMP.match(stripped)
        self._soft = not line.endswith(("  ", "\\"))
        return self._elements(line)

    def _is_code(self, line: str, indent: int, blank: bool) -> bool:
        """Tell whether a line is indented code: four deeper than its list or page, after an empty line."""
        if indent < 4 and "\t" not in line[:indent]:
            self._code = False
            return False
        indent = len(line[:indent].expandtabs(4))
        floor = max(self._list_indent, 0) + 4
        self._code = indent >= floor and (blank or self._code)
        return self._code

    def _elements(self, line: str) -> str:
        """Overwrite comments, and HTML elements that hold code or other people's words."""
        if "<" not in line:
            return line
        out: list[str] = []
        at = 0
        while found := _SKIPPED.search(line, at):
            closing = f"</{found[1].lower()}>" if found[1] else "-->"
            end = _end_of(closing, line, found.end())
            out.append(line[at : found.start()])
            if end < 0:
                self._within = closing
                self._soft = False
                return "".join(out) + " " * (len(line) - found.start())
            out.append((" " if closing == "-->" else THING) * (end - found.start()))
            at = end
        return "".join(out) + line[at:]


def _end_of(closing: str, line: str, at: int) -> int:
    """Find where a skipped element ends in a line; -1 when it goes on. Lower-casing could move places."""
    found = re.compile(re.escape(closing), re.IGNORECASE).search(line, at)
    return found.end() if found else -1


def _inline(prose: str, lines: bool) -> str:
    """Overwrite what is not the writer's own words within the lines, and flatten marks of emphasis."""
    if not lines:
        prose = _without_spans(prose)
        if "|" in prose:
            prose = prose.replace("|", "\n")
    elif "://" in prose or "www." in prose:
        prose = _without_spans(prose)
    for opening, pattern in _QUOTES:
        if opening in prose:
            prose = pattern.sub(_quotation, prose)
    for mark in _FLAT:  # several passes in C are faster than one table for all Unicode
        prose = prose.replace(mark, " ")
    return _UNDERSCORES.sub(_blank, prose)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _quotation(found: re.Match[str]) -> str:
    """Overwrite somebody's words; a single word in quotation marks is the writer's own emphasis."""
    words = found[1]
    if " " in words.strip():
        return SAYING * len(found[0])
    return f" {words} "


def _without_spans(prose: str) -> str:
    out: list[str] = []
    at = 0
    while found := _INLINE.search(prose, at):
        start, end = found.span()
        mark = THING
        if found[0][0] == "`":
            end = _code_end(prose, found[0], end)
        elif found[0][0] in "]<[":
            mark = " "
        out.append(prose[at:start])
        out.append(mark * (end - start))
        at = end
    return "".join(out) + prose[at:]


def _code_end(prose: str, ticks: str, at: int) -> int:
    """Find where a code span ends: at the next run of just as many ticks in the same block."""
    limit = min(at + 2000, len(prose))
    block = prose.find("\n", at, limit)
    if block >= 0:
        limit = block
    look = at
    while (look := prose.find(ticks, look, limit)) >= 0:
        end = look
        while end < limit and prose[end] == "`":
            end += 1
        if end - look == len(ticks):
            return end
        look = end
    return at
