"""What a project may set: rules off or on, with a reason, for all of it or for some paths."""

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import NamedTuple

from goodcatch_wording.rules import PROFILES, known_languages, language

_FILES = {"pyproject.toml": ("tool", "goodcatch-wording"), ".goodcatch.toml": ("wording",)}


class ConfigError(ValueError):
    """A setting that cannot be followed; the text is a sentence for the person who wrote it."""


class Switch(NamedTuple):
    """Some rules, switched off or on, why, and the paths it holds for (all when empty)."""

    rules: tuple[str, ...]
    on: bool
    reason: str
    paths: tuple[str, ...] = ()

    def holds_for(self, path: str | None) -> bool:
        """Tell whether the switch holds for a path; without a path only general switches do."""
        if not self.paths:
            return True
        if path is None:
            return False
        name = PurePath(path).as_posix().removeprefix("./")
        return any(_matches(name, wanted) for wanted in self.paths)


class Config(NamedTuple):
    """A project's settings."""

    switches: tuple[Switch, ...] = ()
    profile: str | None = None
    language: str | None = None

    def codes(self, profile: str, code: str, path: str | None = None) -> frozenset[str]:
        """List the rules that are on in a profile, for a path: later switches win."""
        known = {rule.code: rule.on for rule in language(code).rules if profile in rule.profile.split()}
        for switch in self.switches:
            if switch.holds_for(path):
                known.update({rule: switch.on for rule in switch.rules if rule in known})
        return frozenset(rule for rule, on in known.items() if on)


def _matches(name: str, wanted: str) -> bool:
    """Match a path with `*` and `**`; a pattern without a slash is looked for in every folder."""
    wanted = wanted.removeprefix("./")
    if "/" not in wanted:
        return any(fnmatchcase(part, wanted) for part in name.split("/"))
    if wanted.endswith("/"):
        wanted += "**"
    return fnmatchcase(name, wanted.replace("**", "*")) or fnmatchcase(name, wanted.replace("**/", ""))


def read(path: Path) -> Config:
    """Read the settings of one file; raises ConfigError with a sentence when they cannot be followed."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from error
    found: object = data
    for name in _FILES.get(path.name, ("wording",)):
        found = found.get(name, {}) if isinstance(found, Mapping) else {}
    if not isinstance(found, Mapping):
        raise ConfigError(f"{path}: the settings for wording must be a table.")
    return _config(found, str(path))


def nearest(folder: Path) -> Config:
    """Read the settings nearest to a folder, looking upwards; none found means none set."""
    for place in (folder, *folder.parents):
        for name in (".goodcatch.toml", "pyproject.toml"):
            candidate = place / name
            if candidate.is_file():
                config = read(candidate)
                if config != Config() or name == ".goodcatch.toml":
                    return config
    return Config()


def _config(data: Mapping[str, object], where: str) -> Config:
    unknown = set(data) - {"profile", "language", "off", "on"}
    if unknown:
        raise ConfigError(f"{where}: '{min(unknown)}' is no setting; known are profile, language, off and on.")
    profile, code = data.get("profile"), data.get("language")
    if profile is not None and profile not in PROFILES:
        raise ConfigError(f"{where}: the profile is 'review' or 'statement', not '{profile}'.")
    if code is not None and not isinstance(code, str):
        raise ConfigError(f"{where}: the language is a code such as 'en'.")
    switches = [
        _switch(entry, name == "on", where)
        for name in ("off", "on")
        for entry in _tables(data.get(name, []), name, where)
    ]
    return Config(tuple(switches), profile if isinstance(profile, str) else None, code)


def _tables(value: object, name: str, where: str) -> list[Mapping[str, object]]:
    if isinstance(value, list) and all(isinstance(entry, Mapping) for entry in value):
        return value
    raise ConfigError(f"{where}: '{name}' is a list of tables, each with rules and a reason.")


def _switch(entry: Mapping[str, object], on: bool, where: str) -> Switch:
    name = "on" if on else "off"
    unknown = set(entry) - {"rules", "reason", "paths"}
    if unknown:
        raise ConfigError(f"{where}: '{min(unknown)}' is not known under '{name}'; known are rules, reason and paths.")
    rules, paths, reason = _strings(entry.get("rules")), _strings(entry.get("paths", [])), entry.get("reason")
    if not rules:
        raise ConfigError(f"{where}: every entry under '{name}' names its rules, such as rules = [\"UN\"].")
    if paths is None:
        raise ConfigError(f'{where}: paths is a list, such as paths = ["docs/**"].')
    if not isinstance(reason, str) or not reason.strip():
        raise ConfigError(f"{where}: {', '.join(rules)} is switched {name} without a reason; say why in one sentence.")
    known = {rule.code for code in known_languages() for rule in language(code).rules}
    for rule in rules:
        if rule not in known:
            raise ConfigError(f"{where}: there is no rule {rule}; known are {', '.join(sorted(known))}.")
    return Switch(tuple(rules), on, reason, tuple(paths))


def _strings(value: object) -> list[str] | None:
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return value
    return None
