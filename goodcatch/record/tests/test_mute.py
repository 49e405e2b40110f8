"""A purge makes what was committed to mute, and leaves the chain whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from goodcatch.kernel import clock
from goodcatch.kernel.refs import Ref
from goodcatch.record import queries
from goodcatch.record import services as record
from goodcatch.record.models import Entry, PoolEntry
from goodcatch.record.tests.deeds import deeds, pooled

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_salts_of_the_thing_are_gone_and_the_chain_is_whole() -> None:
    deeds(5)
    assert record.mute(thing=Ref("thing", "T0000003")) == 1
    assert [e.thing_id for e in Entry.objects.filter(salt=None)] == ["T0000003"]
    assert queries.verify().intact
    assert record.mute(thing=Ref("thing", "T0000003")) == 0


def test_a_reporter_side_entry_is_found_and_muted_wherever_it_is() -> None:
    with clock.moved_to(DAY):
        record.close_days()
        pooled(1)
        pooled(2)
    with clock.moved_to(DAY + timedelta(days=1)):
        record.close_days()
        pooled(1)
        with transaction.atomic():
            assert record.mute(thing=Ref("report", "R0000001")) == 2
    assert not PoolEntry.objects.exists()
    assert [e.thing.id for e in queries.feed(after=0).entries] == ["R0000002"]
    assert queries.verify().intact
