"""Prove that nothing changed: every entry against its head, every head against the one before and its signature."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC

from django.utils.translation import gettext as _

from goodcatch.record import seal
from goodcatch.record.models import Entry, Head
from goodcatch.record.queries.feed import SignedHead, hearers_of, keys
from goodcatch.record.seal import DIGEST, HeadFacts
from goodcatch.record.terms import BATCH, POOLED, Hearer


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was: what kind of change, where, and a sentence."""

    kind: str
    position: int
    sentence: str


@dataclass(slots=True)
class Verdict:
    """What was looked through, and what was found."""

    entries: int = 0
    heads: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """True where nothing was found."""
        return not self.findings

    def find(self, kind: str, position: int, sentence: str) -> None:
        """Add one finding."""
        self.findings.append(Finding(kind, position, sentence))


def digest_of(row: Entry, hearers: tuple[Hearer, ...]) -> bytes:
    """Give the digest of an entry as it stands in the table."""
    columns = [
        row.verb,
        row.actor_kind,
        row.actor_id,
        row.thing_kind,
        row.thing_id,
        row.within_kind,
        row.within_id,
        row.at.astimezone(UTC).isoformat(),
        bytes(row.commitment).hex(),
        row.nonce or "",
    ]
    return seal.entry_digest(columns, [[h.person, h.reason, str(h.urgency)] for h in hearers])


def verify(*, kept: SignedHead | None = None) -> Verdict:
    """Look through the whole record, and say precisely what changed, in the order of positions.

    Without a head that was kept elsewhere, it cannot be seen that the newest entries were cut off together with
    their heads, or that whoever has the key wrote everything anew.
    """
    verdict = Verdict()
    expected: dict[int, bytes] = {}
    found: dict[int, tuple[bytes, str]] = {}
    end = _heads(verdict, expected, found)
    _entries_without_head(verdict, found, end)
    _explain(verdict, expected, found)
    if kept is not None:
        _against_kept(verdict, kept)
    verdict.findings.sort(key=lambda finding: finding.position)
    return verdict


