"""Of a reporter nothing finer than a day is kept: no column, no key, no order of rows, no entry of the record."""

import pytest
from django.db import models
from django.test import Client

from goodcatch.kernel.fields import RandomKeyField
from goodcatch.record.models import Entry
from goodcatch.reports import services
from goodcatch.reports.models import Channel, Message, Milestone, Report, ReportWords, Slip
from goodcatch.reports.tests.outside import come_back, report_and_receipt, send
from goodcatch.reports.tests.speaking import Telling
from tests.cast import Cast

STAFF_SIDE = {"acknowledged_at", "closed_at"}


@pytest.mark.parametrize("model", [Report, ReportWords, Message, Milestone, Slip])
def test_no_column_holds_a_time_and_keys_are_drawn(model: type[models.Model]) -> None:
    finer = [f.name for f in model._meta.concrete_fields if isinstance(f, models.DateTimeField | models.TimeField)]
    assert set(finer) <= STAFF_SIDE
    assert isinstance(model._meta.pk, RandomKeyField)


@pytest.mark.django_db
def test_the_order_of_rows_says_nothing_of_the_order_of_sending(tell: Telling) -> None:
    """Spearman's rank correlation of 200 pairs has a standard error of 0.071: five of them are allowed."""
    sent = [tell(happened=f"Report {number}").pk for number in range(200)]
    stored = list(Report.objects.order_by().values_list("pk", flat=True))
    words = list(ReportWords.objects.order_by().values_list("report_id", flat=True))
    for order in (sorted(sent), stored, words):
        rank = {pk: at for at, pk in enumerate(order)}
        distance = sum((at - rank[pk]) ** 2 for at, pk in enumerate(sent))
        assert abs(1 - 6 * distance / (200 * (200**2 - 1))) < 0.355


@pytest.mark.django_db
def test_the_journey_leaves_no_entry_with_a_time_in_the_record(client: Client, cast: Cast, channel: Channel) -> None:
    before = set(Entry.objects.values_list("pk", flat=True))
    words, _ = report_and_receipt(client)
    services.write_to_reporter(by=cast.handler, report=Report.objects.get(), text="Which panel?")
    come_back(client, words)
    send(client, "/speak-up/report/", text="The left one.")
    after = Entry.objects.exclude(pk__in=before)
    assert [(entry.verb, entry.actor_kind) for entry in after] == [("reports.write_to_reporter", "person")]
