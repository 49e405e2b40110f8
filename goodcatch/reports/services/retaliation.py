"""The verb that settles where somebody turns to whom something is done because they spoke up on a channel."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.record import services as record
from goodcatch.reports import queries
from goodcatch.reports.models import Channel
from goodcatch.reports.services.channels import to_edit, told_of


@transaction.atomic
def settle_retaliation(*, by: Actor, channel: Channel, to: Channel | None, version: int | None = None) -> Channel:
    """Settle to which sealed channel retaliation is told that is suffered because of reports on this one.

    None leaves it to the house, which looks for readers outside of the line. Raises RuleBroken, and ChangedMeanwhile.
    """
    current = to_edit(by, channel, version)
    if to is not None and to not in queries.receivers_to_choose(by, current):  # type: ignore[arg-type]  # a keeper
        raise RuleBroken(_("Choose another channel that is sealed and open."), field="to")
    current.retaliation_to = to
    current.version += 1
    current.save()
    record.write(
        by=by,
        verb="reports.settle_retaliation",
        thing=current.ref,
        within=current.unit.ref,
        hearers=told_of(current),
    )
    return current
