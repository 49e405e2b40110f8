"""The parent's side: starts a child, feeds it the file, takes its answer, and believes none of it unchecked.

The child gets a fresh interpreter without environment, site or user packages, its own session, three pipes and nothing
else. It has a wall clock, and at most `CLEANERS` of them run at a time in this process, first come first served.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from goodcatch.files.cleaning.words import HEAD, UNKNOWN, Answer, Bounds, Code, Kind, Note, Refusal, Task
from goodcatch.kernel.costly import CostlyPool

CLEANERS = CostlyPool(slots=1, waiting=3)
"""Ceiling of memory: web processes x slots x Bounds.memory. Whoever waits holds a thread, so few may."""

_PROGRAM = "import sys; sys.path[:] = {path!r}; from {module} import main; main()"
_CHILD = "goodcatch.files.cleaning.child"
_LINE = 16 * 1024
_BLOCK = 64 * 1024
_GAVE_UP = Answer(
    Kind.OTHER, UNKNOWN, "", looked_inside=False, notes=(Note(Code.GAVE_UP), Note(Code.UNSEEN)), output=None
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a file. `rewritten`: the sink was given a cleaned one; else the file is kept as it is."""

    answer: Answer
    rewritten: bool


def clean(
    content: Iterable[bytes],
    *,
    name: str,
    size: int,
    sink: Callable[[bytes], object],
    bounds: Bounds | None = None,
    child: str = _CHILD,
) -> Cleaned:
    """Let a child read the file for what it is and clean it; a cleaned copy goes to `sink`, piece by piece.

    Raises TooBusy where too many wait. Where the child fails, the answer is that nobody could look inside; `sink` may
    then have been given pieces that must be thrown away.
    """
    bounds = bounds or Bounds()
    task = Task(name, size, whole=size <= bounds.largest, bounds=bounds)
    return CLEANERS.run(lambda: _run(task, content, sink, child))


def _run(task: Task, content: Iterable[bytes], sink: Callable[[bytes], object], child: str) -> Cleaned:
    process = _start(child)
    clock = threading.Timer(task.bounds.wall, _kill, (process,))
    feeder = threading.Thread(target=_feed, args=(process, task, content))
    clock.start()
    feeder.start()
    try:
        answer = _listen(process, task, sink)
    finally:
        clock.cancel()
        _kill(process)
        feeder.join()
        process.wait()
        clock.join()
        for pipe in (process.stdin, process.stdout):
            _close(pipe)
    return Cleaned(answer, answer.output is not None and answer.refusal is None)


def _start(child: str) -> subprocess.Popen[bytes]:
    path = [str(Path(each).absolute()) for each in sys.path if each]
    program = _PROGRAM.format(path=path, module=child)
    # Windows starts nothing without it.
    needed = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return subprocess.Popen(  # noqa: S603  # our own interpreter and program; no word of the file's is an argument
        [sys.executable, "-I", "-S", "-B", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=needed,
        close_fds=True,
        start_new_session=True,
        cwd=Path(sys.executable).anchor,
    )


def _feed(process: subprocess.Popen[bytes], task: Task, content: Iterable[bytes]) -> None:
    """Write task and file; a child that wants no more of it is left alone."""
    pipe = process.stdin
    left = task.size if task.whole else HEAD
    with contextlib.suppress(OSError, ValueError):
        if pipe is not None:
            pipe.write(task.line())
            for piece in content:
                pipe.write(piece[:left])
                left -= len(piece)
                if left <= 0:
                    break
            pipe.close()


def _listen(process: subprocess.Popen[bytes], task: Task, sink: Callable[[bytes], object]) -> Answer:
    pipe = process.stdout
    if pipe is None:
        return _GAVE_UP
    try:
        answer = Answer.read(pipe.readline(_LINE))
        left = answer.output or 0
        if left > task.bounds.output:
            return _refused(answer)
        while left:
            piece = pipe.read(min(left, _BLOCK))
            if not piece:
                return _GAVE_UP
            sink(piece)
            left -= len(piece)
        clean_end = not pipe.read(1) and process.wait(timeout=task.bounds.wall) == 0
    except (ValueError, KeyError, TypeError, OSError, subprocess.TimeoutExpired):
        return _GAVE_UP
    return answer if clean_end else _GAVE_UP


def _refused(answer: Answer) -> Answer:
    return Answer(answer.kind, answer.media_type, "", looked_inside=False, refusal=Refusal.BOMB)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and all of its session; one that has ended is left alone."""
    if process.poll() is None:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        with contextlib.suppress(OSError):
            pipe.close()
