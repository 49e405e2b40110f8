"""The room's own daily work."""

from goodcatch.jobs import services
from goodcatch.jobs.terms import Payload


def tidy(_: Payload) -> None:
    """Forget work that was done long ago."""
    services.tidy()
