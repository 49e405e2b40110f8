"""Verbs of offices on a sealed channel: anybody who keeps it proposes, only readers admit readers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports import queries, rules, terms
from goodcatch.reports.models import Channel, Office
from goodcatch.reports.services.channels import told_of
from goodcatch.vault import services as vault


@transaction.atomic
def propose_office(*, by: Actor, channel: Channel, person: Person, duty: str) -> Office:
    """Propose somebody for an office. A supervisor holds it at once; a reader once the readers have signed.

    They are told, and so is everybody who holds an office there. Raises RuleBroken.
    """
    current = _held(channel)
    if not rules.may_propose_office(by, current):
        raise RuleBroken(_("Only an administrator, or somebody who reads this channel, proposes others."))
    _refuse_odd(current, person, duty)
    now = clock.now()
    last = Office.objects.filter(channel=current, duty=duty, until__isnull=True).aggregate(last=Max("turn"))["last"]
    office = Office(
        channel=current,
        person=person,
        duty=duty,
        turn=(last or 0) + 1,
        proposed_at=now,
        proposed_by=by if isinstance(by, Person) else None,
        since=now if duty == terms.Duty.SUPERVISOR else None,
    )
    try:
        with transaction.atomic():
            office.save(force_insert=True)
    except IntegrityError as twice:
        raise RuleBroken(_("%(name)s holds an office here already.") % {"name": person}, field="person") from twice
    hearers = [Hearer(person.public_id, "yours", Urgency.AT_ONCE), *_others(current, person)]
    record.write(by=by, verb="reports.propose_office", thing=office.ref, within=current.ref, hearers=hearers)
    return office


@transaction.atomic
def end_office(*, by: Actor, office: Office) -> Office:
    """Withdraw a proposal, or end the office of a supervisor: by whoever keeps the channel, or the person themself.

    A reader in force is let go by the readers, who sign the list without them. Raises RuleBroken.
    """
    row = Office.objects.select_for_update(of=("self",)).select_related("channel__unit", "person").get(pk=office.pk)
    if by != row.person and not rules.may_propose_office(by, row.channel):
        raise RuleBroken(_("Only an administrator, a reader of this channel, or the person themself ends this."))
    if row.until is not None:
        raise RuleBroken(_("This has ended already."))
    if row.in_force and row.duty in terms.READING:
        raise RuleBroken(_("Only readers let a reader go: one of them signs the list without them."))
    row.until = clock.now()
    row.save(update_fields=["until"])
    hearers = [Hearer(row.person.public_id, "yours"), *_others(row.channel, row.person)]
    record.write(by=by, verb="reports.end_office", thing=row.ref, within=row.channel.ref, hearers=hearers)
    return row


@transaction.atomic
def sign_readers(
    *, by: vault.Keyring, channel: Channel, offices: Mapping[str, str], after: int, recovery: str = ""
) -> Channel:
    """Sign who reads on a channel from now on: those of `offices`, ids of its proposals and offices in force.

    With each stands the fingerprint of their key as it was compared. A reader in force who is not among them is let
    go; a proposal that is not stays one. `after` is the number of the list that was on the page, 0 before the first;
    `recovery` the line that `goodcatch recovery make` wrote. Raises RuleBroken.
    """
    current = _held(channel)
    if after != queries.list_number(System("reports"), current):
        raise RuleBroken(_("Somebody signed another list while you were looking. Look at it again."))
    live = Office.objects.filter(channel=current, until__isnull=True, duty__in=terms.READING).select_related("person")
    stay = [office for office in live if office.public_id in offices]
    _demand_enough(current, stay)
    _demand_compared(stay, offices)
    seats = [vault.Seat(office.duty, office.person) for office in stay]
    halves = vault.read_halves(recovery) if recovery.strip() else None
    before = _keys(current) if after else {}
    if after == 0:
        vault.found_list(by=by, scope=current.ref, seats=seats, recovery=halves)
    else:
        people = [office.person for office in stay]
        vault.admit(by=by, scope=current.ref, seats=seats, renewed=people, recovery=halves)
    now = clock.now()
    Office.objects.filter(pk__in=[office.pk for office in stay], since__isnull=True).update(since=now)
    gone = [office for office in live if office.since is not None and office not in stay]
    Office.objects.filter(pk__in=[office.pk for office in gone]).update(until=now)
    for office in stay:
        if after and before.get(office.person.public_id) != _keys(current).get(office.person.public_id):
            vault.begin_resealing(by=by, scope=current.ref, person=office.person)
    record.write(by=by, verb="reports.sign_readers", thing=current.ref, within=current.unit.ref)
    return current


def _held(channel: Channel) -> Channel:
    return Channel.objects.select_for_update(of=("self",)).select_related("unit", "entity").get(pk=channel.pk)


def _others(channel: Channel, person: Person) -> list[Hearer]:
    return [hearer for hearer in told_of(channel) if hearer.person != person.public_id]


def _refuse_odd(channel: Channel, person: Person, duty: str) -> None:
    if not channel.sealed:
        raise RuleBroken(_("On an open channel the triagers of its unit handle what arrives."))
    if channel.closed_at is not None:
        raise RuleBroken(_("This channel is closed."))
    if duty not in terms.Duty.values:
        raise RuleBroken(_("Choose an office from the list."), field="duty")
    if not person.is_active:
        raise RuleBroken(_("%(name)s has left. Choose somebody else.") % {"name": person}, field="person")
    if duty != terms.Duty.SUPERVISOR and queries.is_custodian(System("reports"), person):
        raise RuleBroken(
            _("%(name)s is a custodian, and so never a reader. Choose somebody else.") % {"name": person},
            field="person",
        )


def _keys(channel: Channel) -> dict[str, str]:
    return {reader.person: reader.key for reader in vault.link_in_force(scope=channel.ref).readers}


def _demand_compared(stay: Collection[Office], offices: Mapping[str, str]) -> None:
    """Stop where somebody's key is no longer the one whose fingerprint was compared. Raises RuleBroken."""
    for office in stay:
        if queries.print_of(System("reports"), office.person) != offices[office.public_id]:
            raise RuleBroken(
                _("The key of %(name)s is another one by now. Let them read you its fingerprint again.")
                % {"name": office.person}
            )


