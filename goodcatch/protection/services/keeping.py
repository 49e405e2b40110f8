"""What the vault asks of this room about sealed answers (vault.terms.Keeper; named in config.house.KEEPERS)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Person
from goodcatch.people.queries import audiences_held, people_in
from goodcatch.people.services import named_people
from goodcatch.protection.models import CheckIn, Plan
from goodcatch.record import services as record


def may_be_given(*, person: Person, ids: Collection[str]) -> set[str]:
    """Tell which of these answers somebody may be given the keys of: those of plans that they keep."""
    found = CheckIn.objects.filter(public_id__in=ids, plan__audience_id__in=audiences_held(person))
    return set(found.values_list("public_id", flat=True))


@transaction.atomic
def left_to(*, person: Person, ids: Collection[str], by: Actor) -> None:
    """Let somebody keep plans whose answers nobody with a key can read any more; called by recovery alone."""
    plans = CheckIn.objects.filter(public_id__in=ids).values("plan_id")
    for plan in Plan.objects.select_for_update().filter(pk__in=plans).order_by("id"):
        plan.audience = named_people(*people_in(plan.audience_id), person)
        plan.save(update_fields=["audience"])
        record.write(by=by, verb="protection.left_to", thing=plan.ref)


@transaction.atomic
def identity_opened(*, public_id: str, by: Actor) -> None:
    """Note that custodians opened the identity of an answer, which is always empty."""
    record.write(by=by, verb="protection.identity_opened", thing=CheckIn.objects.get(public_id=public_id).plan.ref)
