"""The gate against floods stands wide open for tests, which do in a second what people do in an hour."""

import pytest

from config import floods
from goodcatch.kernel.floods import Gate, Lane

WIDE = Lane(burst=1e9, a_second=1e9)


def open_wide() -> Gate:
    """Give a gate that lets everything pass."""
    return Gate(fast=WIDE, slow=WIDE)


@pytest.fixture(autouse=True)
def wide_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request of this process pass; the tests of floods put up a gate of their own."""
    monkeypatch.setattr(floods, "GATE", open_wide())
