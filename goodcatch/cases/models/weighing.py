"""How cases were weighed, and why; every change is kept."""

from __future__ import annotations

from django.db import models

from goodcatch.cases import terms
from goodcatch.cases.models.matter import Case
from goodcatch.cases.models.scales import Level
from goodcatch.people.models import Person


class ScaleChange(models.Model):
    """How a case was weighed, and why; every change is kept (append-only)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=terms.ScaleKind.choices)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
