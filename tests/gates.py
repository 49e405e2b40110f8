"""What stands in the way of floods and of guessing stands wide open for tests, which do in a second an hour's work."""

import pytest

from config import floods
from goodcatch.kernel.floods import Gate, Lane
from goodcatch.people.signin import PooledArgon2
from goodcatch.reports import proofs

WIDE = Lane(burst=1e9, a_second=1e9)
CHEAP = proofs.Cost(memory_kib=64, passes=1)


def open_wide() -> Gate:
    """Give a gate that lets everything pass."""
    return Gate(fast=WIDE, slow=WIDE)


@pytest.fixture(autouse=True)
def wide_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request of this process pass; the tests of floods put up a gate of their own."""
    monkeypatch.setattr(floods, "GATE", open_wide())


@pytest.fixture(autouse=True)
def cheap_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a receipt made in this process cost little; what guessing costs is tested with a fixture of this name."""
    monkeypatch.setattr(proofs, "COST", CHEAP)


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a password hashed in this process cost little; what guessing costs is tested where this is undone."""
    for name, cheap in (("memory_cost", 8), ("time_cost", 1), ("parallelism", 1)):
        monkeypatch.setattr(PooledArgon2, name, cheap)
