"""Words of a lesson."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Maturity(models.TextChoices):
    """How far a lesson has come; being published is a row of its own."""

    OBSERVED = "observed", _("observed")
    ACTED_ON = "acted_on", _("acted on")
    VERIFIED = "verified", _("verified")
    EMBEDDED = "embedded", _("embedded")
    RETIRED = "retired", _("retired")
