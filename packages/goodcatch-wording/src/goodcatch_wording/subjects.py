"""Finds out who or what a verb belongs to: a person, a machine, nobody in particular.

No grammar is parsed. From the verb the words are read backwards to the beginning of its clause, and the head
of what stands there is looked up in the language's word lists. What cannot be told is called `unknown`, and
the rules keep silent on it unless the verb is one that only people do.
"""

import re
from collections.abc import Mapping

from goodcatch_wording.markdown import SAYING, THING

_TOKEN = re.compile(rf"[{THING}{SAYING}]+|@?[^\W_]+(?:['’./_-][^\W_]+)*['’]?|[,;:()—–]")
_ODD = re.compile(r"[^\W\d_][a-z]*[A-Z\d]|[._/\d]|^[A-Z]{2,}$")
_TRADE = re.compile(r"(?:ician|ologist|iatrist|ographer|woman|person|(?<!l)ist|[a-z]{3}man)s?$")
REACH = 240  # so many characters before a verb are read

_PARTS = re.compile(r"[-/]")
_PLURALS = (("", ""), ("s", ""), ("es", ""), ("ies", "y"))
STOPS = ",;:()—–"
_SIGNS = {THING: "thing", SAYING: "unknown", "@": "mention"}
_MEANS = {"person": "role", "group": "role", "product": "thing"}
PRONOUNS = {
    "i": "i",
    "we": "we",
    "you": "you",
    "he": "he",
    "she": "he",
    "who": "person",
    "they": "they",
}
INCLUDES = {  # a pattern that allows the kind on the left also allows those on the right
    "person": ("he", "they", "role"),
    "name": ("name", "mention"),
}


