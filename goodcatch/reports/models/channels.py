"""Channels, what the house writes and asks on them, and who holds an office there.

Personal data: the name under a statement, which its signer put there to be read; who proposed, holds and held an
office on a sealed channel, kept as long as its reports are, because it tells who could read them.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from goodcatch.kernel.fields import PublicIdField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person, Unit
from goodcatch.reports import terms


class Channel(Versioned):
    """A way to speak up, kept by a unit.

    On an open channel words lie plain, and the unit's triagers handle what arrives. On a sealed one they lie in
    envelopes, and those on its signed list read them. `entity` is the legal entity whose people it is for, and whose
    law it follows; where it is not above `unit`, the group handles for it. Days and months of its own are stricter
    than the law, never looser; empty means the law's. A sealed channel is prepared first, and opened when its
    self-test finds nothing missing. `retaliation_to` is the sealed channel to which whoever spoke up here turns when
    something is done to them because of it; empty means the best that the house finds.
    """

    public_id = PublicIdField()
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    entity = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sealed = models.BooleanField(default=False)
    kinds = models.JSONField(default=list)
    emergency = models.CharField(max_length=120, blank=True)
    asks = models.BooleanField(default=False, help_text="has questions of its own: sending looks once less")
    acknowledge_days = models.PositiveSmallIntegerField(default=terms.ACKNOWLEDGE_DAYS)
    answer_days = models.PositiveSmallIntegerField(default=terms.ANSWER_DAYS)
    keep_months = models.PositiveSmallIntegerField(null=True, blank=True)
    retaliation_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True, help_text="an examination found what might let words leak")

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("channel", self.public_id)

    @property
    def is_open(self) -> bool:
        """True from its opening until it is closed, also while it is paused."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def takes_reports(self) -> bool:
        """True while new reports are taken."""
        return self.is_open and self.paused_at is None

    @property
    def by_group(self) -> bool:
        """True where somebody outside the entity handles what its people report."""
        return not self.unit.path.startswith(self.entity.path)


class ChannelText(models.Model):
    """What the house writes on a channel for reporters, per language; a change adds a row, earlier ones stay."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=16)
    edition = models.PositiveIntegerField()
    statement = models.TextField(blank=True)
    signed_by = models.CharField(max_length=200, blank=True)
    guidance = models.TextField(blank=True)
    by_voice = models.TextField(blank=True, help_text="how to tell it in person or by phone")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "language", "edition"], name="reports_text_edition_once")
        ]


class Office(models.Model):
    """What somebody does on a sealed channel: proposed, then in force from a moment until a moment.

    A reader is in force once the signed list says so, which only readers sign; whoever is told of lateness alone
    reads nothing and needs no signature. `turn` orders those who hold the same office.
    """

    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=12, choices=terms.Duty.choices)
    turn = models.PositiveSmallIntegerField(default=1)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "person"], condition=Q(until__isnull=True), name="reports_one_office_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_duty_display()}"

    @property
    def ref(self) -> Ref:
        return Ref("office", self.public_id)

    @property
    def in_force(self) -> bool:
        """True from the day it was signed, or given, until it ended."""
        return self.since is not None and self.until is None


class Question(models.Model):
    """One of a channel's few own questions. Its words lie per language; a change is a new question.

    `show_if` and `show_value`: it is asked only where an earlier question was answered so.
    """

    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=terms.Asks.choices)
    required = models.BooleanField(default=False)
    words = models.JSONField(default=dict)
    show_if = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    show_value = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "number"], name="reports_question_number_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def ref(self) -> Ref:
        return Ref("question", self.public_id)

    @property
    def label(self) -> str:
        """The question in the house's own language."""
        return str(self.words[settings.LANGUAGE_CODE]["label"])

    @property
    def languages(self) -> list[str]:
        """The other languages in which it is asked."""
        return sorted(set(self.words) - {settings.LANGUAGE_CODE})
