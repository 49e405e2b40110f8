"""Signed lists of readers, read and checked: every link against the one before, the first against what lies outside.

Nothing here trusts a row. What does not hold is Refused, with what is wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import Refused, RuleBroken
from goodcatch.kernel.refs import Ref
from goodcatch.vault import boxes, outside
from goodcatch.vault.models import Key, SignedList
from goodcatch.vault.terms import CUSTODIANS, PublicHalves, Reader

RECOVERY_SIGNER = "recovery"


class NotFounded(RuleBroken):
    """No list of readers was founded here yet."""

    def __init__(self) -> None:
        super().__init__(_("Nobody reads here yet: the first list of readers is still to be signed."))


@dataclass(frozen=True, slots=True)
class Link:
    """One list of a chain: who stands in it, and which keys have signed it so far."""

    number: int
    hash: bytes
    message: bytes
    at: str
    readers: tuple[Reader, ...]
    recovery: PublicHalves | None
    signers: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """As people compare it."""
        return boxes.fingerprint(self.hash)


@dataclass(frozen=True, slots=True)
class Chain:
    """The lists of a scope, from the first; `waiting` is one that lacks a signature, and is not in force."""

    scope: Ref
    links: tuple[Link, ...]
    waiting: Link | None = None

    @property
    def now(self) -> Link:
        """The list in force. Raises NotFounded."""
        if not self.links:
            raise NotFounded
        return self.links[-1]


_known: dict[str, tuple[bytes, Chain]] = {}
"""Scope → what was checked last: the same rows are not checked twice by one process."""


def chain_of(scope: Ref) -> Chain:
    """Give the checked chain of a scope. Raises Refused where a row is not what was signed, or one is gone."""
    try:
        return _looked_at(scope)
    except Refused:  # somebody may have signed between our looking outside the database and inside
        return _looked_at(scope)


def _looked_at(scope: Ref) -> Chain:
    first, seen = outside.first_of(scope), outside.seen_of(scope)
    rows = list(SignedList.objects.filter(scope=str(scope)).order_by("number"))
    digest = _digest(rows, first, seen)
    known = _known.get(str(scope))
    if known and known[0] == digest:
        return known[1]
    chain = _checked(scope, rows)
    _against_outside(chain, first, seen)
    _known[str(scope)] = (digest, chain)
    if chain.links:
        outside.note_seen(scope, outside.Seen(chain.now.number, chain.now.hash))
    return chain


def first_in_table(scope: Ref) -> bytes | None:
    """Give the hash of the first list as it stands in the database, unchecked: for somebody to compare with paper."""
    row = SignedList.objects.filter(scope=str(scope), number=1).first()
    return boxes.hashed(message_of(row.content)) if row else None


def content_of(link_number: int, scope: Ref, previous: bytes, readers: Sequence[Reader], **more: Any) -> str:
    """Give the canonical text of a list to be signed."""
    plain = {
        "version": boxes.VERSION,
        "installation": outside.installation(),
        "scope": str(scope),
        "number": link_number,
        "previous": previous.hex(),
        "seats": sorted([r.office, r.person, r.key, r.box_public.hex(), r.sign_public.hex()] for r in readers),
        **more,
    }
    return boxes.canonical(plain).decode()


def message_of(content: str) -> bytes:
    """Give what is signed of a list."""
    return b"goodcatch readers\n" + content.encode()


def needed(scope: Ref) -> int:
    """Give how many signatures a list takes: custodians change with two, readers with one."""
    return 2 if scope == CUSTODIANS else 1


def compare_keys(scope: Ref, readers: Sequence[Reader]) -> dict[str, Key]:
    """Give the rows of the keys that a list names, by id. Raises Refused where one was replaced or is gone."""
    keys = Key.objects.filter(public_id__in=[r.key for r in readers]).select_related("person")
    rows = {key.public_id: key for key in keys}
    for reader in readers:
        row = rows.get(reader.key)
        halves = (bytes(row.box_public), bytes(row.sign_public)) if row else None
        if halves != (reader.box_public, reader.sign_public):
            raise refused(scope, "key")
    return rows


def refused(scope: Ref, what: str) -> Refused:
    """Give the refusal of a list, with its sentence."""
    return Refused(_sentence(what), thing=Ref("readers", str(scope)), what=what)


def _sentence(what: str) -> str:
    says = {
        "first": _(
            "The first list of who may read here is not the one that was founded on this machine. Nothing is "
            "opened or sealed until somebody at the machine has looked: `goodcatch vault lists`."
        ),
        "older": _(
            "The list of who may read here is older than one that was in force. Somebody may have put an earlier "
            "state of the database back. Nothing is opened or sealed until that is settled: `goodcatch vault lists`."
        ),
        "gap": _(
            "A list of who may read here has been removed or altered. Nothing is opened or sealed until it is back."
        ),
        "signature": _(
            "Somebody changed who may read here without the signature of a reader. Nothing is opened or sealed until "
            "that list is gone."
        ),
        "key": _(
            "A public key of somebody who reads here is not the one that a reader signed. Nothing is opened or sealed "
            "until the right one is back."
        ),
    }
    return says[what]


def _digest(rows: Sequence[SignedList], first: bytes | None, seen: outside.Seen | None) -> bytes:
    hashed = hashlib.blake2b(digest_size=32)
    for row in rows:
        hashed.update(boxes.canonical([row.number, row.content, row.signatures]))
    hashed.update(repr((first, seen)).encode())
    return hashed.digest()


def _checked(scope: Ref, rows: Sequence[SignedList]) -> Chain:
    links: list[Link] = []
    for row in rows:
        link = _link(scope, row, links)
        enough = len(link.signers) >= needed(scope)
        if not enough and (row is not rows[-1] or needed(scope) == 1):
            raise refused(scope, "signature")
        if not enough:
            return Chain(scope, tuple(links), waiting=link)
        links.append(link)
    return Chain(scope, tuple(links))


def _link(scope: Ref, row: SignedList, before: Sequence[Link]) -> Link:
    """Read one list and find whose signatures hold. Raises Refused."""
    previous = before[-1].hash if before else b""
    try:
        plain = json.loads(row.content)
        readers = tuple(Reader(p, o, k, bytes.fromhex(b), bytes.fromhex(s)) for o, p, k, b, s in plain["seats"])
        held = plain["recovery"]
        recovery = PublicHalves(bytes.fromhex(held["box"]), bytes.fromhex(held["sign"])) if held else None
        says = (plain["version"], plain["installation"], plain["scope"], plain["number"], plain["previous"])
        at = str(plain["at"])
        given = {str(key): bytes.fromhex(signature) for key, signature in row.signatures.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise refused(scope, "gap") from None
    should = (boxes.VERSION, outside.installation(), str(scope), len(before) + 1, previous.hex())
    if says != should or row.number != len(before) + 1 or boxes.canonical(plain).decode() != row.content:
        raise refused(scope, "gap")
    message = message_of(row.content)
    may_sign = _who_may_sign(before[-1] if before else None, readers)
    wrong = [
        key for key, sig in given.items() if key not in may_sign or not boxes.is_signed(may_sign[key], message, sig)
    ]
    if wrong:
        raise refused(scope, "signature")
    return Link(row.number, boxes.hashed(message), message, at, readers, recovery, tuple(sorted(given)))


def _who_may_sign(before: Link | None, readers: Sequence[Reader]) -> dict[str, bytes]:
    """Give the keys that may sign: those of the list before; for the first one its own."""
    if before is None:
        return {r.key: r.sign_public for r in readers}
    found = {r.key: r.sign_public for r in before.readers}
    if before.recovery:
        found[RECOVERY_SIGNER] = before.recovery.sign
    return found


def _against_outside(chain: Chain, first: bytes | None, seen: outside.Seen | None) -> None:
    if not chain.links:
        if outside.kept_first(chain.scope) is not None:
            raise refused(chain.scope, "gap")
        return
    if first is None or chain.links[0].hash != first:
        raise refused(chain.scope, "first")
    if seen is not None and (chain.now.number < seen.number or chain.links[seen.number - 1].hash != seen.hash):
        raise refused(chain.scope, "older")
