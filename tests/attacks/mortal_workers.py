"""Real workers, killed with SIGKILL at random moments and begun again, until the work is done.

    python -m tests.attacks.mortal_workers SEED

Prints how many were killed. Workers are forked from one process, so that beginning again costs little; none of them
shares a connection with another.
"""

from __future__ import annotations

import fcntl
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from typing import Any

import django
from django.db import connection, connections

from config import house
from tests.postgres import end_with_parent

WORKERS = 2
LEASE = timedelta(seconds=1)
MOST = 80
"""How many are killed before those alive are left to finish."""
LONGEST_LIFE = 160
"""Statements that all workers together may begin from one kill to the next: some die as they start, most amid a piece
of work. Counted of all, for one may wait for the other's writing to end: how many are killed follows from how much
there is to do, never from who was quicker."""
LONGEST = 0.003
"""Seconds from the beginning of its last statement to the kill at most: it may just have ended, or go on."""

SIGN, AHEAD = b"." * 512, 4096
"""A sign, and how many bytes of signs nobody needs to have read: no worker gets far while nobody looks."""
NUMBERING = 1 / 8
"""Of those that begin: how many number the record first. It is long, and a worker killed at it begins anew."""

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@dataclass(frozen=True)
class Child:
    """A worker that lives: its process, and where it gives a sign whenever it begins a statement."""

    pid: int
    signs: int


def begin(*, rounds: bool) -> Child:
    """Fork one worker, which goes the rounds besides its work or leaves them to others."""
    signs, out = os.pipe()
    fcntl.fcntl(out, fcntl.F_SETPIPE_SZ, AHEAD)
    pid = os.fork()
    if pid == 0:
        try:
            if die_too := end_with_parent(signal.SIGKILL):
                die_too()
            labour(out, rounds=rounds)
        finally:
            os._exit(0)
    os.close(out)
    return Child(pid, signs)


def labour(out: int, *, rounds: bool) -> None:
    """Work until nothing waits, with a sign at each statement."""

    def sign(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        os.write(out, SIGN)
        return execute(sql, params, many, context)

    if not rounds:
        house.ROUNDS = []
    with connection.execute_wrapper(sign):
        Worker(lease=LEASE).run(until=lambda: queries.waiting() == 0, wait=lambda _: time.sleep(0.05))


def main(seed: str) -> int:
    """Kill and begin again, then let those alive work until nothing waits; give how many were killed."""
    dice = random.Random(seed)
    alive = [begin(rounds=True) for _ in range(WORKERS)]
    killed = 0
    while killed < MOST:
        victim = dice.choice(alive)
        look_on(alive, victim, dice.randrange(LONGEST_LIFE))
        time.sleep(dice.uniform(0, LONGEST))
        alive.remove(victim)
        os.kill(victim.pid, signal.SIGKILL)
        if os.WIFEXITED(_ended(victim)):
            break
        killed += 1
        alive.append(begin(rounds=dice.random() < NUMBERING))
    for child in list(alive):
        look_on(alive, child)
        alive.remove(child)
        _ended(child)
    return killed


def look_on(alive: list[Child], victim: Child, statements: float = inf) -> None:
    """Take the signs of everybody until they have begun so many statements more, or the victim has ended."""
    watched = {child.signs for child in alive}
    while statements > 0 and victim.signs in watched:
        told, _, _ = select.select(watched, [], [])
        for signs in told:
            if os.read(signs, len(SIGN)):
                statements -= 1
            else:
                watched.discard(signs)


def _ended(child: Child) -> int:
    """Wait until it has ended, and say how."""
    _, how = os.waitpid(child.pid, 0)
    os.close(child.signs)
    return how


def warm_up() -> None:
    """Let the one process load what each of its children would load anew, and hold no connection when they begin."""
    queries.waiting()
    Worker(lease=LEASE)
    connections.close_all()


if __name__ == "__main__":
    django.setup()
    from goodcatch.jobs import queries
    from goodcatch.jobs.tests import work
    from goodcatch.jobs.worker import Worker

    house.JOBS, house.ERRANDS, house.DAILY = work.JOBS, work.ERRANDS, {}
    warm_up()
    sys.stdout.write(str(main(sys.argv[1])))
