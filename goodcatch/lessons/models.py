"""The library: a case moves on; a lesson stays alive as long as it is applied.

Personal data: who wrote, shared and published. A lesson is written without names; its link to a case is a row that only
readers of the case can see. Kept until retired, and readable after.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goodcatch.actions.models import Action
from goodcatch.cases.models import Case
from goodcatch.kernel.fields import PublicIdField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.lessons import terms
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.reviews.models import Review


class Lesson(Versioned):
    """What others can use: what we learned, how it was before and is now, where it applies."""

    public_id = PublicIdField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    applies_where = models.TextField(blank=True)
    maturity = models.CharField(max_length=8, choices=terms.Maturity.choices, default=terms.Maturity.OBSERVED)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index("audience", F("published_at").desc(), name="lessons_audience")]
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | ~Q(retired_reason=""),
                name="lessons_retired_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        return Ref("lesson", self.public_id)


class LessonText(models.Model):
    """Earlier texts of a lesson (append-only)."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    texts = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "version"], name="lessons_text_version_once")]


class Origin(models.Model):
    """Where a lesson came from; visible to readers of the case alone."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "case", "review"], name="lessons_origin_once"),
            models.UniqueConstraint(
                fields=["lesson", "case"], condition=Q(review__isnull=True), name="lessons_origin_case_once"
            ),
            models.UniqueConstraint(
                fields=["lesson", "review"], condition=Q(case__isnull=True), name="lessons_origin_review_once"
            ),
        ]


class Behind(models.Model):
    """An action that stands behind a lesson; when it is verified, so may the lesson be."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "action"], name="lessons_action_once")]


class Tag(models.Model):
    """A word by which lessons are found again."""

    word = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.word


class Tagged(models.Model):
    """A lesson bears a tag."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "tag"], name="lessons_tag_once")]


class Copy(models.Model):
    """A lesson of a matter that named people read, as others read it; visible to readers of the matter alone (P-5).

    Nothing else leads from the one to the other. Personal data: who shared it. Kept as long as the lesson.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    copy = models.OneToOneField(Lesson, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lesson"], condition=Q(taken_off_at__isnull=True), name="lessons_copy_stands_once"
            )
        ]


class Publication(models.Model):
    """A copy that the house makes public, with an id of its own; nothing leads from it to the lesson (P-5)."""

    public_id = PublicIdField()
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    applies_where = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "number"], name="lessons_publication_once")]

    @property
    def ref(self) -> Ref:
        return Ref("publication", self.public_id)
