"""Protection plans: who wants to be watched over after a report, on which days they are asked; not what they say.

Personal data: the account of somebody who has one and said yes, and who keeps the plan; of everybody else the report
and days. What is said at a check-in lies sealed in the vault to those who keep the plan. Kept for a year after the plan
has ended, or until its report goes. Random keys, and no time finer than the day.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from goodcatch.kernel.fields import PublicIdField, RandomKeyField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Audience, Person
from goodcatch.protection import terms
from goodcatch.reports.models import Channel, Report


class Plan(models.Model):
    """Somebody is watched over because of a report: from the day on which they said yes until it ends.

    Asked and not begun: an account was named, and its owner has not answered yet. `channel` learns of retaliation,
    and `audience` are those of its readers who are outside the line of the report: they keep the plan. `person` is
    None for whoever comes with a receipt.
    """

    id = RandomKeyField()
    public_id = PublicIdField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=terms.Part.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    begun_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["audience", "begun_on", "id"], name="protection_plan_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(part="reporter", ended_on__isnull=True),
                name="protection_one_of_reporter",
            ),
            models.UniqueConstraint(
                fields=["report", "person"],
                condition=Q(person__isnull=False, ended_on__isnull=True),
                name="protection_one_of_person",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def ref(self) -> Ref:
        return Ref("plan", self.public_id)

    @property
    def runs(self) -> bool:
        """True from the day on which they said yes until it ended."""
        return self.begun_on is not None and self.ended_on is None


class CheckIn(models.Model):
    """One question of a plan, so many days after its beginning. All are made at once: no row tells of an answer.

    `held`: answered, and not shown to those who keep the plan before the house's next daily hour.
    """

    id = RandomKeyField()
    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    after_days = models.PositiveSmallIntegerField()
    told = models.BooleanField(default=False, help_text="its day has come, and the house has said so")
    answered = models.BooleanField(default=False)
    held = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "after_days"], name="protection_check_in_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.after_days}"

    @property
    def ref(self) -> Ref:
        return Ref("checkin", self.public_id)

    @property
    def day(self) -> date:
        """The day on which it is asked."""
        begun = self.plan.begun_on
        assert begun is not None  # noqa: S101  # made when the plan begins
        return begun + timedelta(days=self.after_days)


class PlanSlip(models.Model):
    """The receipt of a witness without an account, kept as reports.models.Slip keeps one."""

    id = RandomKeyField()
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="+")
    look_up = models.BinaryField(max_length=32, unique=True)
    salt = models.BinaryField(max_length=16)
    proof = models.BinaryField(max_length=32)
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()
