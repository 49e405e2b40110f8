"""Words of bringing in: what became of a file, what a part became, what was decided about a change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What became of a file."""

    IMPORTED = "imported", _("imported")
    UNCHANGED = "unchanged", _("unchanged")
    UPDATED = "updated", _("updated")
    PROPOSED = "proposed", _("changes wait for a decision")
    LEFT_OUT = "left_out", _("left out")
    BROKEN = "broken", _("could not be read")


class Target(models.TextChoices):
    """What a part of a source became."""

    CASE = "case", _("title and summary")
    ENTRY = "timeline_entry", _("entry of the timeline")
    FACTOR = "factor", _("contributing factor")
    FINDING = "finding", _("finding")
    ACTION = "action", _("action")


class Decision(models.TextChoices):
    """What became of a proposed change; empty while it waits."""

    TAKEN = "taken", _("taken over")
    DECLINED = "declined", _("not taken over")
    OVERTAKEN = "overtaken", _("overtaken by a later version of the source")
