"""Verbs of requests: received, extended, looked for inside sealed channels, copied, answered, forgotten."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.kernel.texts import LONGEST, text_of
from goodcatch.people.models import Person
from goodcatch.people.queries import holders
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports.models import Channel
from goodcatch.reports.queries import readers_everywhere
from goodcatch.standards.terms import months_later
from goodcatch.subjects import terms
from goodcatch.subjects.models import Look, Request
from goodcatch.subjects.rules import demand_keeper, reads


@transaction.atomic
def receive_request(
    *,
    by: Person,
    kind: str,
    name: str,
    received_on: date,
    reached: str = "",
    account: str = "",
    looked_for: str = "",
) -> Request:
    """Keep a request that came, with the day by which it is answered. Raises RuleBroken.

    `account` is how the person signs in here, if they do; `looked_for` are names and addresses, one on each line.
    Everybody who reads a sealed channel gets the same letter, whatever lies there.
    """
    demand_keeper(by)
    if kind not in terms.Kind.values:
        raise RuleBroken(_("Choose what they ask for."), field="kind")
    if received_on > clock.today():
        raise RuleBroken(_("That day has not come yet: on which day did it arrive?"), field="received_on")
    request = Request(
        kind=kind,
        name=text_of(name, "name", _("Write who asked, as they call themselves."), longest=200),
        reached=reached.strip()[:300],
        person=_account(account),
        words=looked_for.strip()[:LONGEST],
        received_on=received_on,
        received_by=by,
        due_on=terms.due(received_on),
    )
    request.save(force_insert=True)
    record.write(by=by, verb="subjects.receive_request", thing=request.ref, facts={"kind": kind}, hearers=_told(by))
    return request


@transaction.atomic
def extend_request(*, by: Person, request: Request, reason: str) -> Request:
    """Take two months more, once, with the reason that they are told within the first month. Raises RuleBroken."""
    current = _open(by, request)
    if current.extended_at is not None:
        raise RuleBroken(_("It was extended already, and the law allows it once."))
    if clock.today() > current.due_on:
        raise RuleBroken(_("The first month is over: it could have been extended within it. Answer it now."))
    current.why_extended = text_of(reason, "reason", _("Say why it takes longer: they must be told the reason."))
    current.extended_at, current.due_on = clock.now(), terms.due(current.received_on, extended=True)
    current.save(update_fields=["why_extended", "extended_at", "due_on"])
    record.write(by=by, verb="subjects.extend_request", thing=current.ref)
    return current


@transaction.atomic
def say_looked(*, by: Person, request: Request, channel: Channel) -> Request:
    """Say that a sealed channel was looked through, and that what there is to answer is answered inside it.

    Every channel says the same, whatever lies there. Raises RuleBroken.
    """
    current = _held(request)
    if channel not in reads(by):
        raise RuleBroken(_("Only those who read this channel can say so."))
    try:
        with transaction.atomic():
            Look(request=current, channel=channel, at=clock.now(), by=by).save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(_("Somebody who reads this channel has said so already.")) from None
    record.write(by=by, verb="subjects.say_looked", thing=current.ref, within=channel.ref)
    return current


@transaction.atomic
def answer_request(*, by: Person, request: Request, outcome: str, answer: str) -> Request:
    """Keep what they were answered: done, done in part, or not, with the reason. Raises RuleBroken."""
    current = _open(by, request)
    if outcome not in terms.Outcome.values:
        raise RuleBroken(_("Choose what became of it."), field="outcome")
    missing = _("Write what they were answered; where something was refused, why, and where they may complain.")
    current.answer, current.outcome = text_of(answer, "answer", missing), outcome
    current.answered_at, current.answered_by = clock.now(), by
    current.save(update_fields=["answer", "outcome", "answered_at", "answered_by"])
    record.write(by=by, verb="subjects.answer_request", thing=current.ref, facts={"outcome": outcome})
    return current


@transaction.atomic
def copy_found(*, by: Person, request: Request) -> Request:
    """Note that a copy of what was found left the house. Raises RuleBroken."""
    current = _open(by, request)
    record.write(by=by, verb="subjects.copy_found", thing=current.ref)
    return current


@transaction.atomic
def copy_own(*, by: Person) -> Person:
    """Note that somebody took a copy of what is kept about them."""
    record.write(by=by, verb="subjects.copy_own", thing=by.ref)
    return by


@transaction.atomic
def forget_requests(*, by: System) -> int:
    """Delete the requests that were answered so long ago that the house need not show it any more; give how many."""
    last = months_later(clock.today(), -terms.KEPT_MONTHS)
    ended = Request.objects.select_for_update().filter(answered_at__date__lt=last).order_by("pk")
    found = list(ended)
    for request in found:
        Look.objects.filter(request=request).delete()
        request.delete()
        record.write(by=by, verb="subjects.forget_requests", thing=request.ref)
    return len(found)


def _told(by: Person) -> list[Hearer]:
    """The readers of every sealed channel, and who else keeps requests."""
    readers = {person.public_id for people in readers_everywhere(System("subjects")).values() for person in people}
    keepers = {person.public_id for person in holders(Role.PRIVACY, None)} - {by.public_id}
    told = [Hearer(each, "office", Urgency.AT_ONCE) for each in sorted(readers)]
    return told + [Hearer(each, "keeper") for each in sorted(keepers - readers)]


def _account(typed: str) -> Person | None:
    if not typed.strip():
        return None
    try:
        return Person.objects.get_by_natural_key(typed)
    except Person.DoesNotExist:
        raise RuleBroken(
            _("Nobody signs in with this. Leave it empty if they have no account."), field="account"
        ) from None


def _held(request: Request) -> Request:
    current = Request.objects.select_for_update().get(pk=request.pk)
    if current.answered_at is not None:
        raise RuleBroken(_("It was answered already."))
    return current


def _open(keeper: Person, request: Request) -> Request:
    demand_keeper(keeper)
    return _held(request)
