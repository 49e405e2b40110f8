"""What is written to and fro, and where a report went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.kernel.fields import RandomKeyField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.reports import terms
from goodcatch.reports.models.reports import Report


class Message(models.Model):
    """One message of the dialogue, numbered within its report; its text lies in ReportWords under that number.

    `author` is the handler who wrote it, shown to the reporter as a role; None where the reporter wrote it.
    """

    id = RandomKeyField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_reporter = models.BooleanField()
    is_answer = models.BooleanField(default=False)
    held = models.BooleanField(default=False, help_text="not shown to the handlers before the next fixed hour")
    day = models.DateField()
    read_on = models.DateField(null=True, blank=True)
    deed = models.CharField(max_length=64, null=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reports_message_number_once"),
            models.CheckConstraint(
                name="reports_message_one_side", condition=Q(from_reporter=False) | Q(author__isnull=True)
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("report", self.report.public_id)


class Milestone(models.Model):
    """Where a report went: left by the verbs of later rooms, read on the reporter's page and by who handles it.

    Of a sealed report words and promise lie in its envelope; of what its readers tell, also which milestone it is.
    """

    id = RandomKeyField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    told = models.CharField(max_length=16, choices=terms.Told.choices)
    words = models.CharField(max_length=terms.LONGEST_BESIDE, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=terms.Outcome.choices, blank=True)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="reports_milestone_number_once")]
