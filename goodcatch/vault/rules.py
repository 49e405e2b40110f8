"""Who may look at lists and openings. What opens a thing is a key, never a rule."""

from __future__ import annotations

from goodcatch.kernel.refs import Ref
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.people.rules import may_run_house, may_see_directory
from goodcatch.vault.models import IdentityOpening, SignedList
from goodcatch.vault.terms import CUSTODIANS


def may_see_list(viewer: Viewer, scope: Ref) -> bool:
    """Tell whether the viewer may see who reads in a scope: whoever is or was on its list, and administrators.

    Every member of the house sees who the custodians are, so that strangers among them are noticed.
    """
    if may_run_house(viewer) or (scope == CUSTODIANS and may_see_directory(viewer)):
        return True
    return isinstance(viewer, Person) and was_ever_on(viewer, scope)


def may_see_opening(viewer: Viewer, opening: IdentityOpening) -> bool:
    """Tell whether the viewer may see that an identity was asked for: whoever asked, and who was asked."""
    return isinstance(viewer, Person) and (viewer == opening.asked_by or viewer.public_id in opening.asked_of)


def was_ever_on(person: Person, scope: Ref) -> bool:
    """Tell whether a person stands in any list of a scope, in force or not. For looking, never for opening."""
    return SignedList.objects.filter(scope=str(scope), content__contains=f'"{person.public_id}"').exists()
