"""What the vault asks of this room about sealed reports (vault.terms.Keeper; named in config.house.KEEPERS)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Person
from goodcatch.people.queries import audiences_held, people_in
from goodcatch.people.services import named_people
from goodcatch.record import services as record
from goodcatch.reports import terms
from goodcatch.reports.models import Report
from goodcatch.reports.services.handling import tell_reporter


def may_be_given(*, person: Person, ids: Collection[str]) -> set[str]:
    """Tell which of these reports somebody may be given the keys of: those whose allow-list they stand on.

    A new reader is on none: somebody who reads a report hands it over, knowing whom it is about.
    """
    held = Report.objects.filter(public_id__in=ids, audience_id__in=audiences_held(person))
    return set(held.values_list("public_id", flat=True))


@transaction.atomic
def left_to(*, person: Person, ids: Collection[str], by: Actor) -> None:
    """Let somebody onto the allow-list of reports that no reader with a key is left for; called by recovery alone."""
    for report in Report.objects.select_for_update().filter(public_id__in=ids):
        report.audience = named_people(*people_in(report.audience_id), person)
        report.save(update_fields=["audience"])
        record.write(by=by, verb="reports.left_to", thing=report.ref, within=report.channel.ref)


@transaction.atomic
def identity_opened(*, public_id: str, by: Actor) -> None:
    """Tell whoever reported, on their page, that two custodians opened who they are."""
    report = Report.objects.select_related("channel").get(public_id=public_id)
    tell_reporter(by=by, report=report, told=terms.Told.IDENTITY_OPENED)
