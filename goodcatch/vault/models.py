"""Keys, signed lists, envelopes and what seals them.

Personal data: who holds a key, since when, on which day it was last used, and which things they may open (public
ids); who asked for an identity and who opened it. What reporters and readers wrote lies sealed. Keys stay as long as
the lists that name them; everything about a thing goes when it is shredded, its shred key first; unlocked keys after
15 minutes' rest.
"""

from __future__ import annotations

from django.db import models

from goodcatch.kernel.fields import PublicIdField, RandomKeyField
from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.vault.terms import Purpose, Side

THING = 40
"""Length of a thing or scope, as 'kind:id'."""


class Key(models.Model):
    """A person's key: public halves, and the private ones under the passphrase and the pepper."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    box_public = models.BinaryField(max_length=32)
    sign_public = models.BinaryField(max_length=32)
    sealed_private = models.BinaryField()
    salt = models.BinaryField(max_length=16)
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at__isnull=True), name="vault_key_one_living"
            )
        ]

    @property
    def ref(self) -> Ref:
        return Ref("key", self.public_id)


class SignedList(models.Model):
    """Who reads in a scope, signed by somebody of the list before. `content` is canonical JSON, all of it signed."""

    scope = models.CharField(max_length=THING)
    number = models.PositiveIntegerField()
    content = models.TextField()
    signatures = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "number"], name="vault_list_number_once")]

    @property
    def ref(self) -> Ref:
        """The list of its scope, whichever number."""
        return Ref("readers", self.scope)


class Envelope(models.Model):
    """Something written, sealed under one of its thing's data keys. Written once."""

    id = RandomKeyField()
    thing = models.CharField(max_length=THING)
    kind = models.CharField(max_length=16)
    number = models.PositiveIntegerField(default=0)
    side = models.CharField(max_length=8, choices=Side.choices)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "kind", "number"], name="vault_envelope_once")]


class KeyBlob(models.Model):
    """The data keys of a thing for one holder: sealed to their public key, then encrypted under the shred key."""

    id = RandomKeyField()
    thing = models.CharField(max_length=THING)
    holder = models.CharField(max_length=32)
    key = models.CharField(max_length=8, blank=True)
    sealed = models.BinaryField()

    class Meta:
        # No index on the holder: with one, SQLite reads all that somebody holds to find the 25 that a list shows.
        constraints = [models.UniqueConstraint(fields=["thing", "holder"], name="vault_blob_once")]


class ShredKey(models.Model):
    """The key under which every key of a thing lies, itself under the pepper: without it nothing opens, for nobody."""

    id = RandomKeyField()
    thing = models.CharField(max_length=THING, unique=True)
    scope = models.CharField(max_length=THING, db_index=True)
    sealed = models.BinaryField()


class IdentityBox(models.Model):
    """The key of an identity's envelope, sealed to one custodian and again to another, for each ordered pair."""

    id = RandomKeyField()
    thing = models.CharField(max_length=THING)
    first = models.CharField(max_length=32)
    second = models.CharField(max_length=32)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "first", "second"], name="vault_identity_pair_once")]


class IdentityOpening(models.Model):
    """Somebody asked who wrote, for a reason; two custodians opened it, one after the other, until an end time.

    The reason is sealed to each custodian and to who asked; the half-opened boxes and the key are sealed too, and
    go when the time has ended.
    """

    public_id = PublicIdField()
    thing = models.CharField(max_length=THING, db_index=True)
    scope = models.CharField(max_length=THING)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_of = models.JSONField(default=list)  # public ids of the custodians who hear of it and may open it
    reasons = models.JSONField(default=dict)
    first_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(null=True)
    halves = models.JSONField(default=dict)
    second_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True)
    shown_until = models.DateTimeField(null=True)
    sealed_key = models.BinaryField(null=True)
    refused_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(second_by__isnull=True) | ~models.Q(second_by=models.F("first_by")),
                name="vault_opening_two_people",
            )
        ]

    @property
    def ref(self) -> Ref:
        return Ref("opening", self.public_id)


class Unlocked(models.Model):
    """A key that is open on somebody's screen: encrypted under random bytes that only their browser holds."""

    id = RandomKeyField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    last_seen = models.DateTimeField()
    until = models.DateTimeField()


class Resealing(models.Model):
    """How far existing things of a scope are sealed to somebody's new key; an unlocked reader drives it on."""

    public_id = PublicIdField()
    scope = models.CharField(max_length=THING)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="+")
    position = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="vault_resealing_once")]

    @property
    def ref(self) -> Ref:
        return Ref("resealing", self.public_id)


class Rehearsal(models.Model):
    """Proof that paper shares opened something sealed to a scope's recovery key; a channel opens after one."""

    public_id = PublicIdField()
    scope = models.CharField(max_length=THING, db_index=True)
    recovery = models.BinaryField(max_length=32)
    answer_hash = models.BinaryField(max_length=32)
    riddle = models.BinaryField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    @property
    def ref(self) -> Ref:
        return Ref("rehearsal", self.public_id)


class Refusal(models.Model):
    """Something in the database was not as it was signed or sealed: said once a day, however often it is met.

    It bears a day alone: a reporter may be who met it.
    """

    thing = models.CharField(max_length=THING)
    what = models.CharField(max_length=40)
    day = models.DateField()
    said = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "what", "day"], name="vault_refusal_once_a_day")]
