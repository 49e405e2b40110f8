"""Reads of a sealed channel's offices: who reads, in which turn, who is proposed, who are the custodians."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Q, QuerySet

from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.reports import rules, terms
from goodcatch.reports.models import Channel, Office
from goodcatch.reports.queries.channels import supervisors
from goodcatch.vault import queries as vault_queries
from goodcatch.vault import services as vault

_RANK = {duty: place for place, duty in enumerate(terms.Duty.values)}


@dataclass(frozen=True, slots=True)
class Seat:
    """An office with what the signed list says of it: whether they stand in it, and with a key that lives."""

    office: Office
    signed: bool
    reads: bool


@dataclass(frozen=True, slots=True)
class SignedNow:
    """The list in force: its number, fingerprint, and when recovery from paper was last rehearsed."""

    number: int
    fingerprint: str
    has_recovery: bool
    rehearsed_at: datetime | None


def offices(viewer: Viewer, channel: Channel) -> list[Office]:
    """Give those who hold an office on a sealed channel or are proposed, in the order of turn; to those who keep it."""
    if not rules.may_see_channel(viewer, channel):
        return []
    found = Office.objects.filter(channel=channel, until__isnull=True).select_related("person", "channel__unit")
    return sorted(found, key=lambda office: (_RANK[office.duty], office.turn, office.pk))


def office_of(viewer: Viewer, channel: Channel, public_id: str) -> Office | None:
    """Give an office of this channel that has not ended, to those who keep it."""
    return next((each for each in offices(viewer, channel) if each.public_id == public_id), None)


def channel_of_office(viewer: Viewer, public_id: str) -> Channel | None:
    """Give the channel on which an office is or was held, to those who keep it, hold one there, or held this one."""
    office = Office.objects.filter(public_id=public_id).select_related("channel__unit", "channel__entity").first()
    if office is None or not (viewer == office.person or rules.may_see_channel(viewer, office.channel)):
        return None
    return office.channel


def reads_somewhere(viewer: Viewer) -> Q:
    """Give the condition that the viewer holds an office that reads, on any sealed channel, opened and not closed."""
    if not isinstance(viewer, Person) or not viewer.is_active:
        return Q(pk__in=[])
    held = Office.objects.filter(person=viewer, duty__in=terms.READING, since__isnull=False, until__isnull=True)
    return Q(Exists(held.filter(channel__in=_opened_sealed())))


def readers_everywhere(viewer: System) -> dict[Channel, list[Person]]:  # noqa: ARG001  # for the house itself
    """Give every sealed channel, opened and not closed, with those who hold an office there that reads."""
    held = Office.objects.filter(duty__in=terms.READING, since__isnull=False, until__isnull=True)
    rows = held.filter(person__left_at__isnull=True).select_related("person").order_by("pk")
    found: dict[Channel, list[Person]] = {channel: [] for channel in _opened_sealed().order_by("name", "pk")}
    for row in rows.filter(channel__in=list(found)).select_related("channel"):
        found[row.channel].append(row.person)
    return found


def _opened_sealed() -> QuerySet[Channel]:
    return Channel.objects.filter(sealed=True, opened_at__isnull=False, closed_at__isnull=True)


def seats(viewer: Viewer, channel: Channel) -> list[Seat]:
    """Give the offices with what the signed list says of them. Raises Refused where it is not as it was signed."""
    listed, living = _signed(channel)
    return [
        Seat(each, each.person.public_id in listed, each.person.public_id in living)
        for each in offices(viewer, channel)
    ]


def _signed(channel: Channel) -> tuple[dict[str, str], set[str]]:
    """Give who stands in the signed list, by public id with their office, and whose key among them lives."""
    try:
        listed = {reader.person: reader.office for reader in vault.link_in_force(scope=channel.ref).readers}
        return listed, {reader.person for reader in vault.readers_of(scope=channel.ref)}
    except vault.NotFounded:
        return {}, set()


def signed_now(viewer: Viewer, channel: Channel) -> SignedNow | None:
    """Give what is signed on this channel, to those who keep it; None before the first list."""
    if not rules.may_see_channel(viewer, channel):
        return None
    try:
        link = vault.link_in_force(scope=channel.ref)
        rehearsed = vault.rehearsed_at(scope=channel.ref)
    except vault.NotFounded:
        return None
    return SignedNow(link.number, link.fingerprint, link.recovery is not None, rehearsed)


def print_of(viewer: Viewer, person: Person) -> str:  # noqa: ARG001  # a fingerprint is there to be compared
    """Give the fingerprint of somebody's living key; empty where they have none, or have not tried it."""
    key = vault_queries.key_of(viewer=person)
    return vault_queries.own_fingerprint(viewer=person) if key and key.tried_at else ""


def opens_list(viewer: Viewer, channel: Channel) -> bool:
    """Tell whether the page of the channel's signed list is shown to the viewer: there is one once it was signed."""
    return vault_queries.shows_list(viewer=viewer, scope=channel.ref) and list_number(viewer, channel) > 0


def list_number(viewer: Viewer, channel: Channel) -> int:  # noqa: ARG001  # a number says nothing of who
    """Give the number of the list in force, 0 before the first."""
    try:
        return vault.link_in_force(scope=channel.ref).number
    except vault.NotFounded:
        return 0


def custodians(viewer: Viewer) -> set[str]:  # noqa: ARG001  # who they are is no secret
    """Give who stands in the list of custodians with a key that lives, by public id."""
    try:
        return {reader.person for reader in vault.readers_of(scope=vault.CUSTODIANS)}
    except vault.NotFounded:
        return set()


def is_custodian(viewer: Viewer, person: Person) -> bool:
    """Tell whether somebody stands in the list of custodians."""
    return person.public_id in custodians(viewer)


def may_take_office(viewer: Viewer, channel: Channel) -> QuerySet[Person]:
    """Give those who can be proposed here: living accounts, guests too, that hold no office on it."""
    if not rules.may_propose_office(viewer, channel):
        return Person.objects.none()
    held = Office.objects.filter(channel=channel, until__isnull=True).values("person_id")
    return Person.objects.filter(left_at__isnull=True).exclude(pk__in=held).order_by("guest", "name", "pk")


def reachable(viewer: Viewer, channel: Channel) -> dict[str, list[Person]]:  # noqa: ARG001  # anybody may know
    """Give who reads, by office, as the signed list says: living accounts with a key that lives, in their turn."""
    listed, living = _signed(channel)
    people = Person.objects.filter(public_id__in=living, left_at__isnull=True)
    turn = dict(Office.objects.filter(channel=channel, until__isnull=True).values_list("person_id", "turn"))
    found: dict[str, list[Person]] = {duty: [] for duty in terms.READING}
    for person in sorted(people, key=lambda each: (turn.get(each.pk, 99), each.pk)):
        found.setdefault(listed[person.public_id], []).append(person)
    return found


def turns(viewer: Viewer, channel: Channel) -> list[tuple[terms.Duty, list[Person]]]:
    """Give who is next when nobody answers on a sealed channel: each office in its turn, with its people."""
    found = reachable(viewer, channel)
    reading = [(duty, found[duty]) for duty in terms.READING if found[duty]]
    late = supervisors(viewer, channel)
    return [*reading, (terms.Duty.SUPERVISOR, late)] if late else reading
