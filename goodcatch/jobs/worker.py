"""The worker's loop."""

from collections.abc import Callable


class Worker:
    """One worker."""

    def run(self, *, until: Callable[[], bool], wait: Callable[[float], object]) -> None:
        """Work."""
        while not until():
            wait(0.5)
