"""Founding a house, once, by whoever holds the token that was printed where the server was started."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.cases import services as cases
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref, System
from goodcatch.people import services as people
from goodcatch.people.models import Person, Unit
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.reports import services as reports
from goodcatch.setup.models import FirstRun

HOLDS_HOURS = 24
SETUP = System("setup")


@dataclass(frozen=True, slots=True)
class Founder:
    """Who founds the house, and how they sign in."""

    name: str
    email: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Founded:
    """The house as founded, and its founder."""

    person: Person

    @property
    def ref(self) -> Ref:
        return self.person.ref


@transaction.atomic
def offer_first_run() -> str | None:
    """Give the path of the page on which the house is founded, with a fresh token; None once anybody lives here.

    Earlier tokens are void from now on; this one holds for a day.
    """
    if Person.objects.exists():
        return None
    now = clock.now()
    FirstRun.objects.filter(used_at=None, until__gt=now).update(until=now)
    token = secrets.token_urlsafe(24)
    FirstRun.objects.create(digest=_digest(token), until=now + timedelta(hours=HOLDS_HOURS))
    return f"/in/setup/{token}/"


def token_holds(token: str) -> bool:
    """Tell whether a house may be founded with this token now."""
    waiting = FirstRun.objects.filter(digest=_digest(token), used_at=None, until__gt=clock.now())
    return waiting.exists() and not Person.objects.exists()


@transaction.atomic
def found_house(*, token: str, house: str, zone: str, founder: Founder, channel: str, emergency: str = "") -> Founded:
    """Found the house: its first unit, its founder, its first way to speak up, the usual scales.

    The founder is a member, administrator and triager of the house: somebody must read what arrives. Both roles
    show on their page and can be handed on. Raises RuleBroken.
    """
    row = FirstRun.objects.select_for_update().filter(digest=_digest(token)).first()
    if row is None or not token_holds(token):
        raise RuleBroken(_("This link has been used or is too old. Start Goodcatch again to get a new one."))
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    try:
        validate_password(founder.password)
    except ValidationError as weak:
        raise RuleBroken(" ".join(weak.messages), field="password") from weak
    root = _root(house, zone)
    person = people.join(by=SETUP, name=founder.name, email=founder.email, username=founder.username, unit=root)
    person.set_password(founder.password)
    person.save(update_fields=["password"])
    for role in (Role.ADMINISTRATOR, Role.TRIAGER):
        people.grant(by=SETUP, person=person, role=role)
    _open(root, channel, emergency)
    cases.ensure_scales(by=SETUP)
    record.write(by=SETUP, verb="setup.found_house", thing=root.ref, within=person.ref)
    return Founded(person)


def _root(house: str, zone: str) -> Unit:
    try:
        return people.add_unit(by=SETUP, name=house, parent=None, zone=zone)
    except RuleBroken as broken:
        raise RuleBroken(broken.sentence, field="house" if broken.field == "name" else broken.field) from broken


def _open(root: Unit, channel: str, emergency: str) -> None:
    try:
        reports.open_channel(by=SETUP, unit=root, name=channel, emergency=emergency)
    except RuleBroken as broken:
        raise RuleBroken(
            broken.sentence, field="channel" if broken.field in {"name", "slug"} else broken.field
        ) from broken


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
