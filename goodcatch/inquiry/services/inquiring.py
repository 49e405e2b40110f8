"""Who inquires: call somebody in, hand on, recuse oneself."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.inquiry import queries
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.queries import Opened
from goodcatch.inquiry.services.leaves import held, written
from goodcatch.inquiry.terms import Kind
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.people.services import named_people
from goodcatch.record.terms import Hearer
from goodcatch.reports import kept
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def call_in(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, person: Person) -> Inquiry:
    """Let another reader of the channel inquire too. Raises RuleBroken, Locked."""
    file = held(by=by, inquiry=inquiry, keys=keys, closed=None)
    _let_in(file, by, person, keys)
    said = {"in": person.public_id, "out": "", "reason": ""}
    return written(file=file, kind=Kind.INQUIRERS, said=said, by=by, keys=keys, verb="call_in", hearers=_heard(person))


@transaction.atomic
def hand_on(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, person: Person, reason: str) -> Inquiry:
    """Hand your part on to somebody else, who inquires from now on; you read it no more. Raises RuleBroken, Locked."""
    file = held(by=by, inquiry=inquiry, keys=keys, closed=None)
    why = kept.text(reason, field="reason", missing=_("Say why, for those who go on."))
    if person not in queries.inquirers(by, file.inquiry):
        _let_in(file, by, person, keys)
    if person == by:
        raise RuleBroken(_("Choose somebody else."), field="person")
    said = {"in": person.public_id, "out": by.public_id, "reason": why}
    row = written(file=file, kind=Kind.INQUIRERS, said=said, by=by, keys=keys, verb="hand_on", hearers=_heard(person))
    _leave(row, by)
    return row


@transaction.atomic
def recuse(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, reason: str) -> Inquiry:
    """Step back from an inquiry that is about you, or somebody near you; others go on. Raises RuleBroken, Locked."""
    file = held(by=by, inquiry=inquiry, keys=keys, closed=None)
    why = kept.text(reason, field="reason", missing=_("Say in a few words what ties you to it, for those who go on."))
    if len(queries.inquirers(by, file.inquiry)) < 2:  # somebody else has to go on
        raise RuleBroken(_("Nobody else inquires here. Hand it on to somebody first."))
    said = {"in": "", "out": by.public_id, "reason": why}
    row = written(file=file, kind=Kind.INQUIRERS, said=said, by=by, keys=keys, verb="recuse")
    _leave(row, by)
    return row


def _let_in(file: Opened, by: Person, person: Person, keys: DataKeys | None) -> None:
    here = queries.inquirers(by, file.inquiry)
    if keys is None or person not in queries.could_join(by, file.inquiry):
        raise RuleBroken(_("Choose somebody who reads on this channel, and does not inquire here."), field="person")
    vault.give(keys=keys, thing=file.inquiry.ref, people=[person])
    _let_inquire(file.inquiry, [*here, person])


def _leave(inquiry: Inquiry, person: Person) -> None:
    stay = [each for each in queries.inquirers(person, inquiry) if each != person]
    vault.narrow(thing=inquiry.ref, people=stay)
    _let_inquire(inquiry, stay)


def _let_inquire(inquiry: Inquiry, people: Collection[Person]) -> None:
    inquiry.audience = named_people(*people)
    inquiry.save(update_fields=["audience"])


def _heard(person: Person) -> list[Hearer]:
    return [Hearer(person.public_id, "inquires")]
