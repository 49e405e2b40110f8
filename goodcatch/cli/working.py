"""One worker, from its start to a clean stop."""

from __future__ import annotations

import os
import signal
import threading

from goodcatch.cli.awake import awake


def work(*, only_beside: int | None = None) -> None:
    """Work until SIGTERM or Ctrl-C, finishing what is in hand; `only_beside` a parent process, until that is gone."""
    stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stop.set())
    awake()
    from goodcatch.jobs.worker import Worker
    from goodcatch.kernel.roomy import roomy

    def orphaned() -> bool:
        return only_beside is not None and os.getppid() != only_beside

    roomy(Worker().run)(until=lambda: stop.is_set() or orphaned(), wait=stop.wait)


if __name__ == "__main__":
    import sys

    work(only_beside=int(sys.argv[1]))
