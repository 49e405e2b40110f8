"""A leader answers for it: two sentences first, the full statement after."""

from __future__ import annotations

from django.db import models

from goodcatch.cases.models.matter import Case
from goodcatch.kernel.fields import PublicIdField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person


class Statement(Versioned):
    """A leader answers for it: two sentences first, the full statement after (OWN-1)."""

    public_id = PublicIdField()
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    short = models.TextField()
    next_word_on = models.DateField()
    full_at = models.DateTimeField(null=True, blank=True)
    happened = models.TextField(blank=True)
    to_whom = models.TextField(blank=True)
    known = models.TextField(blank=True)
    not_known = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)

    @property
    def ref(self) -> Ref:
        return Ref("statement", self.public_id)


class StatementText(models.Model):
    """Earlier texts of a statement (append-only)."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "version"], name="cases_statement_version_once")]
