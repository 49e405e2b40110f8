"""What can be done to somebody because they spoke up: directive (EU) 2019/1937, article 19, in our words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Harm(models.TextChoices):
    """A form of retaliation, by its letter in article 19; a threat or an attempt of any of them counts too."""

    DISMISSED = "a", _("Suspended, laid off or dismissed")
    DEMOTED = "b", _("Put in a lower position, or passed over for a higher one")
    MOVED = "c", _("Other duties, another place, less pay, other hours")
    UNTAUGHT = "d", _("No training that others get")
    MARKED_DOWN = "e", _("A bad assessment, or a bad reference")
    DISCIPLINED = "f", _("A warning, a reprimand or another penalty, in money too")
    HARASSED = "g", _("Pressed, frightened, harassed or shut out")
    TREATED_WORSE = "h", _("Treated worse than others, or unfairly")
    NOT_MADE_PERMANENT = "i", _("A temporary contract not made permanent, though it was to be expected")
    NOT_RENEWED = "j", _("A temporary contract not renewed, or ended early")
    NAME_OR_MONEY = "k", _("Harm to your good name, also on the web, or a loss of money or business")
    BLACKLISTED = "l", _("A list or a word passed round, so that nobody in the trade takes you on")
    ORDER_CANCELLED = "m", _("A contract for goods or services ended early")
    LICENCE_TAKEN = "n", _("A licence or a permit taken away")
    SENT_TO_DOCTOR = "o", _("Sent to a doctor or a psychiatrist without need")
    THREAT = "threat", _("A threat of one of these, or an attempt")
