"""What keeps a matter and the reports in it, and letting go of a report whose time has ended."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.cases.models import Case, CaseReport, Hold
from goodcatch.cases.services.holding import for_handling
from goodcatch.cases.services.telling import hearers, those_in_it, those_over_it
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.kernel.texts import text_of
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports.models import Report


@transaction.atomic
def place_hold(*, by: Person, case: Case, reason: str) -> Case:
    """Keep a matter, with the reports in it, from being deleted until the hold is lifted. Raises RuleBroken.

    Reports that are being deleted at this moment are waited for: what is in it afterwards stays.
    """
    row = for_handling(by, case)
    why = text_of(reason, "reason", _("Say why it must be kept, and who asked for it."))
    _wait_for_reports(row)
    try:
        with transaction.atomic():
            Hold(case=row, why=why, placed_at=clock.now(), placed_by=by).save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(_("A hold stands on it already.")) from None
    row.held = True
    row.save(update_fields=["held"])
    _write(by, row, "cases.place_hold")
    return row


@transaction.atomic
def lift_hold(*, by: Person, case: Case, reason: str) -> Case:
    """Lift the hold on a matter: times of keeping count again. Raises RuleBroken."""
    row = for_handling(by, case)
    why = text_of(reason, "reason", _("Say why it need not be kept any longer."))
    standing = Hold.objects.filter(case=row, lifted_at__isnull=True)
    if not standing.update(why_lifted=why, lifted_at=clock.now(), lifted_by=by):
        raise RuleBroken(_("No hold stands on it."))
    row.held = False
    row.save(update_fields=["held"])
    _write(by, row, "cases.lift_hold")
    return row


@transaction.atomic
def let_go_of_report(*, by: System, report: Report) -> None:
    """Let go of a report that is about to be deleted: each matter it was in keeps the day, and nothing else of it.

    Called by the purge of reports, which has asked whether the matter is over.
    """
    rows = CaseReport.objects.filter(report=report)
    rows.filter(until__isnull=False).delete()  # matters that it had been taken out of
    for row in rows.select_related("case"):
        row.report, row.deleted_on, row.until = None, clock.today(), clock.now()
        row.save(update_fields=["report", "deleted_on", "until"])
        record.write(by=by, verb="cases.let_go_of_report", thing=row.case.ref)


def _wait_for_reports(case: Case) -> None:
    bound = list(CaseReport.objects.filter(case=case, until=None).values_list("report_id", flat=True))
    list(Report.objects.select_for_update().filter(pk__in=bound).order_by("pk").values_list("pk"))


def _write(by: Actor, case: Case, verb: str) -> None:
    told = hearers(case, [*those_in_it(case), *those_over_it(case)], "matter")
    record.write(by=by, verb=verb, thing=case.ref, hearers=told)
