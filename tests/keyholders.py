"""People with keys, and lists of readers, for tests: through the real verbs, with a cheap Argon2id."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from config import house
from goodcatch.kernel.refs import Actor, Ref
from goodcatch.people.models import Person
from goodcatch.vault import boxes, chains, outside, services
from goodcatch.vault.models import SignedList
from goodcatch.vault.services import keys
from goodcatch.vault.terms import (
    CUSTODIANS,
    Keyring,
    Office,
    PublicHalves,
    Purpose,
    Recovered,
    ReporterPair,
    Seat,
    Side,
)

CHEAP = boxes.Cost(memory_kib=64, passes=1)


@pytest.fixture(autouse=True)
def nothing_founded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let keys cost little, and let no list that one test founded or checked outside its database meet the next."""
    monkeypatch.setattr(keys, "COST", CHEAP)
    yield
    chains._known.clear()  # the next test checks every signature itself, also of what was laid in
    for path in Path(settings.DATA_DIR).joinpath(outside.FOLDER).glob("*"):
        path.unlink()


class Allowing:
    """A room's word on its sealed things: everybody may be given what is not left off, and who was told is kept."""

    def __init__(self) -> None:
        self.left_off: set[str] = set()
        self.told: list[str] = []

    def may_be_given(self, *, person: Person, ids: Collection[str]) -> set[str]:
        return set(ids) - self.left_off

    def left_to(self, *, person: Person, ids: Collection[str], by: Actor) -> None:
        self.left_off -= set(ids)

    def identity_opened(self, *, public_id: str, by: Actor) -> None:
        self.told.append(public_id)


KEEPER = Allowing()


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Allowing:
    """Let `tests.keyholders.KEEPER` speak for sealed things of the kind 'matter'."""
    KEEPER.__init__()  # type: ignore[misc]  # as new, for each test
    monkeypatch.setitem(house.KEEPERS, "matter", "tests.keyholders.KEEPER")
    return KEEPER


@dataclass(frozen=True)
class Holder:
    """Somebody with an unlocked key: the ring, the cookie's bytes, the six words."""

    ring: Keyring
    token: bytes
    words: str


def holder(person: Person, purpose: Purpose = Purpose.READER) -> Holder:
    """Let somebody make a key, try it, and leave it unlocked."""
    words = " ".join(services.make_keys(by=person, purpose=purpose).passphrase)
    token = services.unlock(by=person, passphrase=words).token
    ring = services.keyring(person=person, token=token)
    assert ring is not None
    return Holder(ring, token, words)


def recovery(scope: Ref, secret: bytes = bytes(range(32))) -> Recovered:
    """Give the recovery key that a secret stands for."""
    return services.recovery_of(secret=secret, scope=scope)


def found_readers(
    scope: Ref, by: Keyring, *others: Keyring, recovery: PublicHalves | None = None, office: str = Office.HANDLER
) -> SignedList:
    """Sign the first list of a scope."""
    seats = [Seat(office, ring.person) for ring in (by, *others)]
    return services.found_list(by=by, scope=scope, seats=seats, recovery=recovery)


def found_custodians(administrator: Person, *rings: Keyring) -> None:
    """Let an administrator propose the custodians, and two of them sign."""
    services.propose_custodians(by=administrator, people=[ring.person for ring in rings])
    for ring in rings[:2]:
        waiting = services.waiting_list(scope=CUSTODIANS)
        assert waiting is not None
        services.sign_custodians(by=ring, fingerprint=waiting.fingerprint)


def seal(thing: Ref, scope: Ref, *allowed: Person, identity: bytes = b"", words: bytes = b"words") -> ReporterPair:
    """Let a reporter seal a thing with words in it to those who are allowed; give their pair."""
    pair = services.new_reporter_pair(kdf_output=bytes(32), thing=thing)
    keys = services.seal_new(thing=thing, scope=scope, allowed=allowed, reporter_public=pair.public, identity=identity)
    services.put(keys=keys, thing=thing, kind="words", side=Side.REPORTER, text=words)
    return pair
