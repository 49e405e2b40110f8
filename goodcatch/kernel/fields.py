"""Fields and abstract models that several rooms share."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodcatch.kernel import ids

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
    _Number = models.BigIntegerField[int, int]
else:
    _Text, _Number = models.CharField, models.BigIntegerField


class PublicIdField(_Text):
    """The id that leaves the process: random, unique, eight characters."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.update(max_length=ids.LENGTH, unique=True, default=ids.new_id, editable=False)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for word in ("max_length", "unique", "default", "editable"):
            kwargs.pop(word, None)
        return name, path, args, kwargs


class RandomKeyField(_Number):
    """A primary key without an order, for tables that a reporter writes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.update(primary_key=True, default=ids.random_key, editable=False)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for word in ("primary_key", "default", "editable"):
            kwargs.pop(word, None)
        return name, path, args, kwargs


class Precision(models.TextChoices):
    """How exactly it is known when something happened."""

    MINUTE = "minute", _("to the minute")
    HOUR = "hour", _("about the hour")
    DAY = "day", _("the day only")
    MONTH = "month", _("the month only")


class Occurred(models.Model):
    """When something happened, as far as it is known: an instant with the zone as written, or a date alone."""

    occurred_at = models.DateTimeField(null=True, blank=True)
    occurred_on = models.DateField(null=True, blank=True)
    occurred_zone = models.CharField(max_length=64, blank=True)
    occurred_zone_assumed = models.BooleanField(default=False)
    occurred_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.DAY)

    class Meta:
        abstract = True

    @property
    def occurred(self) -> datetime | date | None:
        """The instant in the zone in which it was written, or the date, or None where nobody knows."""
        if self.occurred_at is None:
            return self.occurred_on
        try:
            return self.occurred_at.astimezone(ZoneInfo(self.occurred_zone or "UTC"))
        except (KeyError, ValueError, OSError):  # OSError: a folder of zones, such as "Pacific"
            return self.occurred_at


class Versioned(models.Model):
    """A row that people edit: each save names the version it read, so that nobody's text is lost unseen."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
