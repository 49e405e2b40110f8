"""Read sources, for a viewer."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from goodcatch.cases import rules as case_rules
from goodcatch.cases.models import Case
from goodcatch.exchange import rules
from goodcatch.exchange.models import ProposedChange, Source, SourceVersion
from goodcatch.people.models import Unit
from goodcatch.people.queries import Viewer
from goodcatch.reviews.models import Review


def sources(*, viewer: Viewer) -> QuerySet[Source]:
    """Give the sources that the viewer may read."""
    found = Source.objects.filter(rules.visible_to(viewer))
    return found.select_related("case__unit", "case__audience", "review").order_by("pk")


def source_for(*, viewer: Viewer, public_id: str) -> Source | None:
    """Give the source with this public id, if the viewer may read it."""
    return sources(viewer=viewer).filter(public_id=public_id).first()


def source_of(*, viewer: Viewer, thing: Case | Review) -> Source | None:
    """Give the source that a case or review came from, if the viewer may read it."""
    if isinstance(thing, Review):
        return sources(viewer=viewer).filter(review=thing).first()
    if not case_rules.may_see(viewer, thing):
        return None
    found = next(iter(Source.objects.filter(case=thing)), None)
    if found:
        found.case = thing
    return found


def versions_of(*, viewer: Viewer, source: Source) -> list[SourceVersion]:
    """Give every version of a source that the viewer may read, newest first, without their bytes."""
    if not sources(viewer=viewer).filter(pk=source.pk).exists():
        return []
    return list(SourceVersion.objects.filter(source=source).defer("body").order_by("-number"))


def version_of(*, viewer: Viewer, source: Source, number: int | None = None) -> SourceVersion | None:
    """Give one version of a source that the viewer may read, the newest where no number is asked for."""
    rows = SourceVersion.objects.filter(source__in=sources(viewer=viewer), source=source)
    return rows.filter(number=number).first() if number else rows.order_by("-number").first()


def changes_waiting(*, viewer: Viewer, source: Source) -> list[ProposedChange]:
    """Give the changes of a source that wait, to those who decide about them."""
    if not rules.may_decide(viewer, source):
        return []
    rows = ProposedChange.objects.filter(source=source, decided_at=None).select_related("part", "source__case")
    return list(rows.order_by("at", "pk"))


def change_for(*, viewer: Viewer, public_id: str) -> ProposedChange | None:
    """Give a change that waits, to those who decide about it."""
    rows = ProposedChange.objects.filter(source__in=sources(viewer=viewer), public_id=public_id)
    change = rows.select_related("part", "source__case__unit", "source__review", "source__unit").first()
    return change if change and rules.may_decide(viewer, change.source) else None


def units_called(*, viewer: Viewer, words: str) -> list[Unit]:  # noqa: ARG001  # whoever runs the house knows its units
    """Give the open units with this name or public id; the root where nothing is asked for."""
    rows = Unit.objects.filter(closed_at=None).order_by("pk")
    if not words:
        return list(rows.filter(parent=None))
    return list(rows.filter(Q(public_id=words.replace("-", "").upper()) | Q(name__iexact=words.strip())))
