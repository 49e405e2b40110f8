"""Reads of sealed reports for those who read them: the inbox, one report's desk, and lateness for supervisors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goodcatch.kernel import clock
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, in_audience, people_in
from goodcatch.reports import terms, words
from goodcatch.reports.models import Channel, Clock, Hold, Report
from goodcatch.reports.queries.channels import supervisors
from goodcatch.reports.queries.inbox import PAGE
from goodcatch.reports.queries.keeping import hold_on, keep_until
from goodcatch.reports.queries.newest import newest, on_sealed_channels, walk
from goodcatch.reports.queries.summaries import summary_of
from goodcatch.reports.queries.whose_turn import Able, who_can
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys, Keyring

HOUSE = System("reports")


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A sealed report in a list; `told` is None while keys are locked, or where it is not sealed to this key."""

    report: Report
    told: terms.WordsTold | None
    clock: Clock | None
    """What is owed next."""

    @property
    def late(self) -> bool:
        """True where its last day has gone by."""
        return self.clock is not None and self.clock.due < clock.today()


@dataclass(frozen=True, slots=True)
class SealedPage:
    """Some rows of the inbox, and the public id after which the next page begins, if there is one."""

    rows: tuple[SealedRow, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What readers see of a sealed report beside its words: their sheets, whose turn it is, what is owed."""

    sheets: tuple[tuple[terms.Written, Person | None], ...]
    readers: tuple[Able, ...]
    owner: Person | None
    clocks: tuple[Clock, ...]
    hold: Hold | None
    summary: terms.Summary | None
    kept_until: date | None
    others: tuple[Person, ...]
    """Readers of the channel's signed list who do not read this report."""
    watchers: tuple[Person, ...]
    """Supervisors who would be told of lateness."""

    @property
    def last_clock(self) -> Clock | None:
        """The clock at the end of its time of keeping, while it runs."""
        return next((each for each in self.clocks if each.kind == terms.Clock.LAST and not each.ended_on), None)


@dataclass(frozen=True, slots=True)
class Late:
    """Something on a channel is late, as a supervisor is told: what and since when, never which or whose."""

    channel: Channel
    what: str
    due: date


def sealed_inbox(
    viewer: Person, ring: Keyring | None, *, after: str | None = None, mine: bool = True, size: int = PAGE
) -> SealedPage:
    """Give a page of the sealed reports that the viewer reads: with `mine` those that wait for them, else all.

    Costs the same number of queries, and about as long, however many there are; without a ring nothing but rows and
    days.
    """
    if mine:
        reports = walk(viewer, Report.objects.filter(waits_for=viewer), after=after, size=size + 1)
    else:
        reports = newest(viewer, on_sealed_channels(viewer), after=after, size=size + 1)
    shown = reports[:size]
    told = _told(ring, shown)
    clocks = _next_clocks(shown)
    rows = tuple(SealedRow(each, told.get(each.pk), clocks.get(each.pk)) for each in shown)
    return SealedPage(rows, shown[-1].public_id if len(reports) > size else None)


def _told(ring: Keyring | None, reports: Sequence[Report]) -> dict[int, terms.WordsTold]:
    if ring is None or not reports:
        return {}
    keys = vault.keys_of_readers(ring=ring, things=[report.ref for report in reports])
    found = words.first(reports, keys)
    return {report.pk: found[report.ref] for report in reports if report.ref in found}


def _next_clocks(reports: Sequence[Report]) -> dict[int, Clock]:
    running = Clock.objects.filter(report__in=reports, ended_on__isnull=True).select_related("owner")
    found: dict[int, Clock] = {}
    for row in running.order_by("due", "id"):
        found.setdefault(row.report_id, row)
    return found


def keys_for(viewer: Viewer, report: Report, ring: Keyring | None) -> DataKeys | None:  # noqa: ARG001  # the ring is theirs
    """Give a reader's keys to a sealed report; None while theirs are locked. Raises RuleBroken, Refused."""
    return vault.keys_of_reader(ring=ring, thing=report.ref) if ring else None


def desk(viewer: Viewer, report: Report, keys: DataKeys | None) -> Desk:  # its report was given to a viewer
    """Give what readers see of a sealed report beside its words; without keys none of their sheets. Raises Refused."""
    sheets = words.sheets(report, keys) if keys else []
    people = {p.public_id: p for p in Person.objects.filter(public_id__in={sheet.by for sheet in sheets})}
    able = who_can(HOUSE, [report])[report.ref]
    clocks = tuple(Clock.objects.filter(report=report).select_related("owner").order_by("due", "id"))
    listed = {reader.person for reader in vault.readers_of(scope=report.channel.ref)}
    others = Person.objects.filter(public_id__in=listed, left_at__isnull=True).order_by("name", "pk")
    reading = {each.person.pk for each in able}
    return Desk(
        sheets=tuple((sheet, people.get(sheet.by)) for sheet in sheets),
        readers=tuple(able),
        owner=clocks[0].owner if clocks else None,
        clocks=clocks,
        hold=hold_on(viewer, report),
        summary=summary_of(viewer, report, keys) if keys else None,
        kept_until=keep_until(viewer, report) if report.closed_at else None,
        others=tuple(person for person in others if person.pk not in reading),
        watchers=tuple(watchers_of(HOUSE, report)),
    )


def watchers_of(viewer: System, report: Report) -> list[Person]:
    """Give the supervisors who would be told that a report is late: never those who were left off."""
    at = Clock.objects.filter(report=report).order_by("kind").values_list("audience_id", flat=True).first()
    told = set(people_in(at).values_list("pk", flat=True)) if at is not None else set()
    return [person for person in supervisors(viewer, report.channel) if person.pk in told]


def late_for(viewer: Viewer) -> list[Late]:
    """Give what is late on channels that the viewer supervises: what, where and since when, and nothing else."""
    rows = Clock.objects.filter(in_audience(viewer), told_on__isnull=False, ended_on__isnull=True)
    shown = rows.filter(report__held=False).select_related("report__channel").order_by("due", "kind")
    return [Late(row.report.channel, row.get_kind_display(), row.due) for row in shown[:200]]
