"""The room's own daily work."""

from goodcatch.jobs.terms import Payload
from goodcatch.kernel.refs import System
from goodcatch.protection import services


def tend(_: Payload) -> None:
    """Look after protection plans: ask, end, delete."""
    services.tend(by=System("protection"))
