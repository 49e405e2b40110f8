"""A gate against floods: a bucket for each network, one slow lane for all that are over theirs, all in memory.

No address is kept: a network is known by a keyed hash of its prefix, the key is drawn anew each hour and lies
nowhere but here. Each process counts for itself.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Lane:
    """How much may pass: so many at once, and so many a second."""

    burst: float
    a_second: float


FAST = Lane(burst=1000, a_second=200)
"""For each network: dozens of colleagues behind one address who all speak up at once stay well below it."""
SLOW = Lane(burst=20, a_second=10)
"""For all networks that are over theirs, together."""
MOST_NETWORKS = 20_000
"""Networks that are told apart at once; those beyond share one bucket, so that memory stays (about 5 MiB)."""


class _Bucket:
    __slots__ = ("at", "left")

    def __init__(self, lane: Lane, now: float) -> None:
        self.left, self.at = lane.burst, now

    def take(self, lane: Lane, now: float, amount: float) -> bool:
        self.left = min(lane.burst, self.left + (now - self.at) * lane.a_second)
        self.at = now
        if self.left < amount:
            return False
        self.left -= amount
        return True


class Gate:
    """Decides at the door, before any work, whether a request may pass."""

    def __init__(
        self,
        *,
        fast: Lane = FAST,
        slow: Lane = SLOW,
        most: int = MOST_NETWORKS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fast, self._slow_lane, self._most, self._now = fast, slow, most, now
        self._lock = threading.Lock()
        self._begin_hour(now())

    def admits(self, address: str, *, cost: float = 1) -> bool:
        """Tell whether a request from this address may pass, by its network's bucket or else by the slow lane."""
        with self._lock:
            now = self._now()
            if now - self._since >= HOUR:
                self._begin_hour(now)
            if self._bucket(address, now).take(self._fast, now, cost):
                return True
            return self._slow.take(self._slow_lane, now, cost)

    def charge(self, address: str, *, cost: float) -> None:
        """Let a request that has passed cost more than it seemed: what fails is what floods are made of."""
        with self._lock:
            bucket = self._bucket(address, self._now())
            bucket.left = max(-self._fast.burst, bucket.left - cost)

    def _bucket(self, address: str, now: float) -> _Bucket:
        known = hashlib.blake2b(prefix_of(address).encode(), key=self._key, digest_size=8).digest()
        bucket = self._buckets.get(known)
        if bucket is None:
            if len(self._buckets) >= self._most:
                return self._rest
            bucket = self._buckets[known] = _Bucket(self._fast, now)
        return bucket

    def _begin_hour(self, now: float) -> None:
        self._since, self._key = now, secrets.token_bytes(32)
        self._buckets: dict[bytes, _Bucket] = {}
        self._rest, self._slow = _Bucket(self._fast, now), _Bucket(self._slow_lane, now)


def prefix_of(address: str) -> str:
    """Give the network of an address: the first 24 bits of IPv4, the first 48 of IPv6; '' for what is neither."""
    try:
        known = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return ""
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    bits = 24 if known.version == 4 else 48  # the version of the protocol
    return str(ipaddress.ip_network(f"{known}/{bits}", strict=False))
