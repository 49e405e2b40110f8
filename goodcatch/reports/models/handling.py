"""What runs for a report, and what keeps it from being deleted: where the house itself sees it.

Personal data: who of its readers has to act, who put a hold on it; kept as long as the report. Of a sealed report no
words: what readers write lies sealed beside what was told.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.kernel.fields import RandomKeyField
from goodcatch.people.models import Audience, Person
from goodcatch.reports import terms
from goodcatch.reports.models.reports import Report


class Clock(models.Model):
    """Something is owed for a report by a day, and this person owes it. Calendar days, from the next midnight.

    `audience` are those who may be told of lateness, supervisors or whoever is next: nobody whom the reporter left off.
    On an open channel nobody owns it, for triagers answer together; it is begun when its warning comes.
    """

    id = RandomKeyField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=terms.Clock.choices)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    warned_on = models.DateField(null=True, blank=True)
    passed_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="reports_clock_once")]
        indexes = [
            models.Index(fields=["owner", "report"], name="reports_clock_owner"),
            models.Index(fields=["due"], name="reports_clock_runs", condition=Q(ended_on__isnull=True)),
            models.Index(
                fields=["audience"],
                name="reports_clock_told",
                condition=Q(told_on__isnull=False, ended_on__isnull=True),
            ),
            models.Index(
                fields=["due"],
                name="reports_clock_near",
                condition=Q(owner__isnull=True, warned_on__isnull=False, ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due}"


class Hold(models.Model):
    """A report must be kept, whatever its time says: from a moment until it is lifted.

    Why stands here for a report on an open channel; in a sealed one it lies sealed, and both texts are empty.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    why_lifted = models.TextField(blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=Q(lifted_at__isnull=True), name="reports_one_hold")
        ]
