"""Of a reporter nothing finer than a day is kept: no column, no key, no order of rows, no entry of the record."""

import pytest
from django.db import models
from django.test import Client

from goodcatch.kernel.fields import RandomKeyField
from goodcatch.protection.models import CheckIn, Plan, PlanSlip
from goodcatch.record.models import Entry
from goodcatch.reports import services
from goodcatch.reports.models import (
    AskedBefore,
    Channel,
    Draft,
    Message,
    Milestone,
    Report,
    ReporterKey,
    ReportWords,
    Slip,
    Voice,
)
from goodcatch.reports.tests.outside import come_back, report_and_receipt, send
from goodcatch.reports.tests.speaking import Telling
from tests.cast import Cast

STAFF_SIDE = {"acknowledged_at", "closed_at"}


@pytest.mark.parametrize(
    "model",
    [Report, ReportWords, Message, Milestone, Slip, Draft, ReporterKey, Voice, AskedBefore, Plan, CheckIn, PlanSlip],
)
def test_no_column_holds_a_time_and_keys_are_drawn(model: type[models.Model]) -> None:
    finer = [f.name for f in model._meta.concrete_fields if isinstance(f, models.DateTimeField | models.TimeField)]
    assert set(finer) <= STAFF_SIDE
    assert isinstance(model._meta.pk, RandomKeyField)


def correlation(sent: list[int], order: list[int]) -> float:
    """Give Spearman's rank correlation of two orders of the same keys; for 200 its standard error is 0.071."""
    rank = {key: at for at, key in enumerate(order)}
    distance = sum((at - rank[key]) ** 2 for at, key in enumerate(sent))
    return abs(1 - 6 * distance / (len(sent) * (len(sent) ** 2 - 1)))


@pytest.mark.django_db
def test_neither_keys_nor_public_ids_say_in_which_order_things_were_sent(tell: Telling) -> None:
    sent = [tell(happened=f"Report {number}") for number in range(200)]
    keys = [report.pk for report in sent]
    by_public_id = [report.pk for report in sorted(sent, key=lambda report: report.public_id)]
    for order in (sorted(keys), by_public_id):
        assert correlation(keys, order) < 5 * 0.071


@pytest.mark.only_on("sqlite")
@pytest.mark.django_db
def test_rows_lie_in_the_order_of_their_keys(tell: Telling) -> None:
    """SQLite keeps rows by key. PostgreSQL keeps them as they came: the threat model says so of who holds its disk."""
    keys = [tell(happened=f"Report {number}").pk for number in range(200)]
    assert correlation(keys, list(Report.objects.order_by().values_list("pk", flat=True))) < 5 * 0.071
    assert correlation(keys, list(ReportWords.objects.order_by().values_list("report_id", flat=True))) < 5 * 0.071


@pytest.mark.django_db
def test_the_journey_leaves_no_entry_with_a_time_in_the_record(client: Client, cast: Cast, channel: Channel) -> None:
    before = set(Entry.objects.values_list("pk", flat=True))
    words, _ = report_and_receipt(client)
    services.write_to_reporter(by=cast.handler, report=Report.objects.get(), text="Which panel?")
    come_back(client, words)
    send(client, "/speak-up/report/", text="The left one.")
    after = Entry.objects.exclude(pk__in=before)
    assert [(entry.verb, entry.actor_kind) for entry in after] == [("reports.write_to_reporter", "person")]
