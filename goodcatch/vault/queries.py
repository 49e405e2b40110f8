"""Reads about keys and lists, for pages, set-up and backup. Nothing sealed is opened here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import Refused
from goodcatch.kernel.refs import Ref, Sight, System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.vault import boxes, chains, outside
from goodcatch.vault.chains import Link
from goodcatch.vault.models import IdentityOpening, Key, Refusal, Rehearsal, Resealing, SignedList
from goodcatch.vault.rules import may_see_list, may_see_opening
from goodcatch.vault.terms import CUSTODIANS, Purpose, Reader, ref_of


@dataclass(frozen=True, slots=True)
class SeatSeen:
    """Somebody on a list, as its page shows them."""

    person: Person
    office: str
    fingerprint: str
    said: str
    newer: str
    """The fingerprint of a newer key that they made, which is not signed in."""


@dataclass(frozen=True, slots=True)
class ListSeen:
    """Who reads in a scope: the list in force, the one that waits, recovery, and what is still to be re-sealed."""

    scope: Ref
    link: Link | None
    seats: Sequence[SeatSeen]
    waiting: Link | None
    waiting_seats: Sequence[SeatSeen]
    rehearsed_at: datetime | None
    resealings: Sequence[Resealing]
    history: Sequence[Link]

    @property
    def recovery(self) -> str:
        """The fingerprint of the recovery key; empty where there is none."""
        halves = self.link.recovery if self.link else None
        return boxes.fingerprint(halves.box + halves.sign) if halves else ""

    @property
    def at(self) -> datetime | None:
        """When the list in force was written."""
        return datetime.fromisoformat(self.link.at) if self.link else None


def key_of(*, viewer: Viewer) -> Key | None:
    """Give the viewer's own living key."""
    return Key.objects.filter(person=viewer, ended_at=None).first() if isinstance(viewer, Person) else None


def own_fingerprint(*, viewer: Viewer) -> str:
    """Give the fingerprint of the viewer's own key; empty where they have none."""
    key = key_of(viewer=viewer)
    return _print(bytes(key.box_public), bytes(key.sign_public)) if key else ""


def scopes_seen(*, viewer: Viewer) -> list[Ref]:
    """Give the scopes in whose lists the viewer stands or stood; to a part of the house, such as its doctor, all."""
    rows = SignedList.objects.all()
    if isinstance(viewer, Person):
        rows = rows.filter(content__contains=f'"{viewer.public_id}"')
    elif not isinstance(viewer, System):
        return []
    return [ref_of(scope) for scope in sorted(set(rows.values_list("scope", flat=True)))]


def shows_list(*, viewer: Viewer, scope: Ref) -> bool:
    """Tell whether the page of this list is shown to the viewer."""
    return may_see_list(viewer, scope)


def list_seen(*, viewer: Viewer, scope: Ref) -> ListSeen | None:
    """Give who reads in a scope, checked, to whoever may see it. Raises Refused where it is not as it was signed."""
    if not may_see_list(viewer, scope):
        return None
    chain = chains.chain_of(scope)
    link = chain.links[-1] if chain.links else None
    if link:
        chains.compare_keys(scope, link.readers)
    done = Rehearsal.objects.filter(scope=str(scope), done_at__isnull=False)
    if link and link.recovery:
        done = done.filter(recovery=link.recovery.box)
    open_ones = Resealing.objects.filter(scope=str(scope), ended_at=None, key__ended_at=None).select_related("person")
    return ListSeen(
        scope=scope,
        link=link,
        seats=_seats(link),
        waiting=chain.waiting,
        waiting_seats=_seats(chain.waiting),
        rehearsed_at=done.order_by("-done_at").values_list("done_at", flat=True).first() if link else None,
        resealings=list(open_ones),
        history=tuple(reversed(chain.links)),
    )


def people_to_admit(*, viewer: Viewer, scope: Ref, purpose: Purpose) -> list[tuple[Person, str]]:
    """Give who has a tried key for this purpose that is not signed into a scope's list, each with its fingerprint."""
    if not may_see_list(viewer, scope):
        return []
    chain = chains.chain_of(scope)
    signed = {reader.key for reader in chain.links[-1].readers} if chain.links else set()
    keys = Key.objects.filter(ended_at=None, purpose=purpose, tried_at__isnull=False, person__left_at=None)
    found = keys.exclude(public_id__in=signed).select_related("person").order_by("person__name")
    return [(key.person, _print(bytes(key.box_public), bytes(key.sign_public))) for key in found]


def openings_seen(*, viewer: Viewer) -> list[IdentityOpening]:
    """Give the identities that were asked for: to whoever was asked those that wait, to whoever asked their own."""
    if not isinstance(viewer, Person):
        return []
    waiting = Q(second_at=None, refused_at=None)  # few at any time; whom each was asked of no database can look for
    found = IdentityOpening.objects.filter(waiting | Q(asked_by=viewer)).select_related("asked_by")
    return [row for row in found.order_by("-asked_at") if may_see_opening(viewer, row)][:50]


