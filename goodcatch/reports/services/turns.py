"""The verb that orders those who hold the same office of a sealed channel: who among them is first in turn."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports import rules
from goodcatch.reports.models import Channel, Office


@transaction.atomic
def change_turn(*, by: Actor, office: Office, before: Office | None) -> Office:
    """Let somebody's turn come right before another's in the same office, or last where `before` is None.

    What is told from now on is owed by whoever is first; what somebody owes already stays with them. Everybody in that
    office is told. Raises RuleBroken.
    """
    Channel.objects.select_for_update().get(pk=office.channel_id)
    row = Office.objects.select_related("channel__unit", "person").get(pk=office.pk)
    if not rules.may_propose_office(by, row.channel):
        raise RuleBroken(_("Only an administrator, or somebody who reads this channel, changes the order of turn."))
    same = Office.objects.filter(channel=row.channel, duty=row.duty, until__isnull=True).select_related("person")
    held = list(same.order_by("turn", "pk"))
    others = [each for each in held if each != row]
    if row not in held or not others or (before is not None and before not in others):
        raise RuleBroken(_("Nobody else holds this office beside them any more. Look at the page again."))
    place = others.index(before) if before else len(others)
    others.insert(place, row)
    for turn, each in enumerate(others, start=1):
        each.turn = turn
    Office.objects.bulk_update(others, ["turn"])
    hearers = [Hearer(each.person.public_id, "office") for each in others if each.person != by]
    record.write(by=by, verb="reports.change_turn", thing=row.ref, within=row.channel.ref, hearers=hearers)
    return row
