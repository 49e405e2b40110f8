"""Finds in a text what the rules point at.

The text is read once, as prose (markdown.py). In it, cue words are looked for; only where one stands are the
patterns tried that begin with it, and only where one fits are the sentence, its subject and the guards looked
at. All look-backs and look-aheads are bounded, so the time grows with the text's length and no faster.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from goodcatch_wording.finding import Finding
from goodcatch_wording.markdown import Reader
from goodcatch_wording.rules import Language, Pattern, Rule, any_of, language

SENTENCE = 600  # a sentence is looked for this far to either side
REACH = 20_000  # and a comment that allows a rule reaches this far at most
_END = re.compile(r"[.!?…]+[\"'”’)]*[ \t]+(?=[\"'“‘(]*[^\W_a-z]|[\"'“‘(]*[@\x02\x03])")
_LAST_WORD = re.compile(r"(?<![\w.])([\w.]+)\Z")
_ABBREVIATIONS = frozenset(
    "e.g i.e eg ie etc vs cf no nr approx dr mr mrs ms prof st inc ltd dept resp fig incl a.m p.m".split()
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"[^\W\d_]+")
LATIN = "\u024f"  # letters beyond belong to other scripts
_LONE_RETURN = re.compile(r"\r(?!\n)")
_ALLOW = re.compile(
    r"<!--[ \t]{0,20}goodcatch:[ \t]{0,20}allow[ \t]{1,20}"
    r"([A-Z][A-Z0-9]{1,9}(?:[ \t]{0,5},[ \t]{0,5}[A-Z][A-Z0-9]{1,9}){0,40})[ \t]{1,20}"
    r"(?!-->)([^\s>][^\r\n]{0,300}?)[ \t]{0,20}-->"
)
_BLANK_LINE = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t]*(?=[\r\n])")


class _Index(NamedTuple):
    cue: re.Pattern[str]
    patterns: Mapping[str, tuple[tuple[Rule, Pattern], ...]]


@lru_cache(maxsize=64)
def _index(code: str, codes: frozenset[str]) -> _Index:
    """Make one pattern of all cues of the rules that are switched on, and say which patterns each begins."""
    patterns: dict[str, list[tuple[Rule, Pattern]]] = {}
    for rule in language(code).rules:
        if rule.code in codes:
            for pattern in rule.patterns:
                for cue in dict.fromkeys(pattern.cues):
                    patterns.setdefault(cue, []).append((rule, pattern))
    whole = any_of(cue for cue in patterns if cue[0] != "'")
    ends = "|".join(re.escape(cue) for cue in sorted(patterns) if cue[0] == "'")
    either = "|".join(part for part in (rf"\b(?:{whole})" if whole else "", ends) if part)
    return _Index(
        re.compile(rf"(?:{either})(?:(?!\w)|(?=n't))" if either else r"(?!)"),
        {cue: tuple(found) for cue, found in patterns.items()},
    )


def find(text: str, *, code: str, codes: frozenset[str], profile: str, lines: bool) -> list[Finding]:
    """Find what the rules named by `codes` point at, in the order of the text."""
    index = _index(code, codes)
    known = language(code)
    hits: list[tuple[int, int, Rule]] = []
    for offset, prose in Reader(text, lines=lines).pieces():
        hits += [
            (offset + start, offset + end, rule)
            for start, end, rule in _Passage(text, offset, prose, known, profile).hits(index)
        ]
    return _located(text, _permitted(text, _outermost(hits)))


def fold(prose: str) -> str:
    """Lower the case and straighten apostrophes without changing any position."""
    return prose.replace("İ", "I").lower().replace("’", "'").replace("‘", "'").replace("ʼ", "'")


class _Passage:
    """A piece of prose, with what has been found out about the sentence last looked at."""

    def __init__(self, text: str, offset: int, prose: str, known: Language, profile: str) -> None:
        self.text = text
        self.offset = offset
        self.prose = prose
        self.folded = fold(prose)
        self.known = known
        self.silent = known.silent.get(profile)
        self.start = self.end = -1
        self.may_speak: bool | None = None

    def hits(self, index: _Index) -> Iterable[tuple[int, int, Rule]]:
        folded = self.folded
        for cue in index.cue.finditer(folded):
            for rule, pattern in index.patterns[cue[0]]:
                match = pattern.find.match(folded, cue.start())
                if match:
                    self._look_at(cue.start())
                    if match.end() <= self.end and self._fits(pattern, match) and self._may_speak():
                        yield match.start(), match.end(), rule

    def _look_at(self, at: int) -> None:
        """Find the sentence around a place, unless it is the one already looked at."""
        if self.start <= at < self.end:
            return
        low, high = max(0, at - SENTENCE), min(len(self.prose), at + SENTENCE)
        low = max(low, self.prose.rfind("\n", low, at) + 1)
        stop = self.prose.find("\n", at, high)
        high = high if stop < 0 else stop
        self.start, self.end = low, high
        for ending in _END.finditer(self.prose, low, high):
            word = _LAST_WORD.search(self.folded, max(low, ending.start() - 12), ending.start())
            if word and word[1] in _ABBREVIATIONS:
                continue
            if ending.end() > at:
                self.end = ending.end()
                break
            self.start = ending.end()
        self.may_speak = None

    def _may_speak(self) -> bool:
        """Tell whether the sentence is one to speak of: in this language, and not about misconduct."""
        if self.may_speak is None:
            sentence = self.folded[self.start : self.end]
            self.may_speak = _speaks(sentence, self.known) and not (self.silent and self.silent.search(sentence))
        return self.may_speak

    def _fits(self, pattern: Pattern, match: re.Match[str]) -> bool:
        before = self.folded[self.start : match.start()]
        after = self.folded[match.end() : self.end]
        subject_end = len(before)
        for number, wanted in enumerate(pattern.before):
            found = wanted.search(before)
            if not found:
                return False
            if number == 0 and pattern.subject_at_before:
                subject_end = found.start()
        if (after_it := pattern.guard("after")) and not after_it.search(after):
            return False
        if (in_it := pattern.guard("match")) and not in_it.search(match[0]):
            return False
        if pattern.ends and not after.rstrip(" \"')").endswith(pattern.ends):
            return False
        if pattern.subject:
            lead = self.prose[self.start : self.start + subject_end]
            if self.known.subjects.of(lead) not in pattern.subject:
                return False
        return not self._guarded(pattern, match, before, after)

    def _guarded(self, pattern: Pattern, match: re.Match[str], before: str, after: str) -> bool:
        if (guard := pattern.guard("unless_match")) and guard.search(match[0]):
            return True
        if (guard := pattern.guard("unless_before")) and guard.search(before):
            return True
        if (guard := pattern.guard("unless_after")) and guard.search(after):
            return True
        sentence = before + match[0] + after
        if (guard := pattern.guard("unless")) and guard.search(sentence):
            return True
        if (guard := pattern.guard("needs")) and not guard.search(sentence):
            return True
        return not pattern.timeline and self._in_timeline(match.start())

    def _in_timeline(self, at: int) -> bool:
        at += self.offset
        low = max(0, at - SENTENCE)
        start = max(self.text.rfind("\n", low, at), self.text.rfind("\r", low, at), low - 1) + 1
        return self.known.timeline.search(self.text[start:at].lower()) is not None


def sentences(text: str) -> list[tuple[int, int]]:
    """List where the sentences of a text stand, so that findings can be counted per sentence.

    Code, quotations that stand alone, front matter and empty cells are no sentences; at least one word is.
    """
    places = []
    for offset, prose in Reader(text).pieces():
        begun = 0
        for block in prose.split("\n"):
            start = begun
            begun += len(block) + 1
            for ending in (*_END.finditer(block), None):
                end = ending.end() if ending else len(block)
                word = _LAST_WORD.search(block[: ending.start()].lower()) if ending else None
                if word and word[1] in _ABBREVIATIONS:
                    continue
                if re.search(r"[^\W\d_]", prose[start : begun - 1 - len(block) + end]):
                    places.append((offset + start, offset + begun - 1 - len(block) + end))
                start = begun - 1 - len(block) + end
    return places


def _speaks(sentence: str, known: Language) -> bool:
    """Tell whether a sentence is in the language: by its little words, and by its script."""
    words = _WORD.findall(sentence)
    own = sum(word in known.own for word in words)
    others = sum(word in known.others for word in words)
    foreign = sum(max(word) > LATIN for word in words)
    return own >= others and own >= foreign


def _outermost(hits: list[tuple[int, int, Rule]]) -> list[tuple[int, int, Rule]]:
    """Keep one finding per place: what lies within another finding is told by that one."""
    kept: list[tuple[int, int, Rule]] = []
    for start, end, rule in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if kept and (end <= kept[-1][1] or (start < kept[-1][1] and rule.code == kept[-1][2].code)):
            continue
        kept.append((start, end, rule))
    return kept


def _permitted(text: str, hits: list[tuple[int, int, Rule]]) -> list[tuple[int, int, Rule]]:
    """Leave out what the writer allowed, with a reason, in a comment."""
    if not hits or "goodcatch:" not in text:
        return hits
    allowed = [
        (*_reach(text, found.start(), found.end()), frozenset(re.findall(r"[A-Z0-9]+", found[1])))
        for found in _ALLOW.finditer(text)
    ]
    allowed.sort(key=lambda allowance: allowance[0])
    starts = [start for start, _, _ in allowed]
    kept = []
    for hit in hits:
        near = allowed[bisect_left(starts, hit[0] - 2 * REACH) : bisect_right(starts, hit[0])]
        if not any(end > hit[0] and hit[2].code in codes for _, end, codes in near):
            kept.append(hit)
    return kept


def _reach(text: str, start: int, end: int) -> tuple[int, int]:
    """Say what a comment covers: its own line, or, alone on its line, what follows up to an empty line."""
    low = max(0, start - REACH)
    first = max(text.rfind("\n", low, start), text.rfind("\r", low, start), low - 1) + 1
    ending = _LINE_END.search(text, end, end + REACH)
    last = ending.start() if ending else min(len(text), end + REACH)
    if ending and not text[first:start].strip() and not text[end:last].strip():
        blank = _BLANK_LINE.search(text, last, last + REACH)
        return first, blank.start() if blank else min(len(text), last + REACH)
    return first, last


def _located(text: str, hits: list[tuple[int, int, Rule]]) -> list[Finding]:
    """Count lines and columns, in one walk over the text."""
    if not hits:
        return []
    lined = text if text.count("\r") == text.count("\r\n") else _LONE_RETURN.sub("\n", text)
    findings = []
    at = begins = 0  # so far, and where the line begins that holds it
    line = 1
    for start, end, rule in hits:
        line += lined.count("\n", at, start)
        begins = max(begins, lined.rfind("\n", at, start) + 1)
        at = start
        further = lined.count("\n", start, end)
        last_begins = lined.rfind("\n", start, end) + 1 if further else begins
        findings.append(
            Finding(
                start=start,
                end=end,
                line=line,
                column=start - begins + 1,
                end_line=line + further,
                end_column=end - last_begins + 1,
                code=rule.code,
                name=rule.name,
                words=text[start:end],
                message=rule.message,
                suggestion=rule.suggestion,
            )
        )
    return findings
