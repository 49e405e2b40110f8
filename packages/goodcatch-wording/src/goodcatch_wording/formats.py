"""Writes findings for people and for programs: text, JSON, SARIF 2.1.0, GitHub annotations."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from goodcatch_wording import __version__
from goodcatch_wording.finding import Finding
from goodcatch_wording.rules import Rule, known_languages, language

_LINE_END = re.compile(r"\r\n|\r|\n")
_WIDTH = 100
HOME = "https://pypi.org/project/goodcatch-wording/"


class Checked(NamedTuple):
    """A file that was read, and what was found in it."""

    file: str
    text: str
    findings: Sequence[Finding]


def as_text(results: Iterable[Checked], *, colour: bool) -> str:
    """Write each finding with its line, a caret under its words, and a question to ask instead."""
    blocks = [_block(result.file, line, finding, colour) for result in results for finding, line in _with_lines(result)]
    return "\n".join(blocks)


def _with_lines(result: Checked) -> Iterable[tuple[Finding, str]]:
    for finding in result.findings:
        begun = finding.start - finding.column + 1
        ending = _LINE_END.search(result.text, begun)
        yield finding, result.text[begun : ending.start() if ending else None]


def _block(file: str, line: str, finding: Finding, colour: bool) -> str:
    bold, dim, tint, plain = ("\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m") if colour else ("", "", "", "")
    last = finding.end_column if finding.end_line == finding.line else len(line) + 1
    shown, caret = _window(line, finding.column - 1, last - 1)
    place = f"{_harmless(file)}:{finding.line}:{finding.column}"
    return (
        f"{bold}{place}{plain} {tint}{finding.code}{plain} {finding.message}\n"
        f"    {shown}\n"
        f"    {tint}{caret}{plain}\n"
        f"    {dim}Ask instead:{plain} {finding.suggestion}\n"
    )


def _window(line: str, start: int, end: int) -> tuple[str, str]:
    """Cut a long line around the words, and draw carets under them."""
    low = 0 if end <= _WIDTH else max(0, start - 30)
    high = max(end, low + _WIDTH)
    before = "…" if low else ""
    after = "…" if high < len(line) else ""
    shown = before + _harmless(line[low:high]) + after
    return shown, " " * (len(before) + start - low) + "^" * max(1, end - start)


def _harmless(line: str) -> str:
    """Replace what could move a terminal's cursor or colours; every character keeps its width of one."""
    return "".join(char if char.isprintable() else " " for char in line)


def as_json(results: Iterable[Checked]) -> str:
    """Write one array of findings."""
    rows = [
        {
            "file": result.file,
            "line": finding.line,
            "column": finding.column,
            "end_line": finding.end_line,
            "end_column": finding.end_column,
            "code": finding.code,
            "message": finding.message,
            "suggestion": finding.suggestion,
        }
        for result in results
        for finding in result.findings
    ]
    return json.dumps(rows, indent=2, ensure_ascii=True) + "\n"


def as_github(results: Iterable[Checked]) -> str:
    """Write workflow commands that GitHub shows as notices beside the lines of a pull request."""
    lines = []
    for result in results:
        for finding in result.findings:
            place = f"file={_property(result.file)},line={finding.line},endLine={finding.end_line}"
            if finding.line == finding.end_line:
                place += f",col={finding.column},endColumn={finding.end_column}"
            title = _property(f"{finding.code} {finding.name}")
            words = _data(f"{finding.message} Ask instead: {finding.suggestion}")
            lines.append(f"::notice {place},title={title}::{words}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(results: Iterable[Checked], profile: str) -> str:
    """Write a SARIF 2.1.0 log with one run; columns count code points, as everywhere here."""
    rules = rules_of(profile)
    number = {rule.code: at for at, rule in enumerate(rules)}
    found = [_result(result.file, finding, number[finding.code]) for result in results for finding in result.findings]
    driver = {
        "name": "goodcatch-wording",
        "version": __version__,
        "informationUri": HOME,
        "rules": [_descriptor(rule) for rule in rules],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": found}],
    }
    return json.dumps(log, indent=2, ensure_ascii=True) + "\n"


def rules_of(profile: str) -> list[Rule]:
    """List the rules of a profile in the order of their file."""
    return [rule for code in known_languages() for rule in language(code).rules if profile in rule.profile.split()]


def _descriptor(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split()),
        "shortDescription": {"text": rule.message},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"Ask instead: {rule.suggestion} Source: {rule.source}"},
        "defaultConfiguration": {"enabled": rule.on, "level": "note"},
    }


def _result(file: str, finding: Finding, rule: int) -> dict[str, object]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }
    place = {"artifactLocation": {"uri": quote(PurePath(file).as_posix(), safe="/:")}, "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": "note",
        "message": {"text": f"{finding.message} Ask instead: {finding.suggestion}"},
        "locations": [{"physicalLocation": place}],
    }
