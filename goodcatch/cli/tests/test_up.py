"""`goodcatch up`, as real processes: it answers, it keeps itself running, it stops, it says what is wrong."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goodcatch.cli.presence import alone_in
from tests import server

ROOT = Path(__file__).resolve().parents[3]
HERE = {"PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Server]:
    """A house of its own that runs; the last test that uses it kills it."""
    with server.running(tmp_path_factory.mktemp("house"), settings=HERE) as running:
        yield running


def children(pid: int) -> set[int]:
    return {int(p) for t in Path(f"/proc/{pid}/task").glob("*/children") for p in t.read_text().split()}


def named(pids: set[int], word: str) -> int | None:
    return next((p for p in pids if word in Path(f"/proc/{p}/cmdline").read_text()), None)


def within(seconds: float, what: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if what():
                return True
        except OSError:
            pass  # a process or a port that comes or goes
        time.sleep(0.05)
    return False


def answers(url: str) -> bool:
    with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
        return bool(answer.status == 200)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **HERE, **environ}
    command = [sys.executable, "-m", "goodcatch", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_it_answers_says_where_and_keeps_its_files_to_its_owner(house: server.Server) -> None:
    assert answers(house.url)
    assert within(5, lambda: f"Goodcatch is at {house.url}/" in house.log.read_text())
    loose = [p for p in [house.data_dir, *house.data_dir.rglob("*")] if p.stat().st_mode & 0o077]
    assert loose == []
    assert (house.data_dir / "secret-key").stat().st_size == 48


def test_nobody_restores_into_a_house_that_runs(house: server.Server, tmp_path: Path) -> None:
    settings = {"GOODCATCH_DATA_DIR": str(house.data_dir)}
    told = run("restore", str(tmp_path / "none.zip"), "--replace", **settings)
    assert told.returncode == 1
    assert "Stop it first, then restore." in told.stderr
    assert answers(house.url)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_process_that_dies_is_begun_again(house: server.Server) -> None:
    assert within(10, lambda: named(children(house.pid), "working") is not None)
    worker = named(children(house.pid), "working")
    assert worker is not None
    os.kill(worker, signal.SIGKILL)
    assert within(15, lambda: named(children(house.pid), "working") not in {None, worker})

    (web,) = children(house.pid) - {named(children(house.pid), "working")}
    os.kill(web, signal.SIGKILL)
    assert within(15, lambda: answers(house.url))
    assert gone(web)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_process_outlives_its_parent(house: server.Server) -> None:
    assert within(10, lambda: named(children(house.pid), "working") is not None)
    processes = children(house.pid)
    assert len(processes) == 2
    os.kill(house.pid, signal.SIGKILL)
    assert within(15, lambda: all(gone(p) for p in processes))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_with_all_its_processes(tmp_path: Path, how: signal.Signals) -> None:
    with server.running(tmp_path, settings=HERE) as house:
        assert within(10, lambda: named(children(house.pid), "working") is not None)
        processes = children(house.pid)
        os.kill(house.pid, how)
        assert within(15, lambda: all(gone(p) for p in processes | {house.pid}))
        with alone_in(house.data_dir):  # and the next may restore
            pass
        assert house.log.read_text().splitlines()[-1] == "Goodcatch has stopped."
        assert "Traceback" not in house.log.read_text()


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("up", "--port", str(port), "--data-dir", str(tmp_path / "data"))
    assert done.returncode == 1
    assert f"Nobody can listen on 127.0.0.1, port {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_problem_of_the_settings_is_said_at_once_without_secrets(tmp_path: Path) -> None:
    done = run(
        "up",
        GOODCATCH_DATABASE_URL="mysql://root:canary@host/x",
        GOODCATCH_THREADS="many",
        GOODCATCH_PROT="1",
        GOODCATCH_DATA_DIR=str(tmp_path),
    )
    assert done.returncode == 2
    for name in ("GOODCATCH_DATABASE_URL", "GOODCATCH_THREADS", "GOODCATCH_PROT"):
        assert name in done.stderr
    assert "canary" not in done.stdout + done.stderr


def test_the_demo_is_served_on_this_machine_alone(tmp_path: Path) -> None:
    done = run("up", "--demo", "--port", "0", GOODCATCH_HOST="0.0.0.0", GOODCATCH_DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "127.0.0.1 would be right" in done.stderr


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = run("up", "--port", "0", "--data-dir", str(tmp_path / "file" / "data"))
    assert done.returncode == 1
    assert "cannot be made" in done.stderr


def test_a_database_that_does_not_answer_is_said_without_its_password(tmp_path: Path) -> None:
    url = "postgres://goodcatch:canary@127.0.0.1:1/goodcatch"
    done = run("up", "--port", "0", GOODCATCH_DATABASE_URL=url, GOODCATCH_DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "The database cannot be reached." in done.stderr
    assert "canary" not in done.stdout + done.stderr
