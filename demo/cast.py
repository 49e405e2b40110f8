"""Northfield Water, a small water utility, and its people, told through the real verbs.

The demo and every test tell of them. Each is there for what they may do, or may not.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from goodcatch.kernel.refs import System
from goodcatch.people import services as people
from goodcatch.people.models import Person, Unit
from goodcatch.people.terms import Role

SETUP = System("setup")
FOUNDED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
"""The day on which the cast joined: before everything that tests tell."""


@dataclass(frozen=True)
class Units:
    """The units of Northfield Water; Night shift lies below Operations, all others below the house."""

    northfield: Unit
    operations: Unit
    night_shift: Unit
    treatment: Unit
    fleet: Unit
    digital: Unit
    plant_safety: Unit


@dataclass(frozen=True)
class Cast:
    """One person for each role, and the units they stand in."""

    units: Units
    reporter: Person
    """Sam Okafor, night operator. Signs in by username: no e-mail address."""
    colleague: Person
    """Elif Demir, of the same shift, without any role."""
    handler: Person
    """Lena Brandt of Plant safety, triager of the house."""
    facilitator: Person
    """Aiko Mori, facilitator of the house."""
    leader: Person
    """Tomás Reyes, leader of Operations and of Night shift below it."""
    director: Person
    """Ingrid Solheim, managing director: leader of everything."""
    peer: Person
    """Omar Haddad of Treatment, without any role; does the work, elsewhere."""
    outsider: Person
    """Jonas Weber of Fleet, without any role."""
    curator: Person
    """Maya Lindqvist of Treatment, curator of the house."""
    auditor: Person
    """Hanna Virtanen, auditor."""
    administrator: Person
    """Priya Nair of Digital, administrator, and nothing else."""
    guest: Person
    """Ruth Adeyemi, from outside the house."""
    leaver: Person
    """Paul Novak, once triager of Fleet; has left."""

    @property
    def everybody(self) -> dict[str, Person]:
        """Give every person by their part."""
        return {part: each for part, each in vars(self).items() if isinstance(each, Person)}


def raise_units() -> Units:
    """Make the tree of units."""
    root = people.add_unit(
        by=SETUP,
        name="Northfield Water",
        parent=None,
        zone="Europe/Oslo",
        jurisdiction="NO",
    )
    operations = people.add_unit(by=SETUP, name="Operations", parent=root)
    return Units(
        northfield=root,
        operations=operations,
        night_shift=people.add_unit(by=SETUP, name="Night shift", parent=operations),
        treatment=people.add_unit(by=SETUP, name="Treatment", parent=root),
        fleet=people.add_unit(by=SETUP, name="Fleet", parent=root),
        digital=people.add_unit(by=SETUP, name="Digital", parent=root),
        plant_safety=people.add_unit(by=SETUP, name="Plant safety", parent=root),
    )


def _member(
    name: str,
    title: str,
    unit: Unit,
    *,
    role: Role | None = None,
    over: Unit | None = None,
) -> Person:
    first, _, last = name.lower().replace("á", "a").partition(" ")
    person = people.join(
        by=SETUP,
        name=name,
        title=title,
        unit=unit,
        email=f"{first}.{last}@northfield.example",
        username=first,
    )
    if role:
        people.grant(by=SETUP, person=person, role=role, unit=over)
    return person


def gather() -> Cast:
    """Let everybody join, take up their roles, and one of them leave."""
    units = raise_units()
    administrator = _member("Priya Nair", "systems administrator", units.digital, role=Role.ADMINISTRATOR)
    leaver = _member(
        "Paul Novak",
        "fleet dispatcher",
        units.fleet,
        role=Role.TRIAGER,
        over=units.fleet,
    )
    return Cast(
        units=units,
        reporter=people.join(
            by=SETUP,
            name="Sam Okafor",
            title="night operator",
            unit=units.night_shift,
            username="s.okafor",
        ),
        colleague=_member("Elif Demir", "night operator", units.night_shift),
        handler=_member("Lena Brandt", "plant safety", units.plant_safety, role=Role.TRIAGER),
        facilitator=_member("Aiko Mori", "facilitator", units.plant_safety, role=Role.FACILITATOR),
        leader=_member(
            "Tomás Reyes",
            "head of operations",
            units.operations,
            role=Role.LEADER,
            over=units.operations,
        ),
        director=_member(
            "Ingrid Solheim",
            "managing director",
            units.northfield,
            role=Role.LEADER,
            over=units.northfield,
        ),
        peer=_member("Omar Haddad", "process engineer", units.treatment),
        outsider=_member("Jonas Weber", "driver", units.fleet),
        curator=_member("Maya Lindqvist", "training lead", units.treatment, role=Role.CURATOR),
        auditor=_member("Hanna Virtanen", "internal auditor", units.northfield, role=Role.AUDITOR),
        administrator=administrator,
        guest=people.invite_guest(
            by=administrator,
            name="Ruth Adeyemi",
            title="partner utility",
            email="ruth.adeyemi@partner.example",
        ),
        leaver=people.leave(by=administrator, person=leaver),
    )
