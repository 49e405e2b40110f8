"""What somebody brought, and its words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.kernel.fields import PublicIdField, RandomKeyField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Audience, Person
from goodcatch.places.models import Place
from goodcatch.reports import terms
from goodcatch.reports.models.channels import Channel
from goodcatch.standards.models import Adoption


class Report(models.Model):
    """What somebody brought. Days only; `deed` is the hash of the form's nonce, so that two Sends are one report.

    On a sealed channel the row says nothing but channel, day and state: kind, place and danger lie in its envelope.
    It is `held` back from those who handle it until the next of two fixed hours. `law` is the edition it came under.
    `waits_for` is who has to act, made of its clocks and of `unread` (`services.clocks.settle`).
    """

    id = RandomKeyField()
    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=terms.Kind.choices, blank=True)
    asks = models.BooleanField(default=False, help_text="a question before acting: no matter is opened of it")
    matter_agreed_on = models.DateField(null=True, blank=True, help_text="whoever asked let a matter be opened of it")
    danger = models.BooleanField(default=False)
    day = models.DateField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, db_index=False, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=16, blank=True)
    law = models.ForeignKey(Adoption, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    has_files = models.BooleanField(default=False, help_text="of an open channel: files came with it or its messages")
    told_for_learning = models.BooleanField(default=False)
    held = models.BooleanField(default=False, help_text="not shown to its handlers before the next fixed hour")
    news = models.BooleanField(default=True, help_text="something here that its handlers have not been told of")
    unread = models.BooleanField(default=True, help_text="something here that no handler has opened")
    calls = models.BooleanField(default=False, help_text="somebody is in danger, and nobody has looked yet")
    opened_on = models.DateField(null=True, blank=True, help_text="the day on which a handler first opened it")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    not_taken_up = models.BooleanField(default=False, help_text="nothing followed: kept for less long")
    waits_for = models.ForeignKey(
        Person, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+", editable=False
    )
    heard_at_closing = models.BooleanField(default=False, help_text="the three questions at closing were answered")
    deed = models.CharField(max_length=64, null=True, unique=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["audience", "day", "id"], name="reports_report_inbox"),  # of the audience alone, too
            models.Index(fields=["day", "id"], name="reports_report_day"),
            models.Index(fields=["person", "day"], name="reports_report_own", condition=Q(person__isnull=False)),
            models.Index(fields=["audience"], name="reports_report_asks", condition=Q(asks=True)),
            models.Index(fields=["id"], name="reports_report_news", condition=Q(news=True)),
            models.Index(fields=["id"], name="reports_report_calls", condition=Q(calls=True)),
            models.Index(
                fields=["waits_for", "day", "id"], name="reports_report_waits", condition=Q(waits_for__isnull=False)
            ),
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
    def kind_name(self) -> str:
        """What kind of thing an open report is, as people read it; a sealed one keeps it to itself."""
        return _("A question before acting") if self.asks else str(self.get_kind_display())

    @property
    def may_be_matter(self) -> bool:
        """True where a matter may be opened of it: a question is none, unless whoever asked agrees."""
        return not self.asks or self.matter_agreed_on is not None

    @property
    def is_closed(self) -> bool:
        """True once it was closed with an answer; messages are still taken."""
        return self.closed_at is not None


class ReportWords(models.Model):
    """Every word told in an open report, every message in its dialogue, and how it was told to a handler, if it was."""

    id = RandomKeyField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=terms.Part.choices)
    number = models.PositiveIntegerField(default=0)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "part", "number"], name="reports_words_once")]
