"""`goodcatch up`: one light parent that keeps a web server and a worker running, and stops both.

Three processes: this one (granian's main process, without Django), granian's worker process, forked from it,
which serves the pages, and the house's worker. The first start in a new version is prepared by a fourth, which
ends. The server loads Django while that one works, and listens when it has ended, so a start costs the longer of
the two.
"""

from __future__ import annotations

import ipaddress
import multiprocessing
import multiprocessing.synchronize
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from config.env import PREFIX, Env, read
from goodcatch.cli.awake import keep_to_itself, seldom_collect
from goodcatch.cli.presence import living_in
from goodcatch.cli.saying import CannotStart, sentence_of
from goodcatch.kernel.roomy import roomy

STOP_SECONDS = 15
QUICK_SECONDS = 5
QUICK_ENDS = 3
SWITCH_SECONDS = 0.001
"""How long a thread that reckons lets wait one whose database has answered; Python's own 5 ms, after each of a page's
answers, would be most of a busy page's time."""

# While one thread begins a program, another must not fork: the fork would keep open the pipe on whose closing the
# first one waits. granian forks its process from the main thread, at the start and whenever that process failed.
_BEGINNING = threading.Lock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_BEGINNING.acquire, after_in_parent=_BEGINNING.release, after_in_child=_BEGINNING.release
    )


def serve(*, port: int | None, data_dir: Path | None, demo: bool) -> int:
    """Serve until somebody stops it, and give the exit code.

    Raises EnvProblems or CannotStart where it cannot begin.
    """
    keep_to_itself()
    given = {"PORT": port, "DATA_DIR": data_dir and data_dir.absolute(), "DEMO": "yes" if demo else None}
    settled = _settle({name: str(value) for name, value in given.items() if value is not None})
    with living_in(settled.data_dir):
        return House(settled).run()


def _settle(given: dict[str, str]) -> Env:
    """Read the settings, options first, make the data folder, find the port, and tell the child processes."""
    for name, value in given.items():
        os.environ.pop(f"{PREFIX}{name}_FILE", None)
        os.environ[PREFIX + name] = value
    env = read(os.environ)
    if env.demo and not _is_loopback(env.host):
        raise CannotStart(
            f"The demo lets everybody in as anybody, so it is served on this machine alone; GOODCATCH_HOST is "
            f"'{env.host}', and 127.0.0.1 would be right."
        )
    try:
        env.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotStart(
            f"The data folder {env.data_dir} cannot be made ({problem.strerror}); "
            "--data-dir or GOODCATCH_DATA_DIR names another."
        ) from None
    os.environ[PREFIX + "DATA_DIR"] = str(env.data_dir.absolute())
    os.environ[PREFIX + "PORT"] = str(_free_port(env.host, env.port))
    return read(os.environ)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _free_port(host: str, port: int) -> int:
    """Find that the port is free, or a free one for 0. The server itself would share a taken one, unseen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as problem:
            raise CannotStart(
                f"Nobody can listen on {host}, port {port} ({problem.strerror}). If Goodcatch already runs there, it "
                "is at that address; --port takes another, and --port 0 finds a free one."
            ) from None
        return int(probe.getsockname()[1])


class House:
    """The parent's part: begins, watches and ends the processes of one `goodcatch up`."""

    def __init__(self, env: Env) -> None:
        self._env = env
        self._prepared = multiprocessing.Event()
        self._leaving = threading.Event()
        self._worker: subprocess.Popen[bytes] | None = None
        self._problem = ""
        self._server = Server(
            target="config.wsgi:application",
            address=env.host,
            port=env.port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=env.threads,
            websockets=False,
            respawn_failed_workers=True,
            respawn_interval=0,
            workers_kill_timeout=STOP_SECONDS,
            log_level=LogLevels.error,
        )

    def run(self) -> int:
        """Prepare, serve and work until a signal or a fault that does not pass; give the exit code."""
        keeper = threading.Thread(target=self._keep, name="keeper")
        self._server.on_startup(keeper.start)
        self._server.on_shutdown(self._leaving.set)
        loader = partial(_load_application, self._prepared, os.getpid())
        try:
            self._server.serve(target_loader=loader, wrap_loader=False)
        except SystemExit:
            # granian says so when its process fails again and again
            self._problem = self._problem or "The web server failed again and again; its last words stand above."
        finally:
            self._leaving.set()
            keeper.join()
        if self._problem:
            print(self._problem, file=sys.stderr, flush=True)
            return 1
        print("Goodcatch has stopped.", flush=True)
        return 0

    def _keep(self) -> None:
        """The keeper's thread: what comes before serving, then the worker, begun again where it ends."""
        try:
            if not self._prepare():
                return
            self._prepared.set()
            threading.Thread(target=self._tell_address, name="teller", daemon=True).start()
            self._keep_worker()
        finally:
            self._end_worker()
            os.kill(os.getpid(), signal.SIGTERM)  # the same way out as a stop from outside

    def _prepare(self) -> bool:
        child = _begin("goodcatch.cli.moving_in")
        while child.poll() is None:
            if self._leaving.wait(0.02):
                child.terminate()
                child.wait()
                return False
        if child.returncode:
            self._problem = "Goodcatch did not start, for the reason above."
        return child.returncode == 0

    def _keep_worker(self) -> None:
        quick_ends = 0
        while not self._leaving.is_set():
            begun = time.monotonic()
            self._worker = _begin("goodcatch.cli.working", str(os.getpid()))
            while self._worker.poll() is None:
                if self._leaving.wait(0.2):
                    return
            quick_ends = quick_ends + 1 if time.monotonic() - begun < QUICK_SECONDS else 0
            if quick_ends == QUICK_ENDS:
                self._problem = "The worker failed again and again; its last words stand above."
                return
            print("The worker ended and is begun again.", file=sys.stderr, flush=True)

    def _end_worker(self) -> None:
        if self._worker is None or self._worker.poll() is not None:
            return
        self._worker.terminate()
        try:
            self._worker.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._worker.kill()
            self._worker.wait()

    def _tell_address(self) -> None:
        """Say where Goodcatch is once it answers there."""
        while not self._leaving.is_set():
            try:
                socket.create_connection((self._env.host, self._env.port), timeout=1).close()
            except OSError:
                self._leaving.wait(0.05)
                continue
            print(f"Goodcatch is at {self._env.address}/   (Ctrl-C stops it)", flush=True)
            return


def _begin(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    # Ctrl-C reaches every process of a terminal's session; the parent alone decides when its children stop.
    with _BEGINNING:
        return subprocess.Popen([sys.executable, "-m", module, *arguments], start_new_session=True)  # noqa: S603 - our own module


def _load_application(prepared: multiprocessing.synchronize.Event, parent: int) -> Callable[..., Any]:
    """Load the pages, wait until the house is prepared, and give what granian calls; runs in its process."""
    for signum in (signal.SIGTERM, signal.SIGINT):  # inherited from the parent, whose part is to wait for this process
        signal.signal(signum, signal.SIG_DFL)
    seldom_collect()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        from config.wsgi import application
    except Exception as error:  # noqa: BLE001 - whatever it is, it is said without values
        print(sentence_of(error)[0], file=sys.stderr, flush=True)
        os._exit(1)
    threading.Thread(target=_leave_with, args=(parent,), name="watch", daemon=True).start()
    while not prepared.wait(1):
        if os.getppid() != parent:
            os._exit(1)
    return roomy(application)


def _leave_with(parent: int) -> None:
    """Stop this process when its parent is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
