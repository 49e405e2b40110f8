"""The real server and worker, started as anybody starts them, for tests and measurements."""

import contextlib
import fcntl
import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import postgres
from tests.machine import ROOT

READY_SECONDS = 60
STOP_SECONDS = 20


@dataclass(frozen=True)
class Server:
    """A server that runs: where it answers, where its data and log lie, which process it is."""

    url: str
    data_dir: Path
    log: Path
    pid: int
    ready_after: float  # seconds from the start of the process to the first answer
    database_url: str = ""  # of its PostgreSQL; empty where it keeps its own SQLite


class DidNotStart(Exception):
    """The server gave no answer; the message holds what it wrote."""


@contextlib.contextmanager
def running(folder: Path, *, demo: bool = False, settings: dict[str, str] | None = None) -> Iterator[Server]:
    """Run `goodcatch up` with its data in `folder`, wait for its first answer, and stop it afterwards.

    Where the tests run on PostgreSQL, the server has a database of its own in the same cluster, unless `settings`
    name one. `settings` are further environment variables. Raises DidNotStart, with the server's words, when it ends or
    stays silent.
    """
    with contextlib.ExitStack() as stack:
        environ = {**os.environ, **(settings or {})}
        shared_url = os.environ.get(postgres.URL_VARIABLE)
        if shared_url and postgres.URL_VARIABLE not in (settings or {}):
            environ[postgres.URL_VARIABLE] = stack.enter_context(postgres.database(shared_url))
        data_dir, log, port = folder / "data", folder / "server.log", postgres.free_port()
        environ["GOODCATCH_DATA_DIR"] = str(data_dir)
        environ["PYTHONPATH"] = str(ROOT)  # the tree under test, also where the environment was made for another one
        command = [
            str(Path(sys.executable).parent / "goodcatch"),
            "up",
            "--port",
            str(port),
            "--data-dir",
            str(data_dir),
        ]
        begun = time.monotonic()
        with log.open("ab") as log_file:
            process = subprocess.Popen(
                command + ["--demo"] * demo,
                cwd=folder,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # its own process group, so that all of it can be stopped
                preexec_fn=postgres.end_with_parent(signal.SIGTERM),  # noqa: PLW1509 one system call
            )
        stack.callback(_stop, process)
        _await_answer(process, port, log)
        yield Server(
            f"http://127.0.0.1:{port}",
            data_dir,
            log,
            process.pid,
            time.monotonic() - begun,
            environ.get(postgres.URL_VARIABLE, ""),
        )


def lay_demo(folder: Path, *, told_in: Path) -> None:
    """Copy the data of a house with the demo in it to where `running` looks for it; whoever is first tells the demo."""
    told_in.mkdir(exist_ok=True)
    with (told_in / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (told_in / "whole").exists():
            with running(told_in, demo=True):
                pass
            (told_in / "whole").touch()
    shutil.copytree(told_in / "data", folder / "data")


def _await_answer(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.client.OK:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.02)  # not listening yet
        finally:
            connection.close()
    raise DidNotStart(f"The server gave no answer on port {port}. It wrote:\n{log.read_text(errors='replace')[-6000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to stop, and end whatever of it has not stopped in time."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