def _heads(verdict: Verdict, expected: dict[int, bytes], found: dict[int, tuple[bytes, str]]) -> int:
    """Walk the chain, and keep the positions where table and heads differ; give the last position of all."""
    number, end, previous = 0, 0, bytes(32)
    wanted: dict[int, bytes] = {}
    for head in Head.objects.order_by("number").iterator(50):
        number += 1
        verdict.heads += 1
        if head.number != number:
            gap = _("Heads {first} to {last} are missing; what they held cannot be checked.")
            verdict.find("head removed", end + 1, gap.format(first=number, last=head.number - 1))
            number = head.number
        _one_head(verdict, head, previous, end)
        previous, end = bytes(head.hash), max(end, head.last)
        digests = bytes(head.digests)
        wanted |= {head.first + i: digests[i * DIGEST : (i + 1) * DIGEST] for i in range(len(digests) // DIGEST)}
        if len(wanted) >= BATCH:
            _compare(verdict, wanted, expected, found)
            wanted = {}
    _compare(verdict, wanted, expected, found)
    return end


def _one_head(verdict: Verdict, head: Head, previous: bytes, end: int) -> None:
    facts = HeadFacts(head.number, head.first, head.last, head.day, bytes(head.previous), bytes(head.digests))
    names = {"number": head.number, "first": head.first, "last": head.last}
    if seal.head_hash(facts) != bytes(head.hash):
        verdict.find(
            "head changed",
            head.first,
            _("Head {number} (positions {first} to {last}) was changed: its hash does not fit it.").format(**names),
        )
    elif bytes(head.previous) != previous or head.first != end + 1:
        verdict.find(
            "head changed",
            head.first,
            _("Head {number} (positions {first} to {last}) does not follow the head before it.").format(**names),
        )
    if not seal.is_signed(keys().public, bytes(head.hash), bytes(head.signature)):
        verdict.find(
            "signature broken",
            head.first,
            _("Head {number} (positions {first} to {last}) is not signed by this house's key.").format(**names),
        )


def _compare(
    verdict: Verdict,
    wanted: dict[int, bytes],
    expected: dict[int, bytes],
    found: dict[int, tuple[bytes, str]],
) -> None:
    positions = sorted(wanted)
    for begin in range(0, len(positions), BATCH):
        rows = list(Entry.objects.filter(position__in=positions[begin : begin + BATCH]))
        hearers = hearers_of(row.pk for row in rows)
        for row in rows:
            verdict.entries += 1
            position = row.position or 0
            digest = digest_of(row, hearers[row.pk]) if _opens(row) else b""
            if wanted[position] == digest:
                del wanted[position]
            else:
                found[position] = (digest, row.verb)
    expected.update(wanted)


def _opens(row: Entry) -> bool:
    """Tell whether what is sealed fits its commitment; after a purge, seal and salt are gone together."""
    if row.verb != POOLED:
        return row.sealed is None
    if row.salt is None or row.sealed is None:
        return row.salt is None and row.sealed is None
    return seal.commitment(bytes(row.salt), bytes(row.sealed)) == bytes(row.commitment)


def _entries_without_head(verdict: Verdict, found: dict[int, tuple[bytes, str]], end: int) -> None:
    """Positions are given together with a head; one beyond every head was put there by somebody else."""
    outside = Entry.objects.filter(position__gt=end) | Entry.objects.filter(position__lt=1)
    rows = list(outside.order_by("position")[:10_000])
    hearers = hearers_of(row.pk for row in rows)
    for row in rows:
        verdict.entries += 1
        found[row.position or 0] = (digest_of(row, hearers[row.pk]), row.verb)


def _explain(verdict: Verdict, expected: dict[int, bytes], found: dict[int, tuple[bytes, str]]) -> None:
    """Tell apart what was changed, removed, inserted and reordered.

    Where an entry was put in or taken out, those after it may have been moved along; they are not named again, as
    long as their order is the old one.
    """
    stood = {digest: position for position, digest in expected.items()}
    moved = {now: stood[digest] for now, (digest, _verb) in found.items() if digest in stood}
    elsewhere = set(moved.values())
    for position in sorted(expected.keys() | found.keys()):
        lost = position in expected and position not in elsewhere
        strange = position in found and position not in moved
        verb = found[position][1] if position in found else ""
        if lost and strange:
            verdict.find(
                "changed", position, _("The entry '{verb}' at position {n} was changed.").format(verb=verb, n=position)
            )
        elif lost:
            verdict.find("removed", position, _("The entry at position {n} was removed.").format(n=position))
        elif strange:
            verdict.find(
                "inserted",
                position,
                _("The entry '{verb}' at position {n} was inserted.").format(verb=verb, n=position),
            )
    for now in _out_of_order(moved, shifted=any(f.kind in {"removed", "inserted"} for f in verdict.findings)):
        sentence = _("The entries were reordered: '{verb}', now at position {n}, stood at position {was}.")
        verdict.find("reordered", now, sentence.format(verb=found[now][1], n=now, was=moved[now]))


def _out_of_order(moved: dict[int, int], *, shifted: bool) -> list[int]:
    """Give the present positions of entries that left their order; all that moved, where nothing pushed them."""
    if not shifted:
        return sorted(moved)
    ends: list[int] = []  # of the increasing runs of each length found so far: the lowest old position at their end
    at: list[int] = []  # and its present position
    before: dict[int, int | None] = {}
    for now in sorted(moved):
        place = bisect_left(ends, moved[now])
        before[now] = at[place - 1] if place else None
        ends[place : place + 1], at[place : place + 1] = [moved[now]], [now]
    ordered: set[int | None] = set()
    last = at[-1] if at else None
    while last is not None:
        ordered.add(last)
        last = before[last]
    return [now for now in sorted(moved) if now not in ordered]


def _against_kept(verdict: Verdict, kept: SignedHead) -> None:
    """Hold the record against a head that somebody outside kept."""
    names = {"number": kept.number, "last": kept.last}
    if not seal.is_signed(bytes.fromhex(kept.key), bytes.fromhex(kept.hash), bytes.fromhex(kept.signature)):
        verdict.find("kept head", kept.last, _("The kept head is not what was signed; another copy may be."))
        return
    if kept.key != keys().public.hex():
        verdict.find("kept head", kept.last, _("The kept head was signed with another key than this house has now."))
    head = Head.objects.filter(number=kept.number).first()
    if head is None:
        sentence = _("The end is missing: the kept head {number}, up to position {last}, is not in the record.")
        verdict.find("tail missing", kept.last, sentence.format(**names))
    elif bytes(head.hash).hex() != kept.hash:
        sentence = _("The record up to position {last} is not the one that the kept head {number} was made of.")
        verdict.find("rewritten", kept.last, sentence.format(**names))
