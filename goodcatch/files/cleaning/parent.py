"""The parent's side: starts a child, feeds it the file, takes its answer, and believes none of it unchecked.

The child gets a fresh interpreter without environment, site or user packages, its own session, two pipes and nothing
else. It has a wall clock, and few of them run at a time in this process, first come first served. Whatever else holds
the pipes open, nobody waits longer than the clock allows.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from goodcatch.files.cleaning.words import HEAD, UNKNOWN, Answer, Bounds, Code, Kind, Note, Task
from goodcatch.kernel.costly import CostlyPool

CLEANERS = CostlyPool(slots=1, waiting=2)
"""Ceiling of memory: web processes x slots x Bounds.memory. Whoever waits holds one of the threads that costly hashes
leave free (`kernel.costly.KEPT_FREE`), and one of these stays free for pages whatever comes."""

CHILD = "goodcatch.files.cleaning.child"
"""The module whose `main` is the child."""

_PROGRAM = "import sys; sys.path[:] = {path!r}; from {module} import main; main()"
_LINE = 16 * 1024
_PIECE = 64 * 1024
_GAVE_UP = Answer(Kind.OTHER, UNKNOWN, "", looked_inside=False, notes=(Note(Code.GAVE_UP), Note(Code.UNSEEN)))

Sink = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a file. `rewritten`: the sink was given a cleaned one; else the file is kept as it is."""

    answer: Answer
    rewritten: bool


class Garbage(Exception):
    """What the child says is nothing that a child of ours says."""


def clean(content: Iterable[bytes], *, name: str, size: int, sink: Sink, bounds: Bounds | None = None) -> Cleaned:
    """Let a child read the file for what it is and clean it; a cleaned copy goes to `sink`, piece by piece.

    Raises TooBusy where too many wait. Where the child fails, the answer is that nobody could look inside; `sink` may
    then have been given pieces that must be thrown away.
    """
    bounds = bounds or Bounds()
    task = Task(name, size, whole=size <= bounds.largest, bounds=bounds)
    answer = CLEANERS.run(lambda: _answer(task, content, sink))
    return Cleaned(answer, answer.output is not None and answer.refusal is None)


def _answer(task: Task, content: Iterable[bytes], sink: Sink) -> Answer:
    deadline = time.monotonic() + task.bounds.wall
    process = start()
    try:
        listening = Listening(task.bounds.output, sink)
        _exchange(process, _said(task, content), listening, deadline)
        ended_well = process.wait(max(0.0, deadline - time.monotonic())) == 0
        return listening.answer() if ended_well else _GAVE_UP
    except (Garbage, TimeoutError, subprocess.TimeoutExpired):
        return _GAVE_UP
    finally:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()


def start(child: str = CHILD) -> subprocess.Popen[bytes]:
    """Start a child: our own interpreter without environment, site or user packages, in a session of its own."""
    path = [str(Path(each).absolute()) for each in sys.path if each]
    program = _PROGRAM.format(path=path, module=child)
    return subprocess.Popen(  # noqa: S603  # our own interpreter and program; no word of the file's is an argument
        [sys.executable, "-I", "-S", "-B", "-c", program],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        close_fds=True,
        start_new_session=True,
        cwd="/",
    )


def _said(task: Task, content: Iterable[bytes]) -> Iterator[bytes]:
    """Give what the child is told: its task, and the file, or the head of one that is too large to be looked into."""
    yield task.line()
    left = task.size if task.whole else HEAD
    for piece in content:
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def _exchange(process: subprocess.Popen[bytes], said: Iterator[bytes], listening: Listening, deadline: float) -> None:
    """Tell the child all that it takes and hear it to its end. Raises Garbage, and TimeoutError."""
    if process.stdin is None or process.stdout is None:
        raise Garbage
    source, target, waiting = process.stdout.fileno(), process.stdin.fileno(), b""
    os.set_blocking(target, False)
    with selectors.DefaultSelector() as pipes:
        pipes.register(source, selectors.EVENT_READ)
        pipes.register(target, selectors.EVENT_WRITE)
        while True:
            ready = pipes.select(deadline - time.monotonic())
            if time.monotonic() >= deadline:
                raise TimeoutError
            for key, _events in ready:
                if key.fd == source:
                    heard = os.read(source, _PIECE)
                    if not heard:
                        return
                    listening.hear(heard)
                else:
                    waiting = waiting or next(said, b"")
                    written = _write(target, waiting)
                    waiting = waiting[written:]
                    if not written:
                        pipes.unregister(target)
                        process.stdin.close()


def _write(target: int, waiting: bytes) -> int:
    """Write what fits; nothing where there is no more to say, or nobody listens."""
    try:
        return os.write(target, waiting) if waiting else 0
    except BrokenPipeError:
        return 0


class Listening:
    """Takes what a child says: one line, then as many bytes as the line announces, then nothing."""

    def __init__(self, most: int, sink: Sink) -> None:
        self._most, self._sink = most, sink
        self._line = bytearray()
        self._said: Answer | None = None
        self._left = 0

    def hear(self, piece: bytes) -> None:
        """Take the next piece. Raises Garbage."""
        if self._said is None:
            line, newline, piece = piece.partition(b"\n")
            self._line += line + newline
            if len(self._line) > _LINE:
                raise Garbage
            if not newline:
                return
            self._begin()
        self._left -= len(piece)
        if self._left < 0:
            raise Garbage
        if piece:
            self._sink(piece)

    def _begin(self) -> None:
        try:
            self._said = Answer.read(bytes(self._line))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise Garbage from problem
        self._left = self._said.output or 0
        if self._left > self._most:
            raise Garbage

    def answer(self) -> Answer:
        """Give the answer, if all of it came. Raises Garbage."""
        if self._said is None or self._left:
            raise Garbage
        return self._said
