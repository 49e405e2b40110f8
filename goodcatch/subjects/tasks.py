"""The room's own daily work."""

from goodcatch.jobs.terms import Payload
from goodcatch.kernel.refs import System
from goodcatch.subjects import services


def forget(_: Payload) -> None:
    """Delete requests that were answered three years ago."""
    services.forget_requests(by=System("subjects"))
