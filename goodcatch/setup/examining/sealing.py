"""Sealed channels: whether lists stand as they were signed, somebody could read, and recovery would work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from goodcatch.kernel import clock
from goodcatch.kernel.errors import Refused
from goodcatch.kernel.refs import System
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Channel
from goodcatch.reports.terms import READING
from goodcatch.setup.terms import Finding
from goodcatch.vault import queries as vault

DOCTOR = System("doctor")
LATELY = timedelta(days=7)
REHEARSED, USED = timedelta(days=365), timedelta(days=182)


def sealing() -> Iterator[Finding]:
    """Look at lists and channels. Without its pepper nothing can be said of them."""
    if not vault.keys_made(viewer=DOCTOR) or not vault.pepper_is_kept(viewer=DOCTOR):
        return
    lately = vault.refused_since(viewer=DOCTOR, day=clock.today() - LATELY)
    if lately:
        yield Finding("refusals", {"count": lately})
    yield from _lists()
    for channel in reports.sealed_channels(DOCTOR):
        try:
            yield from _channel(channel)
        except Refused:
            continue  # its list was named already, with what is wrong


def _lists() -> Iterator[Finding]:
    for state in vault.list_states(viewer=DOCTOR, unused_since=clock.today() - USED):
        scope = str(state.scope)
        if state.refused:
            yield Finding("list-refused", {"scope": scope, "sentence": state.refused})
            continue
        if state.rested:
            yield Finding("keys-rested", {"scope": scope, "count": state.rested})
        if state.has_recovery and state.rehearsed_at and state.rehearsed_at < clock.now() - REHEARSED:
            yield Finding("rehearsal-old", {"scope": scope})


def _channel(channel: Channel) -> Iterator[Finding]:
    readers = reports.reachable(DOCTOR, channel)
    if not any(readers[duty] for duty in READING):
        yield Finding("channel-unread", {"channel": channel.name})
        return
    for found in reports.self_test(DOCTOR, channel):
        if found.missing:
            yield Finding("channel-lacks", {"channel": channel.name, "sentence": found.said})
