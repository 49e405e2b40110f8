"""Open channels: whether anybody reads what arrives there. Sealed ones have a look of their own (`sealing`)."""

from __future__ import annotations

from collections.abc import Iterator

from goodcatch.kernel.refs import System
from goodcatch.reports import queries as reports
from goodcatch.setup.terms import Finding


def channels() -> Iterator[Finding]:
    """Look for open channels whose unit has no triager: the last one may have left."""
    for channel in reports.unhandled(System("doctor")):
        yield Finding("channel-unhandled", {"channel": channel.name})
