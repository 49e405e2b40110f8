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
        return self._before(tokens, len(tokens))

    def _before(self, tokens: list[str], end: int) -> str:
        lower = [token.lower().replace("’", "'").rstrip("'") or token for token in tokens]
        at = self._skip_auxiliaries(lower, end - 1)
        if at < 0:
            return "none"
        word = lower[at]
        if word in self.words["joining"] or word in ",;:()—–":
            return self._joined(tokens, lower, at)
        start = self._clause_start(tokens, lower, at)
        return self._head(tokens, lower, start, at)

    def _skip_auxiliaries(self, lower: list[str], at: int) -> int:
        skipped = self.words["auxiliary"]
        while at >= 0 and (lower[at] in skipped or (lower[at].endswith("ly") and len(lower[at]) > 4)):
            at -= 1
        if at >= 1 and lower[at] == "," and lower[at - 1] in self.words["aside"]:
            # 'the nurse, however, failed': step over what stands between two commas
            back = at - 2
            if back >= 0 and lower[back] == ",":
                return self._skip_auxiliaries(lower, back - 1)
            return back if back < 0 else at
        return at

    def _joined(self, tokens: list[str], lower: list[str], at: int) -> str:
        """Read 'she stopped and forgot': the second verb belongs to the first one's subject."""
        if at == 0 or lower[at] in ";:(":
            return "none"
        return self._first(tokens, lower, at)

    def _first(self, tokens: list[str], lower: list[str], end: int) -> str:
        start = end
        while start > 0 and lower[start - 1] not in ";:()—–" and lower[start - 1] not in self.words["opening"]:
            start -= 1
        opening = lower[start:end]
        for at, word in enumerate(opening):
            kind = PRONOUNS.get(word)
            if kind:
                return self._person(kind, lower, start + at)
            if word in self.words["finite"] or (at and word.endswith("ed")):
                return self._head(tokens, lower, start, start + at - 1) if at else "none"
        return "unknown" if opening and lower[end] != "," else "none"

    def _clause_start(self, tokens: list[str], lower: list[str], at: int) -> int:
        start = at
        while start > 0:
            word = lower[start - 1]
            if word in ",;:()—–" or word in self.words["opening"]:
                break
            if word == "that" and (lower[start] in self.words["article"] or lower[start] in PRONOUNS or tokens[start][0].isupper()):
                break
            start -= 1
        return start

    def _head(self, tokens: list[str], lower: list[str], start: int, end: int) -> str:
        """Classify the noun that tokens[start:end + 1] turn on."""
        last = lower[end]
        if last in PRONOUNS:
            return self._person(PRONOUNS[last], lower, end)
        if last in ("which", "that") and end > start:
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
        if token[0] in THING + SAYING:
            return "thing" if token[0] == THING else "unknown"
        if token[0] == "@":
            return "mention"
        before = lower[head - 1] if head > start else ""
        name = self._name(tokens, lower, start, head)
        if name:
            return name
        if before in self.words["title"]:
            return "name"
        if word.isdigit() or word in self.words["ordinal"]:
            return self._noun(tokens, lower, start, head - 1) if head > start else "unknown"
        kind = self._kind(word)
        if kind in ("either", "person", "outsider") and before in self.words["machine_part"]:
            return "thing"
        if kind == "either" and before in self.words["human_part"]:
            return "role"
        if kind in ("person", "group"):
            return "role"
        if kind == "product":
            return "thing"
        return kind or self._unknown(token, head, start)

    def _name(self, tokens: list[str], lower: list[str], start: int, head: int) -> str:
        token = tokens[head]
        if not token[0].isupper() or _ODD.search(token):
            return ""
        if lower[head] in self.names:
            return "name"
        if head > start and tokens[head - 1][0].isupper() and lower[head - 1] in self.names:
            return "name"
        return ""

    def _unknown(self, token: str, head: int, start: int) -> str:
        word = token.lower()
        if word in self.words["article"]:
            return "none"
        if _TRADE.search(word):
            return "role"
        return "stranger" if token[0].isupper() and not _ODD.search(token) and head == start else "unknown"

    def _kind(self, word: str) -> str:
        for form in self._singulars(word):
            if form in self.kinds:
                return self.kinds[form]
        for part in (word.rpartition("-")[2], word.rpartition("/")[2]):
            if part != word:
                return self._kind(part)
        return ""

    @staticmethod
    def _singulars(word: str) -> tuple[str, ...]:
        word = word.rstrip("'")
        if word.endswith("ies"):
            return word, word[:-3] + "y", word[:-1]
        if word.endswith("es"):
            return word, word[:-1], word[:-2]
        if word.endswith("s"):
            return word, word[:-1]
        return (word,)

    def _person(self, kind: str, lower: list[str], at: int) -> str:
        """Take 'they' for people unless the only plural before it is a thing; 'who' follows people."""
        if kind == "person":
            return "outsider" if at and self._kind(lower[at - 1]) == "outsider" else "role"
        if kind != "they":
            return kind
        for word in reversed(lower[:at]):
            found = self._kind(word)
            if found in ("person", "group", "outsider", "either"):
                return "outsider" if found == "outsider" else "they"
            if found in ("thing", "product") and word.endswith("s"):
                return "thing"
        return "they"
