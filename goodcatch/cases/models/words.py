"""What is said about a case: updates, questions and answers; and the conditions for moving on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.cases import terms
from goodcatch.cases.models.matter import Case
from goodcatch.kernel.fields import PublicIdField, RandomKeyField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person


class Update(models.Model):
    """A dated word on how it goes (OWN-4)."""

    public_id = PublicIdField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    @property
    def ref(self) -> Ref:
        return Ref("update", self.public_id)


class Question(models.Model):
    """A question from the audience, with or without a name, answered in the open; unanswered ones show (OWN-4)."""

    id = RandomKeyField()
    public_id = PublicIdField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    deed = models.CharField(max_length=64, null=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="cases_answer_is_whole",
            )
        ]

    @property
    def ref(self) -> Ref:
        return Ref("question", self.public_id)


class ConditionTick(models.Model):
    """A condition for moving on, ticked by the verb of the room that knows, or waived with a reason."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    condition = models.CharField(max_length=20, choices=terms.Condition.choices)
    note = models.TextField(blank=True)
    waived = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "condition"], name="cases_condition_once"),
            models.CheckConstraint(
                condition=Q(waived=False) | ~Q(note=""),
                name="cases_waiver_has_reason",
            ),
        ]
