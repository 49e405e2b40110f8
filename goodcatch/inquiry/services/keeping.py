"""Hold, and delete what was kept long enough; and the vault's questions about inquiries (vault.terms.Keeper)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.files import services as files
from goodcatch.inquiry import queries
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.services.leaves import held, written
from goodcatch.inquiry.terms import Kind
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.people.services import named_people
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports import kept
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def place_hold(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, reason: str) -> Inquiry:
    """Keep an inquiry from being deleted until the hold is lifted; why lies sealed in it. Raises RuleBroken, Locked."""
    file = held(by=by, inquiry=inquiry, keys=keys, closed=None)
    why = kept.text(reason, field="reason", missing=_("Say why it must be kept, and who asked for it."))
    if file.inquiry.held_on:
        raise RuleBroken(_("A hold stands on it already."))
    file.inquiry.held_on = clock.today()
    file.inquiry.save(update_fields=["held_on"])
    return written(file=file, kind=Kind.HOLD, said={"placed": True, "reason": why}, by=by, keys=keys, verb="place_hold")


@transaction.atomic
def lift_hold(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, reason: str) -> Inquiry:
    """Lift the hold: its time of keeping counts again. Raises RuleBroken, Locked."""
    file = held(by=by, inquiry=inquiry, keys=keys, closed=None)
    why = kept.text(reason, field="reason", missing=_("Say why it need not be kept any longer."))
    if not file.inquiry.held_on:
        raise RuleBroken(_("No hold stands on it."))
    file.inquiry.held_on = None
    file.inquiry.save(update_fields=["held_on"])
    return written(file=file, kind=Kind.HOLD, said={"placed": False, "reason": why}, by=by, keys=keys, verb="lift_hold")


@transaction.atomic
def purge_due(*, by: System) -> int:
    """Delete every inquiry whose time of keeping has ended: its keys first, then files and row; give how many."""
    due = {inquiry.pk for inquiry in queries.due_to_go(by)}
    rows = Inquiry.objects.select_for_update().filter(pk__in=due, held_on__isnull=True, closed_on__isnull=False)
    gone = list(rows.order_by("id"))
    for inquiry in gone:
        ref = inquiry.ref
        vault.shred(thing=ref)
        files.purge(owner=ref)
        inquiry.delete()
        record.write(by=by, verb="inquiry.purge", thing=ref)
    return len(gone)


def may_be_given(*, person: Person, ids: Collection[str]) -> set[str]:
    """Tell which of these inquiries somebody may be given the keys of: those in which they inquire."""
    return queries.ids_held(person, ids)


@transaction.atomic
def left_to(*, person: Person, ids: Collection[str], by: Actor) -> None:
    """Let somebody inquire where nobody with a key is left who does; called by recovery alone."""
    for inquiry in Inquiry.objects.select_for_update().filter(public_id__in=ids).order_by("id"):
        inquiry.audience = named_people(*people_in(inquiry.audience_id), person)
        inquiry.save(update_fields=["audience"])
        record.write(by=by, verb="inquiry.left_to", thing=inquiry.ref)


@transaction.atomic
def identity_opened(*, public_id: str, by: Actor) -> None:
    """Tell those who inquire that custodians opened its identity: it is always empty, for nobody reported here."""
    inquiry = Inquiry.objects.get(public_id=public_id)
    told = [Hearer(person.public_id, "inquires") for person in queries.inquirers(System("inquiry"), inquiry)]
    record.write(by=by, verb="inquiry.identity_opened", thing=inquiry.ref, hearers=told)
