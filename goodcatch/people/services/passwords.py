"""Verbs of passwords: choosing one through a link that works once, changing it, asking for a link by mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.jobs import services as jobs
from goodcatch.kernel import clock, ids
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, Ref
from goodcatch.people.models import Person
from goodcatch.people.queries import holders
from goodcatch.people.rules import demand_house
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency


class _Links(PasswordResetTokenGenerator):
    """Signed and dated tokens; whatever changes the password or signs in makes every earlier one void."""

    key_salt = "goodcatch.people.password"

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)


_links = _Links()


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """The way for one person to choose a password, once, within three days."""

    person: Person
    address: str

    @property
    def ref(self) -> Ref:
        return self.person.ref


def link_for(person: Person) -> PasswordLink:
    """Give a fresh link for this person; its address begins after the house's own."""
    return PasswordLink(person, f"/in/account/password/{person.public_id}/{_links.make_token(person)}/")


def link_holds(person: Person, token: str) -> bool:
    """Tell whether this link may still be used."""
    return person.is_active and _links.check_token(person, token)


@transaction.atomic
def offer_password(*, by: Actor, person: Person) -> PasswordLink:
    """Make a link with which a person chooses a password, to be handed over by whoever asks for it.

    Whoever holds the link can become that person, so the person is told at once and the other administrators
    with their digest. Raises RuleBroken.
    """
    demand_house(by)
    if not person.is_active:
        raise RuleBroken(_("They have left: nobody signs in with this account any more."))
    others = holders(Role.ADMINISTRATOR, None).exclude(pk=person.pk)
    hearers = [Hearer(person.public_id, "yours", Urgency.AT_ONCE)]
    hearers += [Hearer(other.public_id, "holder") for other in others]
    record.write(by=by, verb="people.offer_password", thing=person.ref, hearers=hearers)
    return link_for(person)


def choose_password(*, by: Person, token: str, password: str) -> Person:
    """Set one's password through a link. Raises RuleBroken where the link is used or old, or the password too weak."""
    if not link_holds(by, token):
        raise RuleBroken(_("This link has been used or is too old. Ask for a new one."))
    return _set(by, password, verb="people.choose_password", token=token)


def change_password(*, by: Person, current: str, password: str) -> Person:
    """Change one's own password; every other session of this person ends. Raises RuleBroken."""
    if not by.check_password(current):
        raise RuleBroken(_("That is not your present password. Type it once more."), field="current")
    return _set(by, password, verb="people.change_password")


@transaction.atomic
def ask_for_password(*, email: str) -> None:
    """Have a link sent to this address if somebody signs in with it, whoever asks; at most one in ten minutes.

    Nothing shows whether there is such an account: one piece of work is put down either way. Nothing has changed
    yet, so the record has no entry of it; choosing the password has.
    """
    person = Person.objects.filter(email__iexact=email.strip(), left_at=None).first()
    slot = int(clock.now().timestamp()) // 600
    whose = person.public_id if person else ""
    jobs.later("people.send_password_link", key=f"password:{whose}:{slot}", person=whose, letter=ids.new_id())


def _set(person: Person, password: str, *, verb: str, token: str | None = None) -> Person:
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise RuleBroken(" ".join(weak.messages), field="password") from weak
    hashed = make_password(password)  # before the transaction: hashing may wait in line, and nobody should wait for it
    with transaction.atomic():
        current = Person.objects.select_for_update().get(pk=person.pk)
        if not current.is_active or (token is not None and not link_holds(current, token)):
            raise RuleBroken(_("This link has been used or is too old. Ask for a new one."))
        current.password = hashed
        current.save(update_fields=["password"])
        record.write(by=person, verb=verb, thing=person.ref)
    return current
