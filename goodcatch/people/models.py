"""People, units, grants and audiences.

Personal data: name, e-mail, username, zone and memberships of those with an account. Kept while the account
lives; a leaver's account is closed at once, and erasure blanks the row while its public id stays in the record.
When somebody is away, and who stands in, is kept until they say so again, or leave.
"""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext as _

from goodcatch.kernel.fields import PublicIdField, Versioned
from goodcatch.kernel.refs import Ref
from goodcatch.people.terms import AudienceKind, Digest, Role


class People(BaseUserManager["Person"]):
    """Finds people for sign-in by e-mail or username, without regard to case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Give the person with this e-mail or username. Raises Person.DoesNotExist."""
        name = (username or "").strip()
        return self.get(Q(email__iexact=name) | Q(username__iexact=name))


class Unit(Versioned):
    """A part of the organisation; units make one tree. `path` holds the ids from the root, for reading downwards."""

    public_id = PublicIdField()
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=255, db_index=True, editable=False)
    zone = models.CharField(max_length=64, blank=True)
    jurisdiction = models.CharField(max_length=2, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="people_unit_name_once"),
            models.UniqueConstraint(
                Coalesce("parent", Value(0)),
                condition=Q(parent__isnull=True),
                name="people_unit_one_root",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("unit", self.public_id)

    @property
    def ancestor_ids(self) -> list[int]:
        """Primary keys from the root down to this unit, itself included."""
        return [int(part) for part in self.path.strip("/").split("/") if part]


class Person(AbstractBaseUser, Versioned):
    """Somebody with an account, a member of the house or a guest from outside; signs in by e-mail or username."""

    public_id = PublicIdField()
    name = models.CharField(max_length=120)
    email = models.EmailField(null=True, blank=True)
    username = models.CharField(max_length=64, null=True, blank=True)
    title = models.CharField(max_length=120, blank=True, help_text="what they do, such as 'night operator'")
    guest = models.BooleanField(default=False)
    zone = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=16, blank=True)
    digest = models.CharField(max_length=8, choices=Digest.choices, default=Digest.DAILY)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "public_id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="people_email_once"),
            models.UniqueConstraint(Lower("username"), name="people_username_once"),
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(username__isnull=False) | Q(left_at__isnull=False),
                name="people_person_can_sign_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name or _("somebody who has left")

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # a fact computed from left_at, not a column
        """False from the moment somebody has left: their session ends with the next request."""
        return self.left_at is None

    @property
    def ref(self) -> Ref:
        return Ref("person", self.public_id)

    @property
    def tz(self) -> ZoneInfo | None:
        """The zone in which this person reads times; None means the house's."""
        return ZoneInfo(self.zone) if self.zone else None


class Membership(models.Model):
    """A person belongs to a unit from a day until a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(until__isnull=True),
                name="people_membership_once",
            )
        ]


class UnitDays(Versioned):
    """On which days nobody works in a unit, and in those below that say nothing; `holidays`: one a line."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    own = models.BooleanField(default=True, help_text="otherwise as the unit above; the row keeps the version")
    days_off = models.CharField(max_length=7, blank=True, help_text="days of the week, ISO 8601: 1 is Monday")
    holidays = models.TextField(blank=True)


class Absence(models.Model):
    """Somebody is away from a day until a day, and who stands in; the next one takes its place, and none is listed."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="people_absence_in_order", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(name="people_absence_not_oneself", condition=~Q(stand_in=F("person"))),
        ]


class Grant(models.Model):
    """A role that a person holds in a unit and those below, or in the house where no unit is named."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=Role.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                condition=Q(until__isnull=True, unit__isnull=False),
                name="people_grant_once",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(until__isnull=True, unit__isnull=True),
                name="people_grant_in_the_house_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="people_grant_ends",
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("grant", self.public_id)


class Audience(models.Model):
    """Who may read a row, found by its content: the same clauses are the same audience, whoever made it."""

    kind = models.CharField(max_length=8, choices=AudienceKind.choices)
    digest = models.CharField(max_length=64, unique=True, editable=False)


class AudienceClause(models.Model):
    """One of: everyone inside, a unit (with those below, and leaders above), a person, a role in a unit."""

    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    inside = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=Role.choices, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["inside"], name="people_clause_inside", condition=Q(inside=True)),
            models.Index(fields=["person", "audience"], name="people_clause_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="people_clause_is_one",
                condition=Q(inside=True, unit__isnull=True, person__isnull=True, role="")
                | Q(inside=False, unit__isnull=False, person__isnull=True)
                | Q(inside=False, unit__isnull=True, person__isnull=False, role="")
                | Q(inside=False, unit__isnull=True, person__isnull=True) & ~Q(role=""),
            )
        ]
