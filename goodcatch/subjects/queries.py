"""Reads of requests, and what is kept about somebody, asked of every room of the story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.kernel import clock, ids
from goodcatch.kernel.refs import Sight, System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import Subject, Trace
from goodcatch.reports.models import Channel
from goodcatch.reports.queries import reads_somewhere, sealed_channels
from goodcatch.subjects import rules
from goodcatch.subjects.models import Look, Request

HOUSE = System("subjects")


@dataclass(frozen=True, slots=True)
class Looked:
    """A sealed channel, and whether its readers have looked because of a request."""

    channel: Channel
    look: Look | None
    mine: bool


def requests_for(viewer: Viewer) -> QuerySet[Request]:
    """Give the requests that the viewer sees: open ones first, by the day on which they are due.

    Readers of sealed channels see those alone that are not answered yet.
    """
    found = Request.objects.select_related("person", "received_by", "answered_by")
    if not rules.may_keep(viewer):
        found = found.filter(reads_somewhere(viewer), answered_at__isnull=True)
    return found.order_by("answered_at", "due_on", "pk")


def request_for(viewer: Viewer, public_id: str) -> Request | None:
    """Give the request with this id to whoever sees it."""
    return requests_for(viewer).filter(public_id=public_id).first()


def looked(viewer: Viewer, request: Request) -> list[Looked]:
    """Give every sealed channel, and whether its readers have looked; to readers their own channels alone."""
    own = rules.reads(viewer)
    channels = sealed_channels(HOUSE) if rules.may_keep(viewer) else own
    looks = {look.channel_id: look for look in Look.objects.filter(request=request)}
    return [Looked(channel, looks.get(channel.pk), channel in own) for channel in channels]


def channel_to_look(viewer: Viewer, public_id: str) -> Channel | None:
    """Give the sealed channel with this id to those who read it."""
    return next((channel for channel in rules.reads(viewer) if channel.public_id == public_id), None)


def waiting(viewer: Viewer) -> list[tuple[Request, bool]]:
    """Give the requests that wait for the viewer, and whether each is late: to answer, or to look inside for."""
    today, own = clock.today(), rules.reads(viewer)
    unanswered = requests_for(viewer).filter(answered_at__isnull=True)
    if not rules.may_keep(viewer):
        done = set(Look.objects.filter(channel__in=own).values_list("request_id", "channel_id"))
        unanswered = unanswered.filter(
            pk__in=[each.pk for each in unanswered if any((each.pk, channel.pk) not in done for channel in own)]
        )
    return [(each, each.due_on < today) for each in unanswered[:10]]


def found_for(viewer: Viewer, request: Request) -> list[Trace]:
    """Give, to those who keep requests, what lies open about whoever asked; the house itself looks.

    Looked through is what is open to a unit, to roles or to everybody. Nothing sealed, and nothing that was left to
    named people: who reads those was chosen one by one, and nobody else learns from here that they exist.
    """
    if not rules.may_keep(viewer):
        return []
    words = tuple(line.strip() for line in request.words.splitlines() if line.strip())
    return list(_traces(HOUSE, Subject(request.person_id, words)))


def kept_about(viewer: Person) -> list[Trace]:
    """Give somebody what is kept about their own account, in what they may read now."""
    return list(_traces(viewer, Subject(viewer.pk)))


def in_groups(viewer: Viewer, traces: Iterable[Trace]) -> list[tuple[str, list[Trace]]]:  # noqa: ARG001  # of what was given
    """Give traces by their heading, in the order of rooms."""
    return [(heading, list(each)) for heading, each in groupby(traces, key=lambda trace: trace.heading)]


def request_sight(viewer: Viewer, public_id: str) -> Sight | None:
    """Name a request by its id alone, to whoever sees it."""
    request = request_for(viewer, public_id)
    return Sight(_("Request %(id)s") % {"id": ids.shown(public_id)}, f"/in/requests/{public_id}/") if request else None


def _traces(viewer: Viewer, subject: Subject) -> Iterator[Trace]:
    for path in import_string("config.house.TRACES"):
        yield from import_string(path)(viewer, subject)
