"""The room's own daily work."""

from goodcatch.inquiry import services
from goodcatch.jobs.terms import Payload
from goodcatch.kernel.refs import System


def purge(_: Payload) -> None:
    """Delete inquiries whose time of keeping has ended."""
    services.purge_due(by=System("inquiry"))
