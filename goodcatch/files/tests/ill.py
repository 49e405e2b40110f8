"""Children that mean harm, or are ill: each is a `main` that the parent may be made to start instead of its own."""

from __future__ import annotations

import os
import sys
import time

from goodcatch.files.cleaning import walls
from goodcatch.files.cleaning.words import Answer, Code, Kind, Note

GOOD = Answer(Kind.TEXT, "text/plain", "txt", looked_inside=True, notes=(Note(Code.TEXT_KEPT),))


def say(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def hang() -> None:
    time.sleep(3600)


def hang_after_answer() -> None:
    sys.stdin.buffer.read()
    say(GOOD.line())
    time.sleep(3600)


def die() -> None:
    os.abort()


def die_after_answer() -> None:
    say(GOOD.line())
    os._exit(3)


def say_nothing() -> None:
    sys.stdin.buffer.read()


def eat_memory() -> None:
    walls.first(memory=300 * 2**20, processor=10)
    held = []
    while True:
        held.append(bytearray(2**20))


def eat_processor() -> None:
    walls.first(memory=2**30, processor=1)
    while True:
        pass


def talk_without_end() -> None:
    while True:
        say(b"x" * 65_536)


def promise_too_much() -> None:
    say(GOOD.line().replace(b'"output": null', b'"output": 99999999999'))


def promise_more_than_comes() -> None:
    say(GOOD.line().replace(b'"output": null', b'"output": 10') + b"short")


def say_more_than_promised() -> None:
    say(GOOD.line().replace(b'"output": null', b'"output": 2') + b"long")


def name_a_type_of_its_own() -> None:
    say(GOOD.line().replace(b"text/plain", b"text/html"))


def name_an_ending_of_its_own() -> None:
    say(GOOD.line().replace(b'"txt"', b'"exe"'))


def invent_a_note() -> None:
    say(GOOD.line().replace(b"text_kept", b"<script>"))


def count_wrongly() -> None:
    say(GOOD.line().replace(b'"count": 0', b'"count": -1'))


def say_no_json() -> None:
    say(b"[" * 9_000 + b"\n")


def leave_somebody_behind() -> None:
    """Leave a process that holds the pipes open, in a session of its own."""
    if os.fork() == 0:
        os.setsid()
        time.sleep(20)
        os._exit(0)
    say(GOOD.line())


def _dig() -> str:
    """Try to reach what a child must not reach; say how it went."""
    found = []
    for what, attempt in (
        ("file", lambda: open("/etc/passwd")),  # noqa: PTH123, SIM115
        ("folder", lambda: os.listdir("/")),  # noqa: PTH208
        ("temporary", lambda: open("/tmp/goodcatch-child", "w")),  # noqa: PTH123, SIM115
        ("socket", lambda: __import__("_socket").socket()),
        ("program", lambda: os.execv("/bin/true", ["true"])),
        ("descriptor", lambda: os.dup(1)),
    ):
        try:
            attempt()
            found.append(what)
        except OSError:
            continue
    return " ".join(found)


def dig() -> None:
    import _socket  # noqa: F401, PLC0415  # loaded while it can be

    walls.first(memory=2**30, processor=40)
    walls.last()
    environment = " ".join(sorted(os.environ))
    say(f"reached: [{_dig()}] environment: [{environment}]\n".encode())