def custodians(*, viewer: Viewer) -> list[Person]:
    """Give the custodians, by name, to whoever may see their list. Raises Refused where it is not as it was signed."""
    seen = list_seen(viewer=viewer, scope=CUSTODIANS)
    return [seat.person for seat in seen.seats] if seen else []


def opening_seen(*, viewer: Viewer, public_id: str) -> IdentityOpening | None:
    """Give an identity that was asked for, to whoever may see that it was."""
    people = IdentityOpening.objects.select_related("asked_by", "first_by", "second_by", "refused_by")
    found = people.filter(public_id=public_id).first()
    return found if found and may_see_opening(viewer, found) else None


def resealing_seen(*, viewer: Viewer, public_id: str) -> Resealing | None:
    """Give a re-sealing to whoever may see its list."""
    found = Resealing.objects.select_related("person", "key").filter(public_id=public_id).first()
    return found if found and may_see_list(viewer, ref_of(found.scope)) else None


def rehearsal_seen(*, viewer: Viewer, public_id: str) -> Rehearsal | None:
    """Give a rehearsal to whoever may see its list."""
    found = Rehearsal.objects.filter(public_id=public_id).first()
    return found if found and may_see_list(viewer, ref_of(found.scope)) else None


@dataclass(frozen=True, slots=True)
class ListState:
    """How a signed list stands, for an examination: what it was refused for, who has not used their key for long."""

    scope: Ref
    refused: str = ""
    has_recovery: bool = False
    rehearsed_at: datetime | None = None
    rested: int = 0


def keys_made(*, viewer: System) -> bool:  # noqa: ARG001  # for the house's own examination
    """Tell whether anybody here has ever made a key."""
    return Key.objects.exists()


def pepper_is_kept(*, viewer: System) -> bool:  # noqa: ARG001  # for the house's own examination
    """Tell whether the pepper's file is there; looking does not make one."""
    return (Path(settings.DATA_DIR) / outside.PEPPER).is_file()


def refused_since(*, viewer: System, day: date) -> int:  # noqa: ARG001  # for the house's own examination
    """Count what was refused since that day because it was not as it was signed or sealed."""
    return Refusal.objects.filter(day__gte=day).count()


def list_states(*, viewer: System, unused_since: date) -> list[ListState]:
    """Check every signed list, as the vault's own watch does, and give how each stands. Nothing sealed is opened."""
    scopes = sorted(set(SignedList.objects.values_list("scope", flat=True)))
    return [_state(viewer, ref_of(scope), unused_since) for scope in scopes]


def _state(viewer: System, scope: Ref, unused_since: date) -> ListState:  # noqa: ARG001  # for the house itself
    try:
        chain = chains.chain_of(scope)
        link = chain.links[-1] if chain.links else None
        keys = chains.compare_keys(scope, link.readers) if link else {}
    except Refused as refused:
        return ListState(scope, refused=refused.sentence)
    if link is None:
        return ListState(scope)
    done = Rehearsal.objects.filter(scope=str(scope), done_at__isnull=False)
    if link.recovery:
        done = done.filter(recovery=link.recovery.box)
    return ListState(
        scope,
        has_recovery=link.recovery is not None,
        rehearsed_at=done.order_by("-done_at").values_list("done_at", flat=True).first(),
        rested=sum((key.used_on or key.made_at.date()) < unused_since for key in keys.values() if not key.ended_at),
    )


def title_of(*, viewer: Viewer, scope: Ref) -> str:
    """Give what a scope is called: the title of its thing, as the viewer may see it."""
    if scope == CUSTODIANS:
        return _("Custodians")
    sights: dict[str, str] = import_string("config.house.SIGHTS")
    sight: Sight | None = import_string(sights[scope.kind])(viewer, scope.id) if scope.kind in sights else None
    return sight.title if sight else _("sealed reports")


def _print(box: bytes, sign: bytes) -> str:
    return boxes.fingerprint(box + sign)


def _seats(link: Link | None) -> list[SeatSeen]:
    if link is None:
        return []
    named = [reader.person for reader in link.readers]
    people = {person.public_id: person for person in Person.objects.filter(public_id__in=named)}
    living = {key.person_id: key for key in Key.objects.filter(person__public_id__in=named, ended_at=None)}
    seats = [
        _seat(reader, person, living.get(person.pk)) for reader in link.readers if (person := people.get(reader.person))
    ]
    return sorted(seats, key=lambda seat: (seat.office, seat.person.name))


def _seat(reader: Reader, person: Person, key: Key | None) -> SeatSeen:
    said = ""
    if not person.is_active:
        said = _("has left; let them go")
    elif key is None:
        said = _("has lost their words")
    elif key.public_id != reader.key:
        said = _("has a new key, to be signed in")
    newer = _print(bytes(key.box_public), bytes(key.sign_public)) if key and key.public_id != reader.key else ""
    return SeatSeen(person, reader.office, _print(reader.box_public, reader.sign_public), said, newer)
