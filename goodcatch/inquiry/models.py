"""An inquiry as its table knows it: a number, days, and who inquires. Everything else lies in envelopes.

Personal data: who inquires, as the audience of the row; who is concerned, who was heard and what was said lie sealed
in the vault. Kept as long as reports of its channel that were taken up, counted from closing; then keys go first.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.kernel.fields import PublicIdField, RandomKeyField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Audience
from goodcatch.reports.models import Channel


class Inquiry(models.Model):
    """An inquiry into what was alleged; not even the report that led to it stands here."""

    id = RandomKeyField()
    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    leaves = models.PositiveIntegerField(default=0, help_text="how many leaves its sealed file has")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True, help_text="since when nothing in it may be deleted")

    class Meta:
        indexes = [models.Index(fields=["audience", "opened_on", "id"], name="inquiry_list")]
        constraints = [
            models.CheckConstraint(
                name="inquiry_closed_after_it_was_opened",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def ref(self) -> Ref:
        return Ref("inquiry", self.public_id)
