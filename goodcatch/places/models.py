"""Places and things: wards, lines, services, machines, as one tree with outside ids. No personal data."""

from __future__ import annotations

from django.db import models

from goodcatch.kernel.fields import PublicIdField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Unit


class Place(Versioned):
    """A place or thing that reports, cases and lessons point to. `path` holds the ids from the root."""

    public_id = PublicIdField()
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=255, db_index=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    outside_id = models.CharField(max_length=64, blank=True)
    emergency = models.CharField(
        max_length=120,
        blank=True,
        help_text="whom to call here when somebody is in danger",
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="places_name_once"),
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(parent__isnull=True),
                name="places_name_once_at_the_top",
            ),
            models.UniqueConstraint(
                fields=["outside_id"],
                condition=~models.Q(outside_id=""),
                name="places_outside_id_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("place", self.public_id)
