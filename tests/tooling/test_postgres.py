"""The private PostgreSQL keeps itself private, and leaves nothing behind however its user ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests import machine, postgres

pytestmark = [
    pytest.mark.only_on("sqlite"),  # it brings clusters of its own, so once is enough
    pytest.mark.skipif(
        machine.POSTGRES in machine.missing(),
        reason=f"{machine.POSTGRES.missing}; to add it: {machine.POSTGRES.add}",
    ),
]


def test_a_cluster_asks_for_its_password_and_is_gone_afterwards(tmp_path: Path) -> None:
    with postgres.cluster(log=tmp_path / "log") as url:
        with psycopg.connect(url) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)
        address, _, port = url.rpartition("@")[2].partition("/")[0].partition(":")
        assert address == "127.0.0.1"
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(host=address, port=port, user=postgres.ROLE, password="guessed", dbname=postgres.ROLE)
    assert "password authentication failed" in (tmp_path / "log").read_text()
    with socket.socket() as probe:
        assert probe.connect_ex((address, int(port))) != 0


def test_a_durable_cluster_keeps_its_commits_on_disk() -> None:
    with postgres.cluster(durable=True) as url, psycopg.connect(url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_whoever_leaves_before_it_answers_leaves_no_server(tmp_path: Path) -> None:
    with postgres.beginning(log=tmp_path / "log"):
        pass
    assert "database system is shut down" in (tmp_path / "log").read_text()


def test_a_killed_user_leaves_no_server_and_no_files(tmp_path: Path) -> None:
    script = (
        "import sys, tests.postgres as p\nwith p.cluster() as url:\n    print(url, flush=True)\n    sys.stdin.read()"
    )
    user = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "TMPDIR": "/tmp", "PYTHONPATH": str(machine.ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert user.stdout is not None
    url = user.stdout.readline().strip()
    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    data = Path(row[0])
    assert data.exists()
    user.send_signal(signal.SIGKILL)
    user.communicate()
    deadline = time.monotonic() + 30
    while data.parent.exists() and time.monotonic() < deadline:
        time.sleep(0.05)  # the keeper notices by itself; nobody is left to tell us when
    assert not data.parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=5)
