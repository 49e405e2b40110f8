"""Real workers, killed with SIGKILL at random moments and begun again, until the work is done.

    python -m tests.attacks.mortal_workers SEED

Prints how many were killed. Workers are forked from one process, so that beginning again costs little; none of them
shares a connection with another.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import timedelta

import django

from config import house

WORKERS = 2
LEASE = timedelta(seconds=1)
SHORTEST, LONGEST = 0.005, 0.12


def worker() -> None:
    """Work until nothing waits."""
    Worker(lease=LEASE).run(until=lambda: queries.waiting() == 0, wait=lambda _: time.sleep(0.05))


def begin() -> int:
    """Fork one worker and give its process id."""
    child = os.fork()
    if child == 0:
        try:
            worker()
        finally:
            os._exit(0)
    return child


def main(seed: str) -> int:
    """Kill and begin again until one worker finds that nothing waits; give how many were killed."""
    dice = random.Random(seed)
    alive = [begin() for _ in range(WORKERS)]
    killed = 0
    while True:
        time.sleep(dice.uniform(SHORTEST, LONGEST))
        victim = alive.pop(dice.randrange(len(alive)))
        os.kill(victim, signal.SIGKILL)
        _, status = os.waitpid(victim, 0)
        if os.WIFEXITED(status):
            break
        killed += 1
        alive.append(begin())
    for child in alive:
        os.waitpid(child, 0)
    return killed


if __name__ == "__main__":
    django.setup()
    from goodcatch.jobs import queries
    from goodcatch.jobs.tests import work
    from goodcatch.jobs.worker import Worker

    house.JOBS, house.ERRANDS, house.DAILY = work.JOBS, work.ERRANDS, {}
    sys.stdout.write(str(main(sys.argv[1])))
