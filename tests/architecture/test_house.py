"""Every path that the house's table names can be loaded, and every verb's notice has a thing that can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.urls import reverse
from django.utils.module_loading import import_string

from config import house
from tests.architecture.test_templates import templates


def paths() -> Iterator[str]:
    tables: list[dict[str, str]] = [house.FACTS, house.JOBS, house.READERS, house.SIGHTS]
    for table in tables:
        yield from table.values()
    for fillers in house.SLOTS.values():
        yield from fillers
    yield from [*house.KEPT_BY, *house.LET_GO, *house.TRACES, *house.HELD]
    yield from [*house.NARROWED, *house.SIGNING_OUT, house.REFUSED, house.EARLIER_DEED]
    yield from [house.CARRIED_TO, house.CHECK_IN_ANSWERED, *house.NEAR, *house.KEPT_BY, *house.LET_GO, house.RECEIPTS]
    for models in house.PEPPERED.values():
        yield from models


@pytest.mark.parametrize("path", sorted(set(paths())))
def test_a_named_function_can_be_loaded(path: str) -> None:
    assert callable(import_string(path))


def test_addresses_and_navigation_lead_somewhere() -> None:
    for _address, module in house.ADDRESSES:
        import_module(module)
    for _word, name in house.NAVIGATION:
        assert reverse(name).startswith("/in/")


def test_every_slot_is_named_by_some_template() -> None:
    text = "\n".join(path.read_text() for path in templates())
    unnamed = [name for name in house.SLOTS if f'slot "{name}"' not in text and f"slot '{name}'" not in text]
    assert not unnamed, f"filled, but named nowhere: {unnamed}"


def test_a_seeded_mistyped_path_is_caught() -> None:
    with pytest.raises(ImportError):
        import_string("goodcatch.reviews.slots.gossip")


def test_every_keeper_says_who_may_be_given_keys_and_tells_the_reporter() -> None:
    for path in house.KEEPERS.values():
        keeper = import_string(path)
        assert callable(keeper.may_be_given)
        assert callable(keeper.left_to)
        assert callable(keeper.identity_opened)
