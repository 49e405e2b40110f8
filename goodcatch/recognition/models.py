"""Celebrating how people responded, and what got better. No points, no votes, no counts.

Personal data: who is recognised and by whom; shown only after they accepted. Kept while they wish it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.actions.models import Action
from goodcatch.cases.models import Case
from goodcatch.kernel.fields import PublicIdField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Audience, Person, Unit


class Recognition(models.Model):
    """Thanks for an event and a behaviour, to people or a team, at most as wide as the case it is about.

    For a team one of its own, or who leads it, answers; nobody else sees it before.
    """

    public_id = PublicIdField()
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    team = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team_accepted_at = models.DateTimeField(null=True, blank=True)
    team_declined_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(action__isnull=False),
                name="recognition_is_about_something",
            ),
            models.CheckConstraint(
                condition=Q(team_accepted_at__isnull=True) | Q(team_declined_at__isnull=True),
                name="recognition_one_answer_of_the_team",
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("recognition", self.public_id)


class Recognised(models.Model):
    """Somebody who is thanked; nobody else sees it until they accept, and what they decline is shown to nobody."""

    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recognition", "person"], name="recognition_person_once"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True),
                name="recognition_one_answer",
            ),
        ]
