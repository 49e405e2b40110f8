"""The room's own daily work."""

from goodcatch.jobs.terms import Payload
from goodcatch.kernel.refs import System
from goodcatch.reports import services


def forget_drafts(_: Payload) -> None:
    """Forget drafts that nobody has saved for 30 days."""
    services.forget_drafts()


def announce(_: Payload) -> None:
    """Tell handlers of what anonymous reporters sent, at the fixed hours."""
    services.announce(by=System("reports"))
