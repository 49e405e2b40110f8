"""Words of the vault: whose key, whose side, what an opened key ring holds, and how the vault says no."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor, Ref
from goodcatch.people.models import Person


class Purpose(models.TextChoices):
    """What a person's key is for. Nobody holds both: custodians are never readers."""

    READER = "reader", gettext_lazy("reading sealed reports")
    CUSTODIAN = "custodian", gettext_lazy("opening identities, together with a second custodian")


class Office(models.TextChoices):
    """As what somebody stands in a signed list."""

    HANDLER = "handler", gettext_lazy("handler")
    DEPUTY = "deputy", gettext_lazy("deputy")
    LAST_READER = "last reader", gettext_lazy("last reader")
    CUSTODIAN = "custodian", gettext_lazy("custodian")


class Side(models.TextChoices):
    """Who wrote an envelope; notes are under a key that the reporter does not hold."""

    REPORTER = "reporter", gettext_lazy("the reporter")
    READERS = "readers", gettext_lazy("the readers")
    NOTES = "notes", gettext_lazy("a note of the readers")


CUSTODIANS = Ref("house", "custodians")
"""The scope of the one list of custodians."""
FEWEST_CUSTODIANS = 3
WORDS_OF_A_PASSPHRASE = 6
IDLE = timedelta(minutes=15)
LONGEST_UNLOCKED = timedelta(hours=8)
COOKIE = "goodcatch_keys"
"""The cookie under /in/ that holds 32 random bytes while somebody's keys are unlocked."""
REPORTER, RECOVERY = "reporter", "recovery"
"""Holders of a key blob that are no persons."""
LONGEST_IDENTITY = 2000
"""Bytes of an identity; its envelope is always as long as the longest."""


def ref_of(text: str) -> Ref:
    """Give the thing that stands as 'kind:id'."""
    kind, _sep, public_id = text.partition(":")
    return Ref(kind, public_id)


class Locked(RuleBroken):
    """Keys are needed, and are locked: the page leads to where they are unlocked."""

    def __init__(self) -> None:
        super().__init__(_("Your keys are locked. Unlock them with your six words, then do it again."))


@dataclass(frozen=True, slots=True)
class DataKeys:
    """The keys of one sealed thing: words and files for readers and reporter; notes for readers alone."""

    words: bytes = field(repr=False)
    files: bytes = field(repr=False)
    notes: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Keyring:
    """A person whose key is open, for the length of one request. Never stored, never logged."""

    person: Person
    key: str
    purpose: Purpose
    box_private: bytes = field(repr=False)
    sign_seed: bytes = field(repr=False)

    @property
    def ref(self) -> Ref:
        """Who acts."""
        return self.person.ref


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in a list to be signed: their office, and who they are."""

    office: str
    person: Person


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody on a list whose signatures hold, with the public halves that were signed."""

    person: str
    office: str
    key: str
    box_public: bytes
    sign_public: bytes


@dataclass(frozen=True, slots=True)
class PublicHalves:
    """What a list says of its recovery key."""

    box: bytes
    sign: bytes


@dataclass(frozen=True, slots=True)
class Recovered:
    """The recovery key of a scope, joined from its paper shares for the length of one command."""

    scope: Ref
    box_private: bytes = field(repr=False)
    sign_seed: bytes = field(repr=False)

    @property
    def ref(self) -> Ref:
        """Who acts: the house itself, off-line."""
        return Ref("system", "recovery")


@dataclass(frozen=True, slots=True)
class ReporterPair:
    """A reporter's pair: the public half and the sealed private one are kept, the open one is not."""

    public: bytes
    sealed_private: bytes
    private: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """An identity while it may be seen."""

    text: bytes = field(repr=False)
    until: datetime


class Keeper(Protocol):
    """What the room that keeps a kind of sealed thing tells the vault; named in config.house.KEEPERS."""

    def may_be_given(self, *, person: Person, ids: Collection[str]) -> set[str]:
        """Tell which of these things this person may be given the keys of: the allow-list, and nobody else."""
        ...

    def left_to(self, *, person: Person, ids: Collection[str], by: Actor) -> None:
        """Let this person onto the allow-lists of these things, which nobody with a key can read any more.

        Recovery alone calls it. Whom the reporter left off stands in no list, so nobody can tell whether it was them.
        """
        ...

    def identity_opened(self, *, public_id: str, by: Actor) -> None:
        """Tell the reporter of this thing, in the same transaction, that two custodians opened who they are."""
        ...
