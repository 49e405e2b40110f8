"""Verbs of accounts: joining, being invited, belonging to a unit, leaving, being erased."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Absence, Grant, Membership, Person, Unit
from goodcatch.people.queries import holders, in_force
from goodcatch.people.rules import demand_house
from goodcatch.people.services.units import known_zone, zone_of
from goodcatch.people.terms import Digest, Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer


@transaction.atomic
def join(
    *,
    by: Actor,
    name: str,
    email: str = "",
    username: str = "",
    title: str = "",
    unit: Unit | None = None,
    zone: str = "",
) -> Person:
    """Give a member of the house an account, with an e-mail address, a username or both, and a unit if known.

    Without a zone of their own they get the unit's.

    No password is set: `offer_password` gives the way to choose one. Raises RuleBroken.
    """
    demand_house(by)
    person = _new_person(name=name, email=email, username=username, title=title, zone=zone or zone_of(unit))
    if unit is not None:
        _place(person, unit)
    record.write(by=by, verb="people.join", thing=person.ref, within=unit.ref if unit else None)
    return person


@transaction.atomic
def invite_guest(*, by: Actor, name: str, email: str = "", username: str = "", title: str = "") -> Person:
    """Give somebody from outside an account that sees nothing but what they are invited to by name.

    Raises RuleBroken.
    """
    demand_house(by)
    person = _new_person(name=name, email=email, username=username, title=title, guest=True)
    record.write(by=by, verb="people.invite_guest", thing=person.ref)
    return person


@transaction.atomic
def place_in_unit(*, by: Actor, person: Person, unit: Unit) -> Person:
    """Let a member belong to a unit from now on; they and the unit's leaders are told. Raises RuleBroken.

    Nobody places themself: what a unit reads would otherwise be theirs for the asking.
    """
    demand_house(by)
    person = held(person)
    if by == person:
        raise RuleBroken(
            _("Another administrator places you: you would read more by it."),
            field="unit",
        )
    if person.left_at or person.guest:
        raise RuleBroken(_("Only a member of the house belongs to a unit."), field="unit")
    if Membership.objects.filter(in_force(), person=person, unit=unit).exists():
        raise RuleBroken(_("They belong to this unit already."), field="unit")
    _place(person, unit)
    hearers = [Hearer(leader.public_id, "leader") for leader in holders(Role.LEADER, unit)]
    hearers.append(Hearer(person.public_id, "yours"))
    record.write(
        by=by,
        verb="people.place_in_unit",
        thing=person.ref,
        within=unit.ref,
        hearers=hearers,
    )
    return person


@transaction.atomic
def take_out_of_unit(*, by: Actor, person: Person, unit: Unit) -> Person:
    """End a membership; the person is told. Raises RuleBroken."""
    demand_house(by)
    ended = Membership.objects.filter(in_force(), person=person, unit=unit).update(until=clock.now())
    if not ended:
        raise RuleBroken(_("They do not belong to this unit."))
    hearers = [Hearer(person.public_id, "yours")]
    record.write(
        by=by,
        verb="people.take_out_of_unit",
        thing=person.ref,
        within=unit.ref,
        hearers=hearers,
    )
    return person


@transaction.atomic
def describe_person(
    *,
    by: Actor,
    person: Person,
    name: str,
    email: str = "",
    username: str = "",
    title: str = "",
    version: int | None = None,
) -> Person:
    """Correct how a person is called and signs in; they are told. Raises RuleBroken, and ChangedMeanwhile."""
    demand_house(by)
    current = _to_edit(person, version)
    if current.left_at:
        raise RuleBroken(_("They have left; their account stays as it was."))
    current.name, current.title = _named(name), _titled(title)
    if (current.email or "") != email.strip():
        EmailAddress.objects.filter(user=current).delete()
    current.email, current.username = _sign_in_names(email, username)
    _save_person(current)
    hearers = [Hearer(person.public_id, "yours")]
    record.write(by=by, verb="people.describe_person", thing=person.ref, hearers=hearers)
    return current


@transaction.atomic
def change_own_details(
    *,
    by: Person,
    zone: str,
    language: str,
    digest: str,
    title: str | None = None,
    version: int | None = None,
) -> Person:
    """Choose one's own zone, language and mail. Raises RuleBroken, and ChangedMeanwhile."""
    current = _to_edit(by, version)
    if language and language not in dict(settings.LANGUAGES):
        raise RuleBroken(
            _("We do not speak that language yet. Choose one from the list."),
            field="language",
        )
    if digest not in Digest.values:
        raise RuleBroken(_("Choose one of the two kinds of mail."), field="digest")
    current.zone, current.language, current.digest = known_zone(zone), language, digest
    if title is not None:
        current.title = _titled(title)
    _save_person(current)
    record.write(by=by, verb="people.change_own_details", thing=by.ref)
    return current


