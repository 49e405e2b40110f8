"""Words of an examination: how bad a finding is, what was found, and what nobody can see from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from typing import TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=90)
"""How long an examination is kept."""
HOLDS = timedelta(days=1)
"""How old a clean examination may be for sealed channels to be opened again by it."""


class Severity(IntEnum):
    """How bad a finding is; the exit code of `goodcatch doctor` is 2 for critical, 1 for warning, 0 otherwise."""

    NOTE = 0
    WARNING = 1
    CRITICAL = 2

    @property
    def label(self) -> str:
        """Give its word."""
        return str({0: _("note"), 1: _("warning"), 2: _("critical")}[self.value])


@dataclass(frozen=True, slots=True)
class Known:
    """A finding that the doctor knows: its sentence, what would be right, and whether it closes sealed channels."""

    severity: Severity
    says: str | Promise
    right: str | Promise
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found: the code of what is known, and the numbers and names of files in its sentence."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


class Shown(TypedDict):
    """A finding as it is printed, shown and written as JSON."""

    code: str
    severity: str
    label: str
    sentence: str
    remedy: str
    closes: bool


UNSEEN: Sequence[str | Promise] = (
    _("A proxy, load balancer or firewall in front of this house that writes down what passes through it."),
    _("The network between reporters and this machine, and who watches it."),
    _("The device somebody writes on, its browser's extensions, and whoever looks over their shoulder."),
    _("Snapshots and copies of disks, databases and virtual machines that somebody makes elsewhere."),
    _("Whoever controls this machine: they can change the doctor too."),
    _("Other machines that serve this house: each is examined where it stands."),
    _("What a pooler, an auditing extension or another tool between this house and its database writes down."),
)
"""What no examination from inside can see; said with every one."""
