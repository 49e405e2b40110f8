"""The pool for costly hashing: bounded, first in first out, honest when full."""

import threading

import pytest

from goodcatch.kernel.costly import CostlyPool, TooBusy


class Crowd:
    """Work that holds its slot until it is let go."""

    def __init__(self, pool: CostlyPool) -> None:
        self.pool, self.begun, self.threads = pool, list[int](), list[threading.Thread]()
        self.go, self.started = threading.Event(), threading.Semaphore(0)

    def work(self, number: int) -> None:
        self.begun.append(number)
        self.started.release()
        self.go.wait()

    def join_line(self, number: int) -> None:
        thread = threading.Thread(target=self.pool.run, args=(lambda: self.work(number),))
        thread.start()
        self.threads.append(thread)

    def wait_in_line(self, count: int) -> None:
        """Wait until so many stand in line."""
        deadline = threading.Event()
        while len(self.pool._line) < count:
            deadline.wait(0.001)

    def end(self) -> None:
        self.go.set()
        for thread in self.threads:
            thread.join()


def test_nobody_overtakes_and_who_finds_the_line_full_is_told_at_once() -> None:
    crowd = Crowd(CostlyPool(slots=1, waiting=3))
    crowd.join_line(0)
    crowd.started.acquire()
    for number in (1, 2, 3):
        crowd.join_line(number)
        crowd.wait_in_line(number)
    with pytest.raises(TooBusy):
        crowd.pool.run(lambda: None)
    assert crowd.begun == [0]
    crowd.end()
    assert crowd.begun == [0, 1, 2, 3]


def test_as_many_work_at_once_as_there_are_slots() -> None:
    crowd = Crowd(CostlyPool(slots=2, waiting=4))
    for number in range(4):
        crowd.join_line(number)
    crowd.started.acquire()
    crowd.started.acquire()
    crowd.wait_in_line(2)
    assert len(crowd.begun) == 2
    crowd.end()
    assert len(crowd.begun) == 4


def test_what_fails_gives_its_slot_back() -> None:
    pool = CostlyPool(slots=1, waiting=0)
    with pytest.raises(ZeroDivisionError):
        pool.run(lambda: 1 // 0)
    assert pool.run(lambda: "done") == "done"


@pytest.mark.parametrize(("threads", "waiting"), [(2, 1), (8, 3), (16, 11), (64, 59)])
def test_threads_stay_free_for_pages_however_many_wait(threads: int, waiting: int) -> None:
    pool = CostlyPool()
    pool.fit(threads=threads)
    assert pool._waiting == waiting
