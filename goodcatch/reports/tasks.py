"""The room's own daily work, and what it reads of the record."""

from collections.abc import Sequence

from goodcatch.jobs.terms import Payload
from goodcatch.kernel.refs import System
from goodcatch.record.queries import FeedEntry
from goodcatch.reports import queries, services


def forget_drafts(_: Payload) -> None:
    """Forget drafts that nobody has saved for 30 days, and files of forms that were never sent."""
    services.forget_drafts()
    services.forget_asides()


def announce(_: Payload) -> None:
    """Tell handlers of what anonymous reporters sent, at the fixed hours."""
    services.announce(by=System("reports"))


def call_again(_: Payload) -> None:
    """Tell of danger again that nobody has looked at, every quarter of an hour."""
    services.call_again(by=System("reports"))


def tend_clocks(_: Payload) -> None:
    """Look after the clocks of sealed reports and the days of open ones, and send the one letter of the day."""
    services.tend_clocks(by=System("reports"))
    services.call_next(by=System("reports"))


def purge(_: Payload) -> None:
    """Delete reports whose time has ended; of sealed ones the keys first."""
    services.purge_due(by=System("reports"))


def follow_lists(entries: Sequence[FeedEntry]) -> None:
    """Let offices follow the lists of readers that were signed on pages of the vault."""
    signed = {entry.thing.id for entry in entries if entry.verb in {"vault.found_list", "vault.admit"}}
    by = System("reports")
    for channel in queries.channels_of(by, signed):
        services.follow_list(by=by, channel=channel)
