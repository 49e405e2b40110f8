"""Notices: who is told of which entry of the record. No words of the matter; those are asked for when it is shown.

Personal data: that a person was told of something, for whom they stood in, and whether they have looked. Kept for
half a year, then removed with the person's next digest.
"""

from __future__ import annotations

from django.db import models

from goodcatch.kernel.fields import PublicIdField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.record.terms import Urgency


class Notice(models.Model):
    """One entry told to one person. `letter` names the mail that it went with, once one has been made up.

    `instead_of` is away, and the person was named to stand in: it is theirs for as long as they do.
    """

    public_id = PublicIdField()
    position = models.BigIntegerField(help_text="of the entry in the record")
    verb = models.CharField(max_length=64)
    thing_kind = models.CharField(max_length=24)
    thing_id = models.CharField(max_length=32, blank=True)
    within_kind = models.CharField(max_length=24, blank=True)
    within_id = models.CharField(max_length=32, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=24)
    urgency = models.CharField(max_length=8, choices=Urgency.choices)
    day = models.DateField()
    seen = models.BooleanField(default=False)
    letter = models.CharField(max_length=64, blank=True)
    mailed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["position", "person"], name="notices_notice_once")]
        indexes = [
            models.Index(fields=["person", "seen"], name="notices_notice_unseen", condition=models.Q(seen=False)),
            models.Index(fields=["person", "-id"], name="notices_notice_newest"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("notice", self.public_id)

    @property
    def things(self) -> list[Ref]:
        """What it is about, the nearest first: the thing, and what that lies within."""
        found = [Ref(self.thing_kind, self.thing_id), Ref(self.within_kind, self.within_id)]
        return [thing for thing in found if thing.kind]
