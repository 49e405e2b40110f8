"""Take a case in hand for one deed: the row locked as it stands now, and the right to do the deed looked at anew."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.cases import rules
from goodcatch.cases.models import Case
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor


def locked(case: Case) -> Case:
    """Give the case as it is stored now, held until the deed is done."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("unit", "audience", "impact", "potential")
    return rows.get(pk=case.pk)


def for_handling(actor: Actor, case: Case) -> Case:
    """Give the case for a deed of whoever looks after it. Raises RuleBroken."""
    row = locked(case)
    if not rules.may_handle(actor, row):
        raise RuleBroken(_("Only those who look after this matter can do that. Ask one of them."))
    return row


def still_open(case: Case) -> Case:
    """Give the case back if it has not moved on. Raises RuleBroken."""
    if case.moved_on_at:
        raise RuleBroken(_("This matter has moved on. What comes up now belongs in a matter of its own."))
    return case
