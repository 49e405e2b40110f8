"""How the things of this room are named from afar."""

from __future__ import annotations

from django.urls import reverse

from goodcatch.kernel.refs import Sight
from goodcatch.people.queries import Viewer
from goodcatch.standards import queries


def law_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Name an adoption by its pack and unit, to members of the house."""
    found = queries.adoption(viewer, public_id)
    return Sight(f"{found.pack.name}, {found.unit.name}", reverse("standards:law")) if found else None


def policy_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Name a promise by who signed it, to members of the house."""
    found = queries.signed(viewer, public_id)
    return Sight(found.signer_name, reverse("standards:policy")) if found else None
