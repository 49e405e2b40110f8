"""Requests of people who ask what is kept about them.

Personal data: who asked, how they are reached, the words that were looked for, the answer. Kept for three years after
the answer, so that the house can show that it answered; then deleted. What was found is never kept.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.kernel.fields import PublicIdField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.reports.models import Channel
from goodcatch.subjects import terms


class Request(models.Model):
    """One request: who asked, on which day it came, by when it is answered, and how it was."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=13, choices=terms.Kind.choices)
    name = models.CharField(max_length=200)
    reached = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    received_on = models.DateField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    extended_at = models.DateTimeField(null=True, blank=True)
    why_extended = models.TextField(blank=True)
    outcome = models.CharField(max_length=7, choices=terms.Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["due_on"], name="subjects_request_due", condition=Q(answered_at__isnull=True))]
        constraints = [
            models.CheckConstraint(
                name="subjects_request_extended",
                condition=Q(extended_at__isnull=True) | ~Q(why_extended=""),
            ),
            models.CheckConstraint(
                name="subjects_request_answered",
                condition=Q(answered_at__isnull=True, outcome="", answer="")
                | Q(answered_at__isnull=False) & ~Q(outcome="") & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def ref(self) -> Ref:
        return Ref("request", self.public_id)


class Look(models.Model):
    """Readers of a sealed channel have looked, and answer inside it what there is to answer; said by every channel."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "channel"], name="subjects_look_once")]
