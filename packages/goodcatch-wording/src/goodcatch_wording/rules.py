"""Reads the rules of a language from its file, and makes patterns of them.

A rule file holds words, fragments and rules; `languages/en.toml` explains the notation at its beginning.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from goodcatch_wording.subjects import INCLUDES, Subjects

_LANGUAGES = Path(__file__).resolve().parent / "languages"  # importlib.resources would take longer than the rules
PROFILES = ("review", "statement")
_KEPT = re.compile(r"(\[(?:\\.|[^\]\\])*\]|\(\?<[=!][^()]*\))")  # classes and look-behinds keep their width
_SPACE = re.compile(r" (?![*?+{])")
_NAME = re.compile(r"(?<!\?P)(?<!\(\?)<([a-z_]+)>")


class Pattern:
    """One form in which a rule meets a text. Every guard is optional, and compiled when first asked for."""

    def __init__(self, entry: Mapping[str, Any], macros: Mapping[str, str]) -> None:
        """Take over a pattern of the rule file."""
        before = entry.get("before", [])
        kinds = entry.get("subject", "").split()
        self._entry = entry
        self._macros = macros
        self._befores = [before] if isinstance(before, str) else before
        self.cues: tuple[str, ...] = tuple(entry["cue"].split())
        self.subject = frozenset(kind for name in kinds for kind in (name, *INCLUDES.get(name, ())))
        self.subject_at_before: bool = entry.get("subject_at") == "before"
        self.ends: str = entry.get("ends", "")
        self.timeline: bool = entry.get("timeline", True)

    @cached_property
    def find(self) -> re.Pattern[str]:
        """What must stand at the cue."""
        return _compile(self._entry["find"], self._macros)

    @cached_property
    def before(self) -> tuple[re.Pattern[str], ...]:
        """What must be found in the sentence before it, each of them."""
        return tuple(_compile(text, self._macros) for text in self._befores)

    def guard(self, name: str) -> re.Pattern[str] | None:
        """Hand back another guard by its name in the rule file, if the pattern has it."""
        return self._guards[name] if name in self._guards else self._guarded(name)

    @cached_property
    def _guards(self) -> dict[str, re.Pattern[str] | None]:
        return {}

    def _guarded(self, name: str) -> re.Pattern[str] | None:
        text = self._entry.get(name)
        self._guards[name] = _compile(text, self._macros) if text else None
        return self._guards[name]


class Rule(NamedTuple):
    """A class of wording: what it is, why it is questioned, and examples either way."""

    code: str
    name: str
    profile: str
    on: bool
    message: str
    suggestion: str
    why: str
    source: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    patterns: tuple[Pattern, ...]


class Language(NamedTuple):
    """All that is known of one language."""

    code: str
    rules: tuple[Rule, ...]
    subjects: Subjects
    own: frozenset[str]
    others: frozenset[str]
    silent: Mapping[str, re.Pattern[str]]
    timeline: re.Pattern[str]


def known_languages() -> tuple[str, ...]:
    """List the codes of the languages that have a rule file."""
    return tuple(sorted(path.stem for path in _LANGUAGES.glob("*.toml")))


@cache
def language(code: str) -> Language:
    """Read a language's rule file; it must be one of `known_languages()`."""
    return build(tomllib.loads((_LANGUAGES / f"{code}.toml").read_text(encoding="utf-8")))


def build(data: Mapping[str, Any]) -> Language:
    """Make a language of a rule file's content."""
    words = {name: frozenset(text.split()) for name, text in data["words"].items()}
    macros = _macros(data["words"], data["fragments"])
    return Language(
        code=data["language"],
        rules=tuple(_rule(entry, macros) for entry in data["rule"]),
        subjects=Subjects(words),
        own=frozenset(data["telling"]["own"].split()),
        others=frozenset(data["telling"]["others"].split()) - frozenset(data["telling"]["own"].split()),
        silent={name: _compile(text, macros) for name, text in data["guards"]["silent"].items()},
        timeline=_compile(data["guards"]["timeline"], macros),
    )


def _macros(words: Mapping[str, str], fragments: Mapping[str, str]) -> dict[str, str]:
    macros = {name: f"(?:{any_of(text.split())})" for name, text in words.items()}
    people = words["person"].split() + words["either"].split()
    macros["person_any"] = f"(?:{any_of(people)}s?)"
    for name, text in fragments.items():
        macros[name] = _expand(text, macros)
    return macros


def any_of(words: Iterable[str]) -> str:
    """Write a pattern for any of many words that shares their beginnings: it is tried at every word of a text."""
    branches: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        branches.setdefault(word[:1], []).append(word[1:])
    ended = branches.pop("", None) is not None
    parts = [
        re.escape(first) + (any_of(rests) if rests != [""] else "")
        for first, rests in sorted(branches.items(), reverse=True)
    ]
    if len(parts) == 1 and not ended:
        return parts[0]
    return ("(?:" + "|".join(parts) + ")" + ("?" if ended else "")) if parts else ""


def _expand(text: str, macros: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: macros[found[1]], text)


def _compile(text: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(_gaps(_expand(text, macros)))


def _gaps(text: str) -> str:
    """Let every space stand for a gap, which may be wider where marks of emphasis were."""
    parts = _KEPT.split(text)
    return "".join(part if number % 2 else _SPACE.sub(" +", part) for number, part in enumerate(parts))


def _rule(entry: Mapping[str, Any], macros: Mapping[str, str]) -> Rule:
    return Rule(
        **{name: entry[name] for name in ("code", "name", "profile", "on", "message", "suggestion", "why", "source")},
        must=tuple(entry["must"]),
        must_not=tuple(entry["must_not"]),
        patterns=tuple(Pattern(pattern, macros) for pattern in entry["pattern"]),
    )
