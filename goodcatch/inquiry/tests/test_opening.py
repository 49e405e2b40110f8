"""Opening, naming, alleging, planning."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from goodcatch.inquiry import queries, services
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.terms import Kind
from goodcatch.inquiry.tests.inquiring import Inquiring
from goodcatch.kernel.errors import Refused, RuleBroken
from goodcatch.people.services import named_people
from goodcatch.record.models import Entry
from goodcatch.reports.models import Report
from goodcatch.reports.tests.sealing import report_sealed
from goodcatch.vault import services as vault
from goodcatch.vault.models import Envelope
from goodcatch.vault.terms import Locked
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def a_report(kind: str = "not_right") -> Report:
    report_sealed(Client(), kind=kind)
    Report.objects.update(held=False)
    return Report.objects.get()


def open_from(inquiring: Inquiring, report: Report, **said: object) -> Inquiry:
    keys = vault.keys_of_reader(ring=inquiring.held[inquiring.first.public_id].ring, thing=report.ref)
    arguments: dict[str, Any] = {"inquirers": [], "report_keys": keys, **said}
    return services.open_inquiry(
        by=inquiring.first, channel=inquiring.channel, title="T", matter="M", report=report, **arguments
    )


def test_what_is_said_lies_sealed_and_the_row_says_days(opened_inquiry: Inquiring) -> None:
    row = opened_inquiry.inquiry
    assert (row.leaves, row.closed_on, row.held_on) == (1, None, None)
    file = opened_inquiry.file(opened_inquiry.second)
    assert file.title == "Orders in the spring"
    assert file.opening.said["report"] == ""
    assert {each.pk for each in queries.inquirers(opened_inquiry.first, row)} == {
        opened_inquiry.first.pk,
        opened_inquiry.second.pk,
    }


def test_it_is_opened_by_a_reader_among_readers(opened_inquiry: Inquiring, cast: Cast) -> None:
    said = {"channel": opened_inquiry.channel, "title": "T", "matter": "M"}
    with pytest.raises(RuleBroken, match="reads on this sealed channel"):
        services.open_inquiry(by=cast.leader, inquirers=[], **said)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match="Choose among those"):
        services.open_inquiry(by=cast.handler, inquirers=[cast.leader], **said)  # type: ignore[arg-type]
    assert Inquiry.objects.count() == 1


def test_a_report_leads_to_one_among_those_alone_who_read_it(opened_inquiry: Inquiring) -> None:
    report = a_report()
    opened = open_from(opened_inquiry, report, inquirers=[opened_inquiry.outside])
    assert opened.public_id != report.public_id
    keys = vault.keys_of_reader(ring=opened_inquiry.held[opened_inquiry.first.public_id].ring, thing=opened.ref)
    assert queries.opened(opened_inquiry.first, opened, keys).opening.said["report"] == report.public_id
    report.audience = named_people(opened_inquiry.first)
    report.save()
    with pytest.raises(RuleBroken, match="reads the report that led here"):
        open_from(opened_inquiry, report, inquirers=[opened_inquiry.second])


def test_a_mistake_of_ones_own_leads_to_none(opened_inquiry: Inquiring) -> None:
    report = a_report(kind="own_mistake")
    with pytest.raises(RuleBroken, match="told for learning"):
        open_from(opened_inquiry, report)
    with pytest.raises(Locked):
        open_from(opened_inquiry, report, report_keys=None)


def test_a_question_before_acting_leads_to_none(opened_inquiry: Inquiring) -> None:
    report = a_report(kind="ask")
    with pytest.raises(RuleBroken, match="leads to no inquiry"):
        open_from(opened_inquiry, report)
    page = opened_inquiry.browser().get(f"/in/reports/sealed/{report.public_id}/").content.decode()
    assert "A question before acting" in page
    assert "Open an inquiry" not in page


def test_somebody_who_does_not_read_the_report_cannot_open_one_from_it(opened_inquiry: Inquiring) -> None:
    report = a_report()
    report.audience = named_people(opened_inquiry.second)
    report.save()
    with pytest.raises(RuleBroken, match="Only those who handle"):
        open_from(opened_inquiry, report)


def test_whom_it_concerns_is_named_once(opened_inquiry: Inquiring) -> None:
    opened_inquiry.do(services.name_concerned, name="Ottokar Zabel")
    with pytest.raises(RuleBroken, match="already"):
        opened_inquiry.do(services.name_concerned, name="ottokar  zabel")
    with pytest.raises(RuleBroken, match="Say whom"):
        opened_inquiry.do(services.name_concerned, name=" ")
    assert [each.said["name"] for each in opened_inquiry.file().persons] == ["Ottokar Zabel"]


def test_an_allegation_is_about_somebody_named(opened_inquiry: Inquiring) -> None:
    person = opened_inquiry.do(services.name_concerned, name="Ottokar Zabel")
    for persons in ([], [99], [1]):
        with pytest.raises(RuleBroken, match="Choose whom"):
            opened_inquiry.do(services.allege, text="Something", persons=persons)
    opened_inquiry.do(services.allege, text="Something", persons=[person])
    assert [pair.person.number for pair in opened_inquiry.file().pairs] == [person]


def test_the_standard_of_proof_is_settled_once(opened_inquiry: Inquiring) -> None:
    with pytest.raises(RuleBroken, match="Choose a standard"):
        opened_inquiry.do(services.settle_plan, standard="hunch", bounds="All of it")
    opened_inquiry.do(services.settle_plan, standard="clear", bounds="All of it")
    with pytest.raises(RuleBroken, match="the same for everything"):
        opened_inquiry.do(services.settle_plan, standard="balance", bounds="All of it")
    opened_inquiry.do(services.plan_step, text="Look at the yard", due=date(2026, 12, 1))
    file = opened_inquiry.file()
    assert file.standard == "clear and convincing"
    assert file.steps[0].said == {"text": "Look at the yard", "due": "2026-12-01"}


def test_whoever_does_not_inquire_does_nothing(opened_inquiry: Inquiring) -> None:
    with pytest.raises(RuleBroken, match="Only those who inquire"):
        services.name_concerned(
            by=opened_inquiry.outside, inquiry=opened_inquiry.inquiry, keys=opened_inquiry.keys(), name="Somebody"
        )
    with pytest.raises(Locked):
        services.name_concerned(by=opened_inquiry.first, inquiry=opened_inquiry.inquiry, keys=None, name="Somebody")
    with pytest.raises(RuleBroken, match="not sealed to your key"):
        opened_inquiry.keys(opened_inquiry.outside)


def test_every_deed_leaves_one_entry_without_words(opened_inquiry: Inquiring) -> None:
    before = Entry.objects.count()
    opened_inquiry.alleged()
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))[before:]
    assert verbs == ["inquiry.name_concerned", "inquiry.allege", "inquiry.settle_plan"]


def test_a_leaf_that_is_missing_or_swapped_is_refused(opened_inquiry: Inquiring) -> None:
    opened_inquiry.alleged()
    rows = Envelope.objects.filter(thing=str(opened_inquiry.inquiry.ref), kind="leaf")
    second, third = rows.get(number=2), rows.get(number=3)
    rows.filter(pk=second.pk).update(sealed=third.sealed)
    with pytest.raises(Refused):
        opened_inquiry.file()
    second.save()
    assert opened_inquiry.leaves(Kind.PERSON) == 1
    rows.filter(number=4).delete()
    with pytest.raises(Refused, match="leaves of"):
        opened_inquiry.file()
