"""Calls at any depth ask the system for no more room once room was taken."""

import resource
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from goodcatch.kernel.roomy import roomy

DEPTHS = range(600)
CALLS = 200


def nothing() -> None:
    return None


def at_depth(depth: int) -> None:
    if depth:
        return at_depth(depth - 1)
    for _ in range(CALLS):
        nothing()
    return None


def every_depth() -> None:
    for depth in DEPTHS:
        at_depth(depth)


def faults(call: Callable[[], None]) -> int:
    """Count how often memory had to be brought in during a call in a thread of its own, whose frames begin anew.

    Each new piece of memory is brought in as it is first used.
    """

    def counted() -> int:
        before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
        call()
        return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(counted).result()


def test_it_does_as_the_function_does() -> None:
    def shown(one: int, *, other: str) -> str:
        """Show both."""
        return f"{one} {other}"

    assert roomy(shown)(1, other="two") == "1 two"
    assert roomy(shown).__doc__ == "Show both."


def test_no_depth_of_calls_asks_for_room_again_and_again() -> None:
    assert faults(roomy(every_depth)) < CALLS
    if sys.version_info < (3, 12):
        assert faults(every_depth) > 2 * CALLS, "what this is for is no more"