class Subjects:
    """The words of one language that tell people from things."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        """Prepare to look up subjects in the word lists of a language."""
        self.words = words
        self.kinds = {}
        for kind in ("thing", "product", "outsider", "group", "person", "activity", "either"):
            for word in words[kind]:
                self.kinds[word] = kind
        self.names = words["name"]

    def of(self, before: str) -> str:
        """Name the kind of subject that the text `before` a verb ends in.

        `before` is the sentence up to the verb, in its own case. The kinds are: i, we, you, he, they, role,
        name, mention, stranger (a capitalised word that is no known name), outsider, either, activity,
        thing, unknown, and none where nobody is named.
        """
        tokens = _TOKEN.findall(before[-REACH:])
        lower = [token.lower().replace("’", "'").rstrip("'") or token for token in tokens]
        at = self._skip_auxiliaries(tokens, lower, len(tokens) - 1)
        if at < 0:
            return "none"
        if lower[at] in self.words["joining"] or lower[at] in STOPS:
            return self._first(tokens, lower, at)
        return self._head(tokens, lower, self._clause_start(tokens, lower, at), at)

    def _skip_auxiliaries(self, tokens: list[str], lower: list[str], at: int) -> int:
        """Step back over auxiliaries, adverbs and asides: 'the nurse, however, had simply failed'."""
        while at >= 0 and (
            lower[at] in self.words["auxiliary"] or (tokens[at].islower() and tokens[at].endswith("ly"))
        ):
            at -= 1
        if at >= 1 and lower[at] == "," and lower[at - 1] in self.words["aside"]:
            if at == 1:
                return -1
            if lower[at - 2] == ",":
                return self._skip_auxiliaries(tokens, lower, at - 3)
        return at

    def _first(self, tokens: list[str], lower: list[str], end: int) -> str:
        """Read 'she stopped and forgot': the second verb belongs to the first one's subject."""
        if lower[end] in ";:(":
            return "none"
        start = end
        while start > 0 and lower[start - 1] not in ";:()—–" and lower[start - 1] not in self.words["opening"]:
            start -= 1
        for at in range(start, end):
            if lower[at] in PRONOUNS:
                return self._person(PRONOUNS[lower[at]], lower, at)
            if at > start and (lower[at] in self.words["finite"] or lower[at].endswith("ed")):
                return self._head(tokens, lower, start, at - 1)
        return "none" if start == end or lower[end] == "," else "unknown"

    def _clause_start(self, tokens: list[str], lower: list[str], at: int) -> int:
        start = at
        while start > 0:
            word = lower[start - 1]
            if word in STOPS or word in self.words["opening"]:
                break
            begins = lower[start] in self.words["article"] or lower[start] in PRONOUNS or tokens[start][0].isupper()
            if word == "that" and begins:  # 'we noticed that the nurse failed', but 'the code that creates them failed'
                break
            start -= 1
        return start

    def _head(self, tokens: list[str], lower: list[str], start: int, end: int) -> str:
        """Classify the noun that tokens[start:end + 1] turn on."""
        last = lower[end]
        if last in PRONOUNS:
            return self._person(PRONOUNS[last], lower, end)
        if last in self.words["relative"] and end > start:
            return self._head(tokens, lower, start, end - 1)
        if lower[start] in self.words["preposition"] and end > start:
            start = self._last_article(lower, start, end)
        head = end
        for at in range(start + 1, end + 1):
            if lower[at] in self.words["postmodifier"]:
                head = at - 1
                break
        if lower[head] in self.words["quantity"] and head + 2 <= end:
            head = end
        if lower[start].endswith("ing") and head > start and lower[start] not in self.kinds:
            return "thing"
        return self._noun(tokens, lower, start, head)

    def _last_article(self, lower: list[str], start: int, end: int) -> int:
        for at in range(end, start, -1):
            if lower[at] in self.words["article"]:
                return at
        return min(start + 1, end)

    def _noun(self, tokens: list[str], lower: list[str], start: int, head: int) -> str:
        token, word = tokens[head], lower[head]
        if token[0] in _SIGNS:
            return _SIGNS[token[0]]
        before = lower[head - 1] if head > start else ""
        if self._is_name(token, word, before):
            return "name"
        if before and (word.isdigit() or word in self.words["ordinal"]):
            return self._noun(tokens, lower, start, head - 1)
        kind = self._kind(word)
        if kind in ("either", "person", "outsider") and before in self.words["machine_part"]:
            return "thing"
        if kind == "either" and before in self.words["human_part"]:
            return "role"
        return _MEANS.get(kind, kind) or self._unknown(token, head, start)

    def _is_name(self, token: str, word: str, before: str) -> bool:
        """Tell whether a word is somebody's name: known as one, or after a known one, or after a title."""
        if not token[0].isupper() or _ODD.search(token):
            return False
        return word in self.names or before in self.names or before in self.words["title"]

    def _unknown(self, token: str, head: int, start: int) -> str:
        word = token.lower()
        if word in self.words["article"] or word in self.words["preposition"]:
            return "none"
        if _TRADE.search(word):
            return "role"
        return "stranger" if token[0].isupper() and not _ODD.search(token) and head == start else "unknown"

    def _kind(self, word: str) -> str:
        """Look a word up, as it is, without its plural, or by the last part of a compound."""
        for plural, singular in _PLURALS:
            if word.endswith(plural) and (form := word.removesuffix(plural) + singular) in self.kinds:
                return self.kinds[form]
        last = _PARTS.split(word)[-1]
        return self._kind(last) if last != word else ""

    def _person(self, kind: str, lower: list[str], at: int) -> str:
        """Take 'they' for people unless the only plural before it is a thing; 'who' follows people."""
        if kind == "person":
            return "outsider" if at and self._kind(lower[at - 1]) == "outsider" else "role"
        if kind != "they":
            return kind
        for word in reversed(lower[:at]):
            found = self._kind(word)
            if found in ("person", "group", "either"):
                return "they"
            if found == "outsider" or (found == "thing" and word.endswith("s")):
                return found
        return "they"
