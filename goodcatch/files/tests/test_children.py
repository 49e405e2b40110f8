"""The parent outlives every child: one that hangs, eats, dies, lies or leaves somebody behind costs a bounded while."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from goodcatch.files.cleaning import parent, walls
from goodcatch.files.cleaning.words import Bounds, Code
from goodcatch.files.tests.reading import Result, cleaned
from goodcatch.kernel.costly import KEPT_FREE, CostlyPool, TooBusy

pytestmark = pytest.mark.only_on("sqlite")

SOON = Bounds(wall=3.0)


@pytest.fixture
def with_child(monkeypatch: pytest.MonkeyPatch) -> object:
    def put(name: str) -> None:
        program = "import sys; sys.path[:] = {path!r}; from goodcatch.files.tests import ill; ill." + name + "()"
        monkeypatch.setattr(parent, "_PROGRAM", program + " # {module}")

    return put


def gave_up(result: Result) -> None:
    assert result.codes == [Code.GAVE_UP, Code.UNSEEN]
    assert result.body == b""
    assert not result.answer.looked_inside


ILL = [
    *("hang", "hang_after_answer", "die", "die_after_answer", "say_nothing", "eat_memory", "eat_processor"),
    *("talk_without_end", "promise_too_much", "promise_more_than_comes", "say_more_than_promised"),
    *("name_a_type_of_its_own", "name_an_ending_of_its_own", "invent_a_note", "count_wrongly", "say_no_json"),
    "leave_somebody_behind",
]


@pytest.mark.parametrize("name", ILL)
def test_an_ill_child_is_given_up_in_time(with_child: object, name: str) -> None:
    before = children_of_this_process()
    with_child(name)  # type: ignore[operator]
    begun = time.monotonic()
    gave_up(cleaned(b"words " * 100_000, "a.txt", SOON))
    assert time.monotonic() - begun < 10
    assert children_of_this_process() == before


def children_of_this_process() -> list[str]:
    listed = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return listed.read_text().split() if listed.exists() else []


def test_a_healthy_child_leaves_nobody_behind() -> None:
    before = children_of_this_process()  # another file's server may still be running
    assert cleaned(b"words", "a.txt").codes == [Code.TEXT_KEPT]
    assert children_of_this_process() == before


@pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")
def test_a_child_reaches_no_file_no_network_no_program_and_no_environment() -> None:
    here = str(Path(__file__).parents[3])
    program = f"import sys; sys.path[:] = {[here, *sys.path]!r}; from goodcatch.files.tests import ill; ill.dig()"
    started = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, env={}, timeout=60, check=False
    )
    assert started.stdout == "reached: [] environment: [LC_CTYPE]\n", "LC_CTYPE is Python's own word to itself"


def test_the_child_is_started_with_an_empty_environment_and_no_other_descriptor(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOODCATCH_SECRET_KEY", "not for children")
    program = (
        "import os, sys; sys.path[:] = {path!r}; from goodcatch.files.tests import ill; sys.stdin.buffer.read(); "
        "seen = sorted(os.listdir('/proc/self/fd')); own = os.getsid(0) == os.getpid(); "
        "words = repr((seen, dict(os.environ), own)); "
        "ill.say(b''.join([ill.GOOD.line().replace(b'null', str(len(words)).encode(), 1), words.encode()])) # {module}"
    )
    monkeypatch.setattr(parent, "_PROGRAM", program)
    with (tmp_path / "open").open("w") as other:
        os.set_inheritable(other.fileno(), True)
        said = cleaned(b"words", "a.txt", SOON).body.decode()
    assert said == "(['0', '1', '2', '3'], {'LC_CTYPE': 'C.UTF-8'}, True)", "3 is the folder it looks into"


def test_a_crowd_waits_in_line_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch, with_child: object) -> None:
    with_child("hang")  # type: ignore[operator]
    monkeypatch.setattr(parent, "CLEANERS", CostlyPool(slots=1, waiting=1))
    began, outcomes = threading.Barrier(4), []

    def send() -> None:
        began.wait()
        try:
            outcomes.append(cleaned(b"words", "a.txt", Bounds(wall=1.0)).codes[0].value)
        except TooBusy:
            outcomes.append("busy")

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["busy", "busy", "gave_up", "gave_up"]


def test_the_ceiling_of_memory_is_what_the_docs_say() -> None:
    assert Bounds().memory == 1536 * 2**20
    assert parent.CLEANERS._free == 1
    assert parent.CLEANERS._waiting + 1 < KEPT_FREE, "a thread stays free for pages"


@pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")
def test_every_wall_stands_on_this_machine() -> None:
    program = (
        f"import sys; sys.path[:] = {sys.path!r}; from goodcatch.files.cleaning import walls; "
        "stand = walls.first(memory=2**30, processor=5) + walls.last(); print(', '.join(stand))"
    )
    started = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    stand = set(started.stdout.strip().split(", "))
    assert {"limits", "no new privileges", "no descriptors"} <= stand
    assert stand <= {"limits", "no new privileges", "no network", "few threads", "no files", "no descriptors"}


def test_walls_are_never_built_around_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walls, "_limit", lambda *args: pytest.fail("the parent limits itself"))
    assert cleaned(b"words", "a.txt").codes == [Code.TEXT_KEPT]