@transaction.atomic
def leave(*, by: Actor, person: Person) -> Person:
    """Close the account of somebody who leaves: memberships and grants end, sessions with the next request.

    The leaders of their units are told, so that what they held is handed over. Raises RuleBroken.
    """
    demand_house(by)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.left_at:
        raise RuleBroken(_("They have left already."))
    hold_administrators()
    if is_last_administrator(person):
        raise RuleBroken(_("They are the only administrator. Give somebody else that role first."))
    now = clock.now()
    units = [row.unit for row in Membership.objects.filter(in_force(), person=person).select_related("unit")]
    told = {leader.public_id for unit in units for leader in holders(Role.LEADER, unit)} - {person.public_id}
    Membership.objects.filter(_running(now), person=person).update(until=now)
    Grant.objects.filter(_running(now), person=person, since__gt=now).update(since=now)
    Grant.objects.filter(_running(now), person=person).update(until=now)
    Absence.objects.filter(person=person).delete()
    Absence.objects.filter(stand_in=person).update(stand_in=None)
    person.left_at = now
    person.set_unusable_password()
    person.version += 1
    person.save()
    hearers = [Hearer(public_id, "leader") for public_id in sorted(told)]
    record.write(by=by, verb="people.leave", thing=person.ref, hearers=hearers)
    return person


@transaction.atomic
def erase(*, by: Actor, person: Person) -> Person:
    """Blank the row of somebody who has left: name, sign-in names, title, zone and language are gone.

    The public id stays, so that the record and what they wrote keep their place. A hold asks for who wrote it, too.
    Raises RuleBroken.
    """
    demand_house(by)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not person.left_at:
        raise RuleBroken(_("They have an account. Close it first; then it can be erased."))
    if person.erased_at:
        raise RuleBroken(_("They are erased already."))
    if any(import_string(path)(System("people"), person=person) for path in import_string("config.house.HELD")):
        raise RuleBroken(_("A hold stands on something they wrote or had a part in. It is lifted first."))
    EmailAddress.objects.filter(user=person).delete()
    person.name = person.title = person.zone = person.language = ""
    person.email = person.username = person.last_login = None
    person.set_unusable_password()
    person.erased_at = clock.now()
    person.version += 1
    person.save()
    record.write(by=by, verb="people.erase", thing=person.ref)
    return person


def held(person: Person) -> Person:
    """Give the person as they are now, held until the deed is done: their roles and units change one at a time."""
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def hold_administrators() -> None:
    """Hold the grants of all who run the house: of two who go at once, the second is seen to be the last."""
    running = Grant.objects.filter(in_force(), role=Role.ADMINISTRATOR)
    list(running.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def is_last_administrator(person: Person) -> bool:
    """Tell whether nobody else could run the house."""
    running = holders(Role.ADMINISTRATOR, None)
    return person in running and running.count() == 1


def _running(now: datetime) -> Q:
    return Q(until__isnull=True) | Q(until__gt=now)


def _place(person: Person, unit: Unit) -> None:
    if unit.closed_at:
        raise RuleBroken(_("That unit is closed. Choose one that is open."), field="unit")
    Membership.objects.create(person=person, unit=unit, since=clock.now())


def _new_person(
    *,
    name: str,
    email: str,
    username: str,
    title: str,
    zone: str = "",
    guest: bool = False,
) -> Person:
    person = Person(
        name=_named(name),
        title=_titled(title),
        zone=known_zone(zone),
        guest=guest,
        joined_at=clock.now(),
    )
    person.email, person.username = _sign_in_names(email, username)
    person.set_unusable_password()
    _save_person(person)
    return person


def _to_edit(person: Person, version: int | None) -> Person:
    current = Person.objects.select_for_update().get(pk=person.pk)
    if version is not None and current.version != version:
        fields = ("name", "email", "username", "title", "zone", "language", "digest")
        raise ChangedMeanwhile(
            _("Somebody saved this page while you were writing. Both texts stand here; send yours again to keep it."),
            theirs={field: getattr(current, field) or "" for field in fields},
            version=current.version,
        )
    current.version += 1
    return current


def _named(name: str) -> str:
    plain = " ".join(name.split())
    if not plain or len(plain) > 120:
        raise RuleBroken(_("A person needs a name of at most 120 characters."), field="name")
    return plain


def _titled(title: str) -> str:
    if len(title.strip()) > 120:
        raise RuleBroken(_("What they do should fit in 120 characters."), field="title")
    return title.strip()


def _sign_in_names(email: str, username: str) -> tuple[str | None, str | None]:
    address, name = email.strip(), username.strip()
    if not address and not name:
        raise RuleBroken(
            _("Give an e-mail address or a username: one of them is needed to sign in."),
            field="email",
        )
    if address:
        try:
            validate_email(address)
        except ValidationError as wrong:
            sentence = _("That does not look like an e-mail address; name@example.org would.")
            raise RuleBroken(sentence, field="email") from wrong
    if "@" in name or len(name) > 64 or any(c.isspace() for c in name):
        sentence = _("A username has at most 64 characters, no spaces and no @, such as s.okafor.")
        raise RuleBroken(sentence, field="username")
    return address or None, name or None


def _save_person(person: Person) -> None:
    taken = Person.objects.exclude(pk=person.pk)
    if person.email and taken.filter(email__iexact=person.email).exists():
        raise RuleBroken(_("Somebody signs in with that e-mail address already."), field="email")
    if person.username and taken.filter(username__iexact=person.username).exists():
        raise RuleBroken(_("Somebody signs in with that username already."), field="username")
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as clash:
        raise RuleBroken(_("Somebody took that e-mail address or username just now. Choose another.")) from clash
