"""The real server starts, answers and is gone, for tests as for anybody."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests import machine, server

USER = """
import sys
from pathlib import Path
from tests import server
with server.running(Path(sys.argv[1])) as live:
    print(live.pid, live.url, flush=True)
    sys.stdin.read()
"""


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_it_answers_while_it_is_wanted_and_not_afterwards(tmp_path: Path) -> None:
    with server.running(tmp_path) as live:
        assert answers(live.url)
        assert live.ready_after < 30
        assert live.data_dir.is_dir()
    assert not answers(live.url)


def test_one_that_does_not_start_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(server.DidNotStart, match="GOODCATCH_THREADS"),
        server.running(tmp_path, settings={"GOODCATCH_THREADS": "none"}),
    ):
        pass


def alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"  # an ended one, of which nobody has taken notice, is no process


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_killed_user_leaves_no_server(tmp_path: Path) -> None:
    user = subprocess.Popen(
        [sys.executable, "-c", USER, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(machine.ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert user.stdout is not None
    pid, url = user.stdout.readline().split()
    assert answers(url)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    processes = [int(pid), *map(int, children)]
    assert all(map(alive, processes))
    user.send_signal(signal.SIGKILL)
    user.communicate()
    deadline = time.monotonic() + 30
    while any(map(alive, processes)) and time.monotonic() < deadline:
        time.sleep(0.05)  # the server hears of it from the kernel; nobody is left to tell us when
    assert [p for p in processes if alive(p)] == []
    assert not answers(url)
