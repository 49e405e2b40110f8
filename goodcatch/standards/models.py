"""Which law a legal entity follows, and what the house promises those who speak up.

Personal data: who adopted a law and who signed a promise, with name and title as they stood that day. A promise is
made to be read by everybody; it is kept, with its signer, as long as the house stands.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.kernel.fields import PublicIdField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person, Unit
from goodcatch.standards import packs
from goodcatch.standards.terms import LawPack


class Adoption(models.Model):
    """A unit that is a legal entity follows this edition of a law pack, from a moment until a moment.

    The rows stay: a report points to the one it came under.
    """

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    edition = models.PositiveSmallIntegerField()
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(ended_at__isnull=True), name="standards_one_law_for_each_unit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}.{self.edition}"

    @property
    def ref(self) -> Ref:
        return Ref("law", self.public_id)

    @property
    def pack(self) -> LawPack:
        """What this edition says."""
        return packs.editions()[self.code, self.edition]


class Policy(models.Model):
    """A statement and a policy as one person signed them, in one language; a new one adds a row, earlier ones stay."""

    public_id = PublicIdField()
    language = models.CharField(max_length=16)
    edition = models.PositiveIntegerField()
    statement = models.TextField()
    text = models.TextField(blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    signer_name = models.CharField(max_length=120)
    signer_title = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "edition"], name="standards_policy_edition_once")]

    def __str__(self) -> str:
        return f"{self.language} {self.edition}"

    @property
    def ref(self) -> Ref:
        return Ref("policy", self.public_id)
