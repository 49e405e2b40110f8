"""A private PostgreSQL for tests and measurements: made, used, stopped and gone.

    with postgres.cluster() as url: ...

or, around any command, with GOODCATCH_DATABASE_URL set for it:

    python -m tests.postgres pytest goodcatch/record

The server runs as an unprivileged user (PostgreSQL refuses root), listens on 127.0.0.1 alone, at a free port, and
asks for a password made for this one run. A keeper process owns it: when whoever asked for the cluster goes away,
however it goes, the pipe between the two closes, and the keeper stops the server by its process id and removes its
files. Should the keeper itself be killed, the kernel stops the server.
"""

import contextlib
import ctypes
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypedDict

import psycopg
from psycopg import sql

ROLE = "goodcatch"
URL_VARIABLE = "GOODCATCH_DATABASE_URL"
LOG_VARIABLE = "TESTS_POSTGRES_LOG"
TRIES = 3
READY_SECONDS = 60
STOP_SECONDS = 15
# Nothing in a test needs to survive a power cut, and of a few rows it takes longer to weigh how to join them than to
# join them. Measurements ask for a durable cluster and get PostgreSQL's defaults.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
UNWEIGHED = ("join_collapse_limit=1", "from_collapse_limit=1", "jit=off")
PR_SET_PDEATHSIG = 1  # linux/prctl.h


class PostgresMissing(Exception):
    """PostgreSQL's server programs are not on this machine."""


class PostgresFailed(Exception):
    """PostgreSQL is there, and did not start; the message holds what it said."""


def programs() -> Path | None:
    """Find the folder with initdb and postgres, the newest where there are several."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _version(folder: Path) -> int:
    return int(re.sub(r"\D", "", folder.parent.name) or 0)


@contextlib.contextmanager
def cluster(*, durable: bool = False, log: Path | None = None) -> Iterator[str]:
    """Run a PostgreSQL of one's own and give the URL of an empty database in it.

    `durable` keeps every commit on disk, as measurements need it. The server's log is kept at `log`, if given.
    Raises PostgresMissing where PostgreSQL is not installed, PostgresFailed where it does not start.
    """
    with beginning(durable=durable, log=log) as ready:
        yield ready()


@contextlib.contextmanager
def beginning(*, durable: bool = False, log: Path | None = None) -> Iterator[Callable[[], str]]:
    """Begin to start such a PostgreSQL, and give what waits until it answers and then gives its URL."""
    folder = programs()
    if folder is None:
        raise PostgresMissing("PostgreSQL's server is not installed; `make machine` installs it, or says how.")
    command = [sys.executable, str(Path(__file__).resolve()), "--keep", str(folder), "yes" if durable else "no"]
    if log is not None:
        log.parent.mkdir(parents=True, exist_ok=True)
        command.append(str(log.resolve()))
    keeper = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # an interrupt at the keyboard must not end the keeper before its work is done
    )

    def ready() -> str:
        assert keeper.stdout is not None
        word, _, rest = keeper.stdout.readline().partition(" ")
        if word != "ready":
            raise PostgresFailed(rest + keeper.stdout.read())
        return rest.strip()

    with keeper:  # leaving closes the pipe, at which the keeper ends the server, and waits for the keeper
        yield ready


@contextlib.contextmanager
def database(url: str) -> Iterator[str]:
    """Make a further empty database in the cluster of `url`, give its URL, and drop it afterwards."""
    name = f"own_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{url.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def free_port() -> int:
    """Find a port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def _unprivileged() -> _Identity:
    """Say whom PostgreSQL's programs run as: ourselves, unless we are root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _keep(folder: Path, log: Path | None, *, durable: bool) -> None:
    """Make and run the server until standard input closes, then stop it and remove its files."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    directory = Path(tempfile.mkdtemp(prefix="goodcatch-postgres-"))
    server = None
    try:
        password = _initialise(folder, directory)
        log = log or directory / "log"
        server, url = _start(folder, directory, log, password, () if durable else FORGETFUL + UNWEIGHED)
        print("ready", url, flush=True)
        sys.stdin.read()
    except (PostgresFailed, OSError) as problem:
        with contextlib.suppress(BrokenPipeError):
            print("failed", problem, flush=True)
    finally:
        if server is not None:
            _end(server)
        shutil.rmtree(directory, ignore_errors=True)


def _initialise(folder: Path, directory: Path) -> str:
    identity = _unprivileged()
    password = secrets.token_hex(16)
    password_file = directory / "password"
    password_file.write_text(password, encoding="ascii")
    if identity:
        for path in (directory, password_file):
            os.chown(path, identity["user"], identity["group"])
    command = [
        str(folder / "initdb"),
        f"--pgdata={directory / 'data'}",
        f"--username={ROLE}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C",
        "--no-sync",
    ]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False, **identity)
    password_file.unlink()
    if done.returncode:
        raise PostgresFailed(f"initdb could not make a cluster in {directory}:\n{done.stdout}{done.stderr}")
    return password


def _start(
    folder: Path, directory: Path, log: Path, password: str, settings: Sequence[str]
) -> tuple[subprocess.Popen[bytes], str]:
    for _ in range(TRIES):  # between finding a free port and listening on it, somebody else may take it
        port = free_port()
        fixed = ("listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={port}", "max_connections=200")
        command = [str(folder / "postgres"), "-D", str(directory / "data")]
        command += [word for setting in (*fixed, *settings) for word in ("-c", setting)]
        with log.open("ab") as log_file:
            server = subprocess.Popen(
                command,
                cwd=directory,
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=subprocess.STDOUT,
                preexec_fn=end_with_parent(signal.SIGQUIT),  # noqa: PLW1509 one system call, and no thread
                **_unprivileged(),
            )
        address = f"postgresql://{ROLE}:{password}@127.0.0.1:{port}"
        if _create_database(server, address):
            return server, f"{address}/{ROLE}"
        _end(server)
    raise PostgresFailed(f"PostgreSQL did not start; its log says:\n{log.read_text(errors='replace')[-4000:]}")


def end_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """Give what a child process must do before its program begins, so that the kernel ends it with its parent."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, how)

    return ask


def _create_database(server: subprocess.Popen[bytes], address: str) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with psycopg.connect(f"{address}/postgres", autocommit=True, connect_timeout=5) as connection:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(ROLE)))
                return True
        except psycopg.OperationalError:
            time.sleep(0.05)  # not listening yet
    return False


def _end(server: subprocess.Popen[bytes]) -> None:
    for how in (
        signal.SIGINT,
        signal.SIGQUIT,
        signal.SIGKILL,
    ):  # PostgreSQL's fast stop, its immediate stop, the kernel's
        server.send_signal(how)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return


def _run(command: Sequence[str]) -> int:
    """Run a command with a private cluster as its database, and give its exit code."""
    with tempfile.TemporaryDirectory(prefix="goodcatch-postgres-log-") as folder:
        log = Path(folder) / "postgres.log"
        with cluster(log=log) as url:
            path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
            environ = {**os.environ, "PATH": path, URL_VARIABLE: url, LOG_VARIABLE: str(log)}
            return subprocess.run(command, env=environ, check=False).returncode


if __name__ == "__main__":
    if sys.argv[1:2] == ["--keep"]:
        _keep(Path(sys.argv[2]), Path(sys.argv[4]) if sys.argv[4:] else None, durable=sys.argv[3] == "yes")
    elif sys.argv[1:]:
        sys.exit(_run(sys.argv[1:]))
    else:
        sys.exit("Say which command to run with a private PostgreSQL: python -m tests.postgres pytest …")
