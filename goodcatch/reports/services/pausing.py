"""A sealed channel that takes nothing new while the set-up of the house might let words leak."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Person
from goodcatch.people.queries import holders
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports.models import Channel
from goodcatch.reports.services.channels import to_edit, told_of


@transaction.atomic
def pause_channel(*, by: Actor, channel: Channel) -> Channel:
    """Take nothing new on a sealed channel until somebody resumes it; what it has goes on, and drafts are kept.

    Everybody who holds an office there and every administrator is told at once. Raises RuleBroken.
    """
    current = to_edit(by, channel, None)
    if not current.sealed or not current.takes_reports:
        raise RuleBroken(_("Only a sealed channel that takes reports is paused."))
    current.paused_at = clock.now()
    current.version += 1
    current.save()
    record.write(
        by=by, verb="reports.pause_channel", thing=current.ref, within=current.unit.ref, hearers=_told(current)
    )
    return current


@transaction.atomic
def resume_channel(*, by: Actor, channel: Channel) -> Channel:
    """Let a paused channel take reports again: by a person, never by the house itself. Raises RuleBroken."""
    current = to_edit(by, channel, None)
    if not isinstance(by, Person):
        raise RuleBroken(_("A person resumes a channel; the house never does so by itself."))
    if current.paused_at is None:
        raise RuleBroken(_("This channel is not paused."))
    current.paused_at = None
    current.version += 1
    current.save()
    record.write(
        by=by, verb="reports.resume_channel", thing=current.ref, within=current.unit.ref, hearers=_told(current)
    )
    return current


def _told(channel: Channel) -> list[Hearer]:
    keepers = {person.public_id for person in holders(Role.ADMINISTRATOR, channel.unit)}
    readers = {hearer.person for hearer in told_of(channel)}
    return [
        *(Hearer(person, "office", Urgency.AT_ONCE) for person in sorted(readers)),
        *(Hearer(person, "administrator", Urgency.AT_ONCE) for person in sorted(keepers - readers)),
    ]
