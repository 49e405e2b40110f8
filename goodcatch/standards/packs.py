"""Reads law packs: one TOML file for each edition, beside this file in `law/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from goodcatch.standards.terms import (
    Anonymous,
    Authority,
    Days,
    Handlers,
    Kept,
    LawPack,
    Months,
    Oral,
    Outside,
    Rule,
    Source,
    Way,
)

FOLDER = Path(__file__).parent / "law"


class BadPack(ValueError):
    """A file that is no law pack: says which, and what is missing."""


@cache
def editions() -> dict[tuple[str, int], LawPack]:
    """Give every edition of every pack, by code and number; read once in each process."""
    found = [read(path) for path in sorted(FOLDER.glob("*.toml"))]
    return {(pack.code, pack.edition): pack for pack in found}


def newest() -> list[LawPack]:
    """Give the newest edition of each pack, by name."""
    last: dict[str, LawPack] = {}
    for pack in sorted(editions().values(), key=lambda each: each.edition):
        last[pack.code] = pack
    return sorted(last.values(), key=lambda pack: pack.name)


def read(path: Path) -> LawPack:
    """Read one file. Raises BadPack where something that a pack needs is missing or of another kind."""
    try:
        pack = _pack(tomllib.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as wrong:
        raise BadPack(f"{path.name}: {wrong!r}") from wrong
    if f"{pack.key}.toml" != path.name:
        raise BadPack(f"{path.name}: is named otherwise than the edition in it, {pack.key}")
    if set(pack.keep) != set(Kept.values):
        raise BadPack(f"{path.name}: says how long to keep {sorted(pack.keep)}, and should for {sorted(Kept.values)}")
    return pack


def _pack(raw: Mapping[str, Any]) -> LawPack:
    sources = {key: Source(**each) for key, each in raw["sources"].items()}
    outside = raw["outside"]
    return LawPack(
        code=str(raw["code"]),
        edition=int(raw["edition"]),
        jurisdiction=str(raw["jurisdiction"]),
        name=str(raw["name"]),
        scope=str(raw["scope"]),
        looked_up=raw["looked_up"],
        languages=tuple(raw["languages"]),
        sources=tuple(sources.values()),
        acknowledge=Days(int(raw["acknowledge"]["days"]), _rule(raw["acknowledge"], sources)),
        answer=_months(raw["answer"], sources),
        extension=_months(raw["extension"], sources),
        keep={each["kind"]: _months(each, sources) for each in raw["keep"]},
        oral=_oral(raw["oral"], sources),
        anonymous=Anonymous(rule=_rule(raw["anonymous"], sources), **_flags(raw["anonymous"], "must_be_taken")),
        handlers=Handlers(rule=_rule(raw["handlers"], sources), **_flags(raw["handlers"], "own", "group")),
        outside=Outside(
            rule=_rule(outside, sources),
            authorities=tuple(_authority(each, sources) for each in outside["authorities"]),
            **_flags(outside, "first"),
        ),
    )


def _oral(raw: Mapping[str, Any], sources: Mapping[str, Source]) -> Oral:
    odd = set(raw["consent"]) - set(Way.values)
    if odd:
        raise ValueError(f"consent: {sorted(odd)} are no ways of telling; {Way.values} are")
    days = raw.get("meeting_working_days")
    return Oral(
        rule=_rule(raw, sources),
        meeting_working_days=int(days) if days is not None else None,
        consent=tuple(raw["consent"]),
        **_flags(raw, "allowed", "transcribed", "signed", "meeting_owed"),
    )


def _rule(raw: Mapping[str, Any], sources: Mapping[str, Source]) -> Rule:
    return Rule(str(raw["article"]), sources[raw["source"]], str(raw.get("note", "")), str(raw.get("counsel", "")))


def _months(raw: Mapping[str, Any], sources: Mapping[str, Source]) -> Months:
    return Months(int(raw["months"]), _rule(raw, sources), bool(raw.get("by_law", True)))


def _flags(raw: Mapping[str, Any], *names: str) -> dict[str, Any]:
    wrong = [name for name in names if not isinstance(raw[name], bool)]
    if wrong:
        raise TypeError(f"{', '.join(wrong)}: true or false would be right")
    return {name: raw[name] for name in names}


def _authority(raw: Mapping[str, Any], sources: Mapping[str, Source]) -> Authority:
    if raw["source"] not in sources:
        raise KeyError(raw["source"])
    return Authority(
        str(raw["name"]), str(raw["about"]), str(raw["address"]), tuple(raw["languages"]), str(raw.get("counsel", ""))
    )
