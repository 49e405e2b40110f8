"""Channels, reports, and the words and messages in them.

Personal data: what reporters wrote (`ReportWords`, and nowhere else), the account of those who signed. Kept
while the matter is of use to learn from. Of an anonymous reporter nothing is kept but words and days: tables
that a reporter writes have random keys and no time finer than the day, so that no row betrays a minute.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodcatch.kernel.fields import PublicIdField, RandomKeyField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.places.models import Place
from goodcatch.reports import terms


class Channel(Versioned):
    """A way to speak up, kept by a unit: its triagers handle what arrives. Words on it lie plain (an open channel)."""

    public_id = PublicIdField()
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    emergency = models.CharField(max_length=120, blank=True)
    acknowledge_days = models.PositiveSmallIntegerField(default=terms.ACKNOWLEDGE_DAYS)
    answer_days = models.PositiveSmallIntegerField(default=terms.ANSWER_DAYS)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("channel", self.public_id)

    @property
    def is_open(self) -> bool:
        """True while reports are taken."""
        return self.closed_at is None


class ChannelText(models.Model):
    """What the house writes on a channel for reporters, per language; a change adds a row, earlier ones stay."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=16)
    edition = models.PositiveIntegerField()
    statement = models.TextField(blank=True)
    signed_by = models.CharField(max_length=200, blank=True)
    guidance = models.TextField(blank=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "language", "edition"], name="reports_text_edition_once")
        ]


class Report(models.Model):
    """What somebody brought. Days only; `deed` is the hash of the form's nonce, so that two Sends are one report."""

    id = RandomKeyField()
    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=terms.Kind.choices)
    danger = models.BooleanField(default=False)
    day = models.DateField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    told_for_learning = models.BooleanField(default=False)
    news = models.BooleanField(default=True, help_text="something here that its handlers have not been told of")
    unread = models.BooleanField(default=True, help_text="something here that no handler has opened")
    opened_on = models.DateField(null=True, blank=True, help_text="the day on which a handler first opened it")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(max_length=64, null=True, unique=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["audience", "day", "id"], name="reports_report_inbox"),
            models.Index(fields=["day", "id"], name="reports_report_day"),
            models.Index(fields=["person", "day"], name="reports_report_own", condition=Q(person__isnull=False)),
            models.Index(fields=["id"], name="reports_report_news", condition=Q(news=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="reports_report_acknowledged",
                condition=Q(acknowledged_by__isnull=True) | Q(acknowledged_at__isnull=False),
            ),
            models.CheckConstraint(
                name="reports_report_closed",
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def ref(self) -> Ref:
        return Ref("report", self.public_id)

    @property
    def anonymous(self) -> bool:
        """True where no account signed it; a name may have been given in its words."""
        return self.person_id is None

    @property
    def is_closed(self) -> bool:
        """True once it was closed with an answer; messages are still taken."""
        return self.closed_at is not None


class ReportWords(models.Model):
    """Every word told in a report and every message in its dialogue: the one table that sealing will replace."""

    id = RandomKeyField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=terms.Part.choices)
    number = models.PositiveIntegerField(default=0)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "part", "number"], name="reports_words_once")]


class Message(models.Model):
    """One message of the dialogue, numbered within its report; its text lies in ReportWords under that number.

    `author` is the handler who wrote it, shown to the reporter as a role; None where the reporter wrote it.
    """

    id = RandomKeyField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_reporter = models.BooleanField()
    is_answer = models.BooleanField(default=False)
    day = models.DateField()
    read_on = models.DateField(null=True, blank=True)
    deed = models.CharField(max_length=64, null=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reports_message_number_once"),
            models.CheckConstraint(
                name="reports_message_one_side", condition=Q(from_reporter=False) | Q(author__isnull=True)
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("report", self.report.public_id)


class Milestone(models.Model):
    """Where a report went: left by the verbs of later rooms, read on the reporter's page alone."""

    id = RandomKeyField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    told = models.CharField(max_length=16, choices=terms.Told.choices)
    words = models.CharField(max_length=500, blank=True)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="reports_milestone_number_once")]


class Slip(models.Model):
    """The receipt of an anonymous report, as the house keeps it: neither the look-up id nor the secret.

    `look_up` is a keyed hash of the look-up id; `proof` a keyed hash over Argon2id of the secret with this
    row's own salt. The key (pepper) lies in a file outside the database. The cost is kept beside the proof,
    so that it can be raised for new slips.
    """

    id = RandomKeyField()
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="+")
    look_up = models.BinaryField(max_length=32, unique=True)
    salt = models.BinaryField(max_length=16)
    proof = models.BinaryField(max_length=32)
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()

    @property
    def ref(self) -> Ref:
        return Ref("report", self.report.public_id)
