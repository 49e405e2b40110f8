"""What keeps a matter, and the reports in it, from being deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.cases.models.matter import Case
from goodcatch.people.models import Person


class Hold(models.Model):
    """A matter must be kept with everything in it, from a moment until it is lifted, and why (CASE-6)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why_lifted = models.TextField(blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at__isnull=True), name="cases_one_hold")
        ]
