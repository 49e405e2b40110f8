"""Verbs of sealed channels: prepared first, opened once nothing is missing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Unit
from goodcatch.record import services as record
from goodcatch.reports import queries, rules, terms
from goodcatch.reports.models import Channel
from goodcatch.reports.services.channels import made_channel, to_edit, told_of


@transaction.atomic
def prepare_sealed_channel(  # noqa: PLR0913  # each is an answer on the form
    *,
    by: Actor,
    unit: Unit,
    name: str,
    slug: str = "",
    kinds: Iterable[str] = terms.Kind.values,
    emergency: str = "",
    wording: terms.Wording | None = None,
    entity: Unit | None = None,
    clocks: terms.Clocks | None = None,
) -> Channel:
    """Prepare a sealed channel: it takes nothing before its readers have signed and nothing is missing.

    Raises RuleBroken.
    """
    rules.demand_channel_keeper(by, unit)
    channel = made_channel(
        unit=unit,
        entity=entity,
        name=name,
        slug=slug,
        kinds=kinds,
        emergency=emergency,
        clocks=clocks,
        wording=wording,
        sealed=True,
    )
    record.write(by=by, verb="reports.prepare_sealed_channel", thing=channel.ref, within=unit.ref)
    return channel


@transaction.atomic
def open_sealed_channel(*, by: Actor, channel: Channel, version: int | None = None) -> Channel:
    """Open a sealed channel whose self-test finds nothing missing; those who hold an office there are told.

    Raises RuleBroken with everything that is missing.
    """
    current = to_edit(by, channel, version)
    if not current.sealed or current.opened_at is not None:
        raise RuleBroken(_("This channel has been opened already."))
    missing = [finding.said for finding in queries.self_test(System("reports"), current) if finding.missing]
    if missing:
        raise RuleBroken(_("It cannot open yet. %(missing)s") % {"missing": " ".join(missing)})
    current.opened_at = clock.now()
    current.version += 1
    current.save()
    hearers = told_of(current)
    record.write(by=by, verb="reports.open_channel", thing=current.ref, within=current.unit.ref, hearers=hearers)
    return current
