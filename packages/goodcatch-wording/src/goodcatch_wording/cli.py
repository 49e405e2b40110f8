"""The command: `goodcatch-wording FILE…` reads files, `goodcatch-wording explain CODE` tells what a rule means."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from goodcatch_wording import __version__, formats
from goodcatch_wording.api import check_text
from goodcatch_wording.config import Config, ConfigError, nearest, read
from goodcatch_wording.explain import as_terminal
from goodcatch_wording.formats import Checked
from goodcatch_wording.rules import PROFILES, Rule, known_languages, language

FOUND, WRONG = 1, 2


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong with a command line."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG, f"goodcatch-wording: {message}. 'goodcatch-wording --help' shows how it is used.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and hand back its exit code: 0, 1 for findings with --strict, 2 for wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        _accept_any_character(stream)
    try:
        if given[:1] == ["explain"] and not Path("explain").exists():
            return _explain(given[1:])
        return _check(_options(given))
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _accept_any_character(stream: TextIO) -> None:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")


def _options(given: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(
        prog="goodcatch-wording",
        usage="goodcatch-wording [options] FILE|-…  or  goodcatch-wording explain CODE",
        description="Points at words in an incident write-up that judge people, and asks a question instead.",
        epilog="Exit codes: 0 done; 1 findings, with --strict only; 2 it could not be run as asked.",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="Markdown or text; - reads the standard input; .txt is read line by line",
    )
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    parser.add_argument(
        "--profile", choices=PROFILES, help="review (default) for analyses, statement for a leader's own words"
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 when anything was found")
    parser.add_argument(
        "--config", metavar="FILE", help="settings; otherwise the nearest .goodcatch.toml or pyproject.toml"
    )
    parser.add_argument("--name", default="-", metavar="FILE", help="the name that the standard input goes by")
    parser.add_argument("--version", action="version", version=f"goodcatch-wording {__version__}")
    return parser.parse_args(given)


def _check(options: argparse.Namespace) -> int:
    try:
        config = read(Path(options.config)) if options.config else nearest(Path.cwd())
        profile = options.profile or config.profile or "review"
        results = [_checked(file, options.name, profile, config) for file in options.files]
    except ConfigError as error:
        return _wrong(str(error))
    except OSError as error:
        return _wrong(f"{error.filename} cannot be read: {error.strerror}.")
    sys.stdout.write(_written(results, options.format, profile))
    found = sum(len(result.findings) for result in results)
    if options.format == "text" and found:
        sys.stderr.write(f"{found} place{'s' if found > 1 else ''} to look at again; suggestions, not verdicts.\n")
    return FOUND if found and options.strict else 0


def _checked(file: str, name: str, profile: str, config: Config) -> Checked:
    raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    text = raw.decode("utf-8-sig", errors="replace")
    shown = name if file == "-" else file
    lines = shown.lower().endswith(".txt")
    found = check_text(text, language=None, profile=profile, config=config, path=_relative(shown), lines=lines)
    return Checked(shown, text, found)


def _relative(file: str) -> str:
    path = Path(file)
    return os.path.relpath(path) if path.is_absolute() else file


def _written(results: Sequence[Checked], form: str, profile: str) -> str:
    if form == "json":
        return formats.as_json(results)
    if form == "sarif":
        return formats.as_sarif(results, profile)
    if form == "github":
        return formats.as_github(results)
    return formats.as_text(results, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)


def _explain(given: Sequence[str]) -> int:
    rules = _all_rules()
    if len(given) != 1:
        return _wrong(f"explain takes one code: {', '.join(rules)}.")
    rule = rules.get(given[0].upper())
    if rule is None:
        return _wrong(f"there is no rule {given[0]}; known are {', '.join(rules)}.")
    sys.stdout.write(as_terminal(rule))
    return 0


def _all_rules() -> dict[str, Rule]:
    return {rule.code: rule for code in known_languages() for rule in language(code).rules}


def _wrong(sentence: str) -> int:
    sys.stderr.write(f"goodcatch-wording: {sentence}\n")
    return WRONG
