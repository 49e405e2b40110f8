"""Scales of the house, with thresholds as data, and how cases were weighed on them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.cases import terms
from goodcatch.kernel.refs import Ref


class Scale(models.Model):
    """A scale of the house, as versioned data: the one in force is the newest that is not retired."""

    kind = models.CharField(max_length=9, choices=terms.ScaleKind.choices)
    edition = models.PositiveIntegerField()
    adopted_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "edition"], name="cases_scale_edition_once"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(retired_at__isnull=True),
                name="cases_scale_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, edition {self.edition}"

    @property
    def ref(self) -> Ref:
        return Ref("scale", f"{self.kind}-{self.edition}")


class Level(models.Model):
    """A level of a scale with its written anchor, and what it asks for: thresholds are data (P-1)."""

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=40)
    anchor = models.CharField(max_length=300)
    asks_statement = models.BooleanField(default=False)
    asks_response = models.CharField(max_length=11, choices=terms.Response.choices, blank=True)
    within_days = models.PositiveSmallIntegerField(null=True, blank=True)
    counted = models.CharField(max_length=8, choices=terms.Counted.choices, default=terms.Counted.WORKING)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scale", "rank"], name="cases_level_rank_once")]

    def __str__(self) -> str:
        return self.word

    @property
    def is_threshold(self) -> bool:
        """Tell whether reaching this level asks for anything."""
        return self.asks_statement or bool(self.asks_response)

    @property
    def within(self) -> terms.Term | None:
        """Give the term within which its response is asked for; None where it says none."""
        return terms.Term(self.within_days, terms.Counted(self.counted)) if self.within_days else None
