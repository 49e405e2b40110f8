"""What the world tells the house: one frozen, typed Env, read once, all problems in one message."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from goodcatch.kernel import clock

PREFIX = "GOODCATCH_"
NEVER = "never"
"""A prepare_threshold in the database's URL: statements are not prepared, for poolers that cannot keep them."""


class EnvProblems(Exception):
    """Every problem of the settings, in sentences, so that one start names them all."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The settings need a look:\n" + "\n".join(f"  - {p}" for p in problems))


def _setting(default: str, what: str, *, secret: bool = False) -> str:
    value: str = field(default=default, repr=not secret, metadata={"what": what, "default": default, "secret": secret})
    return value


@dataclass(frozen=True, slots=True)
class Env:
    """The settings as written, checked; every value has been found usable."""

    data_dir: Path = field(
        default=Path("./var"),
        metadata={
            "what": "Folder for the database, keys and files of this installation.",
            "default": "./var",
        },
    )
    database_url: str = _setting(
        "",
        "postgres://user:password@host:port/name for PostgreSQL. "
        "Empty: the embedded SQLite database in the data folder.",
        secret=True,
    )
    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = field(
        default=8765,
        metadata={"what": "Port to listen on; 0 takes a free one.", "default": "8765"},
    )
    base_url: str = _setting(
        "",
        "Address under which people reach Goodcatch, for links in mail. Empty: http://HOST:PORT.",
    )
    secret_key: str = _setting(
        "",
        "Key that signs sessions and forms. Empty: one is made in the data folder and kept.",
        secret=True,
    )
    record_key: str = _setting(
        "",
        "Key that signs the record, 64 hexadecimal digits, the same on every machine. Empty: one is made in the data "
        "folder and kept. Keep a copy apart from the database: without it the record can still be read, not proved.",
        secret=True,
    )
    mail_url: str = _setting(
        "",
        "smtp://user:password@host:587 (STARTTLS), smtps://host:465 (TLS) or smtp+plain://host:25. "
        "Empty: mail is written to files in the data folder.",
        secret=True,
    )
    mail_from: str = _setting("Goodcatch <goodcatch@localhost>", "Sender of mail.")
    zone: str = _setting(
        "UTC",
        "Time zone of the house, such as Europe/Oslo; people and units may have their own.",
    )
    demo: bool = field(
        default=False,
        metadata={
            "what": "yes: load the demo organisation and its sign-in page.",
            "default": "no",
        },
    )
    log_format: str = _setting("console", "console or json.")
    proxies: int = field(
        default=0,
        metadata={
            "what": "How many proxies of your own stand in front of it, 0 to 9, each adding to X-Forwarded-For: floods "
            "are told apart by the address that the outermost of them saw. It is neither kept nor logged.",
            "default": "0",
        },
    )
    threads: int = field(
        default=16,
        metadata={
            "what": "Threads of the web process, 2 to 64; all but 4 of them may wait in line for a costly hash.",
            "default": "16",
        },
    )
    file_mb: int = field(
        default=30,
        metadata={"what": "Largest picture, document or text that is taken, in MB, 1 to 60.", "default": "30"},
    )
    video_mb: int = field(
        default=200,
        metadata={
            "what": "Largest sound, video or other file that is kept as it is, in MB, 1 to 2000.",
            "default": "200",
        },
    )

    @property
    def embedded(self) -> bool:
        """True where the house keeps its own SQLite database."""
        return not self.database_url

    @property
    def address(self) -> str:
        """The address people use, without a slash at its end."""
        return self.base_url.rstrip("/") or f"http://{self.host}:{self.port}"


Check = Callable[[str], object]


def _number(low: int, high: int) -> Check:
    def read(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise ValueError(f"is '{text}', and would be a whole number from {low} to {high}")
        return int(text)

    return read


def _yes_no(text: str) -> bool:
    if text.lower() not in {"yes", "no", "true", "false", "1", "0"}:
        raise ValueError(f"is '{text}', and would be yes or no")
    return text.lower() in {"yes", "true", "1"}


def _zone(text: str) -> str:
    if text not in clock.zones():
        raise ValueError(f"is '{text}', and would be a zone such as Europe/Oslo")
    return ZoneInfo(text).key


def _database(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("would begin with postgres:// and end with the database's name")
    prepare = dict(parse_qsl(parts.query)).get("prepare_threshold", NEVER)
    if prepare != NEVER and not prepare.isdecimal():
        raise ValueError(f"names a prepare_threshold that would be a whole number, or '{NEVER}'")
    return text


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError(f"is '{text}', and would be like https://goodcatch.example.org, without a path")
    return text


def _mail(text: str) -> str:
    if urlsplit(text).scheme not in {"smtp", "smtps", "smtp+plain"} or not urlsplit(text).hostname:
        raise ValueError("would be smtp://, smtps:// or smtp+plain:// with a host")
    return text


def _key(text: str) -> str:
    try:
        right = len(bytes.fromhex(text)) == 32
    except ValueError:
        right = False
    if not right:
        raise ValueError("would be 64 hexadecimal digits, as `openssl rand -hex 32` makes them")
    return text


def _log_format(text: str) -> str:
    if text not in {"console", "json"}:
        raise ValueError(f"is '{text}', and would be console or json")
    return text


CHECKS: dict[str, Check] = {
    "data_dir": Path,
    "database_url": _database,
    "base_url": _web_address,
    "record_key": _key,
    "mail_url": _mail,
    "port": _number(0, 65535),
    "threads": _number(2, 64),
    "file_mb": _number(1, 60),
    "video_mb": _number(1, 2000),
    "proxies": _number(0, 9),
    "zone": _zone,
    "demo": _yes_no,
    "log_format": _log_format,
}


def read(environ: Mapping[str, str]) -> Env:
    """Read the settings from environment variables, `NAME_FILE` meaning 'the value stands in this file'.

    Raises EnvProblems, naming every problem at once; a secret's value is never part of the message.
    """
    problems: list[str] = []
    values: dict[str, object] = {}
    for setting in fields(Env):
        name = PREFIX + setting.name.upper()
        text = _text_of(name, environ, problems)
        if text:
            try:
                values[setting.name] = CHECKS.get(setting.name, str)(text)
            except ValueError as problem:
                problems.append(f"{name} {problem}.")
    known = {PREFIX + s.name.upper() for s in fields(Env)}
    problems += [
        f"{name} is not a setting of Goodcatch; the settings page of the docs lists them all."
        for name in sorted(environ)
        if name.startswith(PREFIX) and name not in known and name.removesuffix("_FILE") not in known
    ]
    if problems:
        raise EnvProblems(problems)
    return Env(**values)  # type: ignore[arg-type]  # each value went through its own check


def _text_of(name: str, environ: Mapping[str, str], problems: list[str]) -> str:
    path = environ.get(name + "_FILE", "")
    if not path:
        return environ.get(name, "").strip()
    if environ.get(name):
        problems.append(f"{name} and {name}_FILE are both set; one of them would be right.")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        problems.append(f"{name}_FILE names a file that cannot be read as text; a readable file would be right.")
        return ""


@cache
def env() -> Env:
    """Give the settings of this process, read once."""
    return read(os.environ)


def kept_secret(directory: Path, name: str, *, size: int = 32) -> bytes:
    """Give the secret kept in `directory/name`, made at the first call; readable by the owner alone.

    Two processes may ask at once: the file is made exclusively, and who comes second reads the first one's.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = directory / name
    fresh = directory / f".{name}.{secrets.token_hex(8)}"
    if not path.exists():
        handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(size))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()


def settings_table() -> str:
    """Give the table of settings for the docs, in Markdown."""
    rows = ["| variable | default | what |", "|---|---|---|"]
    for setting in fields(Env):
        name = PREFIX + setting.name.upper()
        shown = f"`{name}`" + (f" or `{name}_FILE`" if setting.metadata.get("secret") else "")
        default = setting.metadata["default"]
        rows.append(f"| {shown} | {f'`{default}`' if default else ''} | {setting.metadata['what']} |")
    return "\n".join(rows) + "\n"