def _demand_enough(channel: Channel, stay: Collection[Office]) -> None:
    duties = {office.duty for office in stay}
    if terms.Duty.HANDLER not in duties:
        raise RuleBroken(_("A handler must stay on the list: without one nobody reads first."))
    missing = [terms.Duty(duty).label for duty in terms.READING if duty not in duties]
    if channel.is_open and missing:
        raise RuleBroken(
            _("This channel is open, and needs a %(missing)s. Propose one, then sign the list with them.")
            % {"missing": ", ".join(str(each) for each in missing)}
        )


@transaction.atomic
def follow_list(*, by: Actor, channel: Channel) -> Channel:
    """Let the offices follow the signed list, where it was changed on its own page or with the recovery key."""
    current = _held(channel)
    listed = {reader.person: reader.office for reader in vault.link_in_force(scope=current.ref).readers}
    now = clock.now()
    live = Office.objects.filter(channel=current, until__isnull=True).select_related("person")
    changed = 0
    for office in live:
        stands = listed.pop(office.person.public_id, None)
        if stands == office.duty and office.since is None:
            changed += Office.objects.filter(pk=office.pk).update(since=now)
        elif stands is not None and stands != office.duty:
            changed += Office.objects.filter(pk=office.pk).update(duty=stands, since=now)
        elif stands is None and office.in_force and office.duty in terms.READING:
            changed += Office.objects.filter(pk=office.pk).update(until=now)
    for person in Person.objects.filter(public_id__in=listed):
        duty = listed[person.public_id]
        Office.objects.create(channel=current, person=person, duty=duty, proposed_at=now, since=now)
        changed += 1
    if changed:
        record.write(by=by, verb="reports.follow_list", thing=current.ref, within=current.unit.ref)
    return current
