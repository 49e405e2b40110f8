"""How one room speaks of another's thing without knowing its table."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing by its kind (the room's own word) and public id."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Sight:
    """What whoever may see a thing sees of it from afar: its title, and the address of its page."""

    title: str
    address: str


class Actor(Protocol):
    """Whoever acts: a person, a reporter, the public or the system itself."""

    @property
    def ref(self) -> Ref: ...


@dataclass(frozen=True, slots=True)
class Public:
    """Anybody, signed in or not."""

    @property
    def ref(self) -> Ref:
        return Ref("public", "")


@dataclass(frozen=True, slots=True)
class System:
    """A part of the house that acts by itself, such as the worker or the importer."""

    name: str

    @property
    def ref(self) -> Ref:
        return Ref("system", self.name)


PUBLIC = Public()
