"""Keeping what an examination found, closing sealed channels where they might leak, and letting people open them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.jobs import services as jobs
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, Ref, System
from goodcatch.people.queries import holders
from goodcatch.people.rules import may_run_house
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports import queries as reports_now
from goodcatch.reports import services as reports
from goodcatch.setup import findings, queries
from goodcatch.setup.models import Backup, Examination
from goodcatch.setup.terms import HOLDS, KEPT, Finding, Severity

DOCTOR = System("doctor")
HOUSE = Ref("house", "doctor")
JOB = "setup.examine"


@dataclass(frozen=True, slots=True)
class Asked:
    """That an examination was asked for."""

    ref: Ref = HOUSE


@transaction.atomic
def keep_examination(*, by: Actor, found: Sequence[Finding]) -> Examination:
    """Keep what was found, forget what is older than 90 days, and pause sealed channels where they might leak.

    Administrators are told of something critical that was not there the last time.
    """
    before = queries.newest(DOCTOR)
    now = clock.now()
    kept = Examination.objects.create(
        at=now,
        version=metadata.version("goodcatch"),
        findings=[{"code": each.code, "values": dict(each.values)} for each in found],
    )
    Examination.objects.filter(at__lt=now - KEPT).delete()
    known = {each.code for each in queries.findings_of(DOCTOR, before)} if before else set()
    fresh = [each for each in found if each.code not in known]
    told = findings.worst(fresh) == Severity.CRITICAL
    hearers = [Hearer(each.public_id, "administrator", Urgency.AT_ONCE) for each in holders(Role.ADMINISTRATOR, None)]
    record.write(by=by, verb="setup.keep_examination", thing=kept.ref, hearers=hearers if told else ())
    if findings.closes(found):
        for channel in reports_now.sealed_channels(DOCTOR):
            if channel.takes_reports:
                reports.pause_channel(by=DOCTOR, channel=channel)
    return kept


@transaction.atomic
def ask_examination(*, by: Actor) -> Asked:
    """Let the worker examine the house now. Raises RuleBroken."""
    _demand_administrator(by)
    jobs.later(JOB)
    record.write(by=by, verb="setup.ask_examination", thing=HOUSE)
    return Asked()


@transaction.atomic
def reopen_sealed(*, by: Actor) -> Asked:
    """Open sealed channels again that were paused, after an examination that found nothing which closes them.

    Raises RuleBroken.
    """
    _demand_administrator(by)
    paused = queries.paused(DOCTOR)
    if not paused:
        raise RuleBroken(_("No sealed channel is paused."))
    newest = queries.newest(DOCTOR)
    since = max(channel.paused_at for channel in paused if channel.paused_at)
    if newest is None or newest.at <= since or newest.at < clock.now() - HOLDS:
        raise RuleBroken(_("Examine the house first: it was not since the channels were closed, or not today."))
    if findings.closes(queries.findings_of(DOCTOR, newest)):
        raise RuleBroken(_("The last examination still found what closed them. Put that right, and examine again."))
    for channel in paused:
        reports.resume_channel(by=by, channel=channel)
    record.write(by=by, verb="setup.reopen_sealed", thing=HOUSE)
    return Asked()


def note_backup(*, path: Path, keys: Path | None) -> None:
    """Remember that the house was backed up, and where to."""
    now = clock.now()
    Backup.objects.filter(at__lt=now - KEPT).delete()
    Backup.objects.create(at=now, path=str(path.absolute()), keys_path=str(keys.absolute()) if keys else "")


def _demand_administrator(by: Actor) -> None:
    if not may_run_house(by):
        raise RuleBroken(_("Only an administrator has the house examined. Ask one to do this for you."))
