"""What every verb of a plan does first: hold its row."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.protection.models import Plan


def held(plan: Plan) -> Plan:
    """Give a plan as it stands now, held until the deed is done. Raises RuleBroken where it is gone."""
    rows = Plan.objects.select_for_update(of=("self",)).select_related("report__channel__unit", "channel__unit")
    found = rows.filter(pk=plan.pk).first()
    if found is None:
        raise RuleBroken(_("This question is not asked any more."))
    return found
