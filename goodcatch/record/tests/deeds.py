"""What tests of the record write into it."""

from django.db import transaction

from goodcatch.kernel.refs import Ref, System
from goodcatch.record import services as record
from goodcatch.record.models import Entry
from goodcatch.record.terms import Hearer

SYSTEM = System("test")


def deed(number: int = 1, *, hearers: tuple[Hearer, ...] = ()) -> Entry:
    """Write one entry about the thing with this number."""
    with transaction.atomic():
        return record.write(by=SYSTEM, verb="tests.act", thing=Ref("thing", f"T{number:07}"), hearers=hearers)


def deeds(count: int) -> None:
    """Write and number this many entries, in batches of different sizes."""
    for number in range(count):
        deed(number)
        if number % 3 == 0:
            record.number()
    record.number()


def pooled(number: int = 1) -> None:
    """Write one reporter-side entry about the report with this number."""
    with transaction.atomic():
        record.write_pooled(verb="tests.reporter_acts", thing=Ref("report", f"R{number:07}"))
