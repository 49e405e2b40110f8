"""Who may. Whoever inquires stands on the inquiry's own allow-list, and on the signed list of its channel."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.inquiry.models import Inquiry
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import PUBLIC, Actor
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, audiences_held, in_audience
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Channel


def visible_to(viewer: Viewer) -> Q:
    """Give the filter on inquiries that this viewer may know of: those in which they inquire."""
    return in_audience(viewer)


def may_inquire(viewer: Viewer | Actor, inquiry: Inquiry) -> bool:
    """Tell whether the viewer inquires here."""
    if not isinstance(viewer, Person):
        return False
    return audiences_held(viewer).filter(audience_id=inquiry.audience_id).exists()


def demand_inquirer(by: Viewer | Actor, inquiry: Inquiry) -> None:
    """Stop whoever does not inquire here. Raises RuleBroken."""
    if not may_inquire(by, inquiry):
        raise RuleBroken(_("Only those who inquire here can do that."))


def readers(channel: Channel) -> list[Person]:
    """Give who could inquire on a channel: who reads there, by its signed list, with a key that lives."""
    found = {person.pk: person for held in reports.reachable(PUBLIC, channel).values() for person in held}
    return sorted(found.values(), key=lambda person: (person.name, person.pk))


def may_open(viewer: Viewer | Actor, channel: Channel) -> bool:
    """Tell whether the viewer may open an inquiry on a channel: whoever reads there."""
    return isinstance(viewer, Person) and viewer in readers(channel)
