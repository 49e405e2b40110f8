"""Room for deep calls, taken once.

Python 3.11 keeps the frames of a thread in pieces of 16 KiB. A call that needs the next piece asks the system
for it, and its return gives it back; where a loop stands just below the end of a piece, each of its calls does so: a
call then takes a hundred times as long. Pages are deep (middleware, views, templates within templates) and loop at
every depth; of the processor's time of asking for every page, an eighth went into that. A frame that needs much room
is given a piece as large as it needs, and what it calls finds room in the rest of that piece.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

SLOTS = 33_000
"""Places in the stack of such a frame, 8 bytes each: just over half of a piece of 512 KiB, the rest of which is for
what it calls. Memory that nobody touches costs nothing."""

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def roomy(call: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Give a function that does as `call` does, and in which deep calls need no more room from the system."""

    def roomily(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        return call(*args, **kwargs)

    roomily.__code__ = roomily.__code__.replace(co_stacksize=SLOTS)
    return wraps(call)(roomily)
