"""Sources that were brought in, what each of their parts became, and changes that wait for a decision.

Personal data: a source is kept whole, so it may name people as whoever wrote it did; they are text and never
accounts. Kept as long as the matter it became, and read by the same people. Who decided about a change is kept.
"""

from __future__ import annotations

from django.db import models

from goodcatch.cases.models import Case
from goodcatch.exchange import terms
from goodcatch.kernel.fields import PublicIdField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person, Unit
from goodcatch.reviews.models import Review


class Source(models.Model):
    """A file that was brought in, known by its bytes. `name`, `location` and `digest` are of its newest version.

    `location` is a hash of where the file lay, so that it is known again and the page tells nothing of the machine.
    """

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=400)
    last_name = models.CharField(max_length=400, db_index=True)
    title = models.CharField(max_length=200, db_index=True)
    location = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("source", self.public_id)


class SourceVersion(models.Model):
    """The bytes of a source as they were brought in, whole (append-only); `reader` is the edition that read them."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=400)
    digest = models.CharField(max_length=64, db_index=True)
    body = models.BinaryField()
    reader = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="exchange_version_once")]

    @property
    def text(self) -> str:
        """The words of it; what was brought in could be read as UTF-8."""
        return bytes(self.body).decode("utf-8-sig", errors="replace")


class ImportedPart(models.Model):
    """A part of a source and what it became. Whoever edited it since is told by `digest` no longer being its words'.

    `said` is the digest of what the newest version of the source says, whether it was taken over or not.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    target = models.CharField(max_length=14, choices=terms.Target.choices)
    target_id = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    said = models.CharField(max_length=64)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "key"], condition=models.Q(gone_at__isnull=True), name="exchange_part_once"
            )
        ]


class ProposedChange(models.Model):
    """The source changed a part that somebody had edited here: both texts, until somebody decides (append-only)."""

    public_id = PublicIdField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(ImportedPart, on_delete=models.PROTECT, related_name="+")
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    removal = models.BooleanField(default=False)
    at = models.DateTimeField()
    decision = models.CharField(max_length=9, choices=terms.Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part"], condition=models.Q(decided_at__isnull=True), name="exchange_one_change_waits"
            )
        ]

    @property
    def ref(self) -> Ref:
        return Ref("proposed_change", self.public_id)
