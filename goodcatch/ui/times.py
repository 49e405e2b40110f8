"""How far away a day or an instant is, in words."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodcatch.kernel import clock


def local_day(value: date | datetime) -> date:
    """Give the day on which an instant falls for the reader; a day stays itself."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def away(value: date | datetime) -> str:
    """Say how far away it is: minutes and hours up to half a day (instants alone), then days, then months."""
    now = clock.now()
    if isinstance(value, datetime):
        minutes = round((value - now).total_seconds() / 60)
        if abs(minutes) < 60:
            return _minutes(minutes) if minutes else _("now")
        if abs(minutes) < 12 * 60:
            return _hours(round(minutes / 60))
    days = (local_day(value) - local_day(now)).days
    if abs(days) <= 1:
        return [_("today"), _("tomorrow"), _("yesterday")][days]
    return _days(days) if abs(days) <= 60 else _months(round(days / 30.44))


def _minutes(n: int) -> str:
    ahead, past = ngettext("in %d minute", "in %d minutes", n), ngettext("%d minute ago", "%d minutes ago", -n)
    return (ahead if n > 0 else past) % abs(n)


def _hours(n: int) -> str:
    ahead, past = ngettext("in %d hour", "in %d hours", n), ngettext("%d hour ago", "%d hours ago", -n)
    return (ahead if n > 0 else past) % abs(n)


def _days(n: int) -> str:
    ahead, past = ngettext("in %d day", "in %d days", n), ngettext("%d day ago", "%d days ago", -n)
    return (ahead if n > 0 else past) % abs(n)


def _months(n: int) -> str:
    ahead, past = ngettext("in %d month", "in %d months", n), ngettext("%d month ago", "%d months ago", -n)
    return (ahead if n > 0 else past) % abs(n)
