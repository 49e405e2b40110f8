"""The walls around the child: what it gives up before it reads a stranger's bytes.

`first` comes before anything is read, `last` when everything that must be imported has been. After `last` no file can
be opened and no connection made: there is no number left for another descriptor, the system refuses every path
(Landlock), and the network is an empty one. Not every system has every wall; both say which stand,
and `trying` climbs them.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys

_NEW_USER, _NEW_NET, _NEW_IPC = 0x10000000, 0x40000000, 0x08000000
_DIE_WITH_PARENT, _NOT_DUMPABLE, _NO_NEW_PRIVILEGES = 1, 4, 38
_KILL = 9
_THREADS = 16
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_EVERY_ACCESS = (1 << 13) - 1  # all that the first edition of Landlock can refuse


def first(*, memory: int, processor: int) -> list[str]:
    """Bound memory (bytes) and processor (seconds), write nothing, leave the network; give which walls stand."""
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CPU, processor)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    walls = ["limits"]
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_DIE_WITH_PARENT, _KILL, 0, 0, 0)
        libc.prctl(_NOT_DUMPABLE, 0, 0, 0, 0)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
            walls.append("no new privileges")
        if libc.unshare(_NEW_USER | _NEW_NET | _NEW_IPC) == 0:
            _limit(resource.RLIMIT_NPROC, _THREADS)  # counted within the new namespace: readers may use threads
            walls += ["no network", "few threads"]
    return walls


def last() -> list[str]:
    """Close the door behind what was imported: no path, no descriptor; give which walls stand."""
    walls = ["no files"] if sys.platform == "linux" and _no_paths() else []
    _limit(resource.RLIMIT_NOFILE, 3)
    return [*walls, "no descriptors"]


def _no_paths() -> bool:
    """Refuse every path from now on (Landlock, Linux 5.13; the numbers of its calls are the same on every machine)."""
    libc = ctypes.CDLL(None, use_errno=True)
    handled = ctypes.c_uint64(_EVERY_ACCESS)
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.byref(handled), ctypes.sizeof(handled), 0)
    if ruleset < 0:
        return False
    refused = libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return bool(refused)


def _limit(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with contextlib.suppress(ValueError, OSError):  # a system that does not know this limit
        resource.setrlimit(what, (bound, bound))
