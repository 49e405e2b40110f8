"""Reads: channels, the inbox, one report with its words and dialogue. Always for a viewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer, holders
from goodcatch.people.terms import Reporter, Role
from goodcatch.places.models import Place
from goodcatch.reports import rules, terms
from goodcatch.reports.models import Channel, ChannelText, Message, Milestone, Report, ReportWords, Slip

PAGE = 25
_BESIDE = ("channel__unit", "place", "person", "acknowledged_by", "closed_by")


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A report with what was told in it, for lists."""

    report: Report
    happened: str
    where: str
    name: str


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Some rows of the inbox, and the public id after which the next page begins, if there is one."""

    rows: tuple[InboxRow, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """One message as a viewer sees it; `author` is shown to those who handle the report alone."""

    number: int
    text: str
    from_reporter: bool
    is_answer: bool
    day: date
    read_on: date | None
    author: Person | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A report with its words, its dialogue and its milestones, in order."""

    report: Report
    happened: str
    where: str
    name: str
    messages: tuple[Said, ...]
    milestones: tuple[Milestone, ...]
    acknowledge_by: date
    answer_by: date

    @property
    def unread_by_reporter(self) -> bool:
        """True where something written to the reporter waits to be read."""
        return any(not said.from_reporter and said.read_on is None for said in self.messages)


def open_channels(viewer: Viewer) -> list[Channel]:  # noqa: ARG001  # anybody may know
    """Give the channels that take reports, by name: anybody may know of them."""
    return list(Channel.objects.filter(closed_at__isnull=True).select_related("unit").order_by("name", "pk"))


def channels_kept(viewer: Viewer) -> list[Channel]:
    """Give the channels that the viewer keeps or handles, closed ones too."""
    found = Channel.objects.select_related("unit").order_by("name", "pk")
    return [channel for channel in found if rules.may_print_poster(viewer, channel)]


def channel_kept(viewer: Viewer, public_id: str) -> Channel | None:
    """Give the channel with this id, open or closed, to those who keep or handle it; None to everybody else."""
    channel = Channel.objects.filter(public_id=public_id).select_related("unit").first()
    return channel if channel and rules.may_print_poster(viewer, channel) else None


def units_to_choose(viewer: Viewer) -> QuerySet[Unit]:
    """Give the units for which this viewer may open a channel; an administrator is one of the whole house."""
    units = Unit.objects.filter(closed_at__isnull=True).order_by("name", "pk")
    return units if rules.may_keep_channels(viewer) else units.none()


def places_of(viewer: Viewer, channel: Channel) -> list[Place]:
    """Give the places of the channel's unit and those below it, for posters: the first 200 by name."""
    if not rules.may_print_poster(viewer, channel):
        return []
    found = Place.objects.filter(closed_at__isnull=True, unit__path__startswith=channel.unit.path)
    return list(found.order_by("name", "pk")[:200])


def channel_at(viewer: Viewer, slug: str) -> Channel | None:  # noqa: ARG001  # anybody may know
    """Give the open channel at this address."""
    return Channel.objects.filter(slug=slug, closed_at__isnull=True).select_related("unit").first()


def place_at(viewer: Viewer, public_id: str) -> Place | None:  # noqa: ARG001  # anybody may know
    """Give the place that a QR code or an address names."""
    return Place.objects.filter(public_id=public_id, closed_at__isnull=True).first()


def wording(viewer: Viewer, channel: Channel, language: str = "") -> terms.Wording:  # noqa: ARG001  # anybody may know
    """Give what the house writes on this channel in `language`, or in the house's own where it has no such text."""
    wanted = [language or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE]
    texts = ChannelText.objects.filter(channel=channel, language__in=wanted).order_by("edition")
    newest = {text.language: text for text in texts}
    text = newest.get(wanted[0]) or newest.get(wanted[1])
    return terms.Wording(text.statement, text.signed_by, text.guidance) if text else terms.Wording()


def could_read(viewer: Viewer, channel: Channel) -> list[Person]:  # noqa: ARG001  # anybody may know
    """Give those who would read a report on this channel, where they are few enough to choose among."""
    found = list(holders(Role.TRIAGER, channel.unit)[: terms.FEW_HANDLERS + 1])
    return found if 1 < len(found) <= terms.FEW_HANDLERS else []


def reports_for(viewer: Viewer) -> QuerySet[Report]:
    """Give the reports that this viewer handles, to be narrowed further; newest day first, no order within a day."""
    return Report.objects.filter(rules.visible_to(viewer)).order_by("-day", "-id")


def inbox(viewer: Viewer, *, after: str | None = None, waiting: bool = True, size: int = PAGE) -> InboxPage:
    """Give a page of the inbox: with `waiting` those not closed, or with something unread; else all.

    Costs three queries at most, however many reports there are; `after` is the public id where the last page ended.
    """
    found = reports_for(viewer)
    if waiting:
        found = found.filter(Q(closed_at__isnull=True) | Q(unread=True))
    last = reports_for(viewer).filter(public_id=after).values_list("day", "id").first() if after else None
    if last:
        found = found.filter(Q(day__lt=last[0]) | Q(day=last[0], id__lt=last[1]))
    reports = list(found.select_related("channel", "place", "person")[: size + 1])
    rows = rows_of(viewer, reports[:size])
    return InboxPage(rows, reports[size - 1].public_id if len(reports) > size else None)


def rows_of(viewer: Viewer, reports: Iterable[Report]) -> tuple[InboxRow, ...]:  # noqa: ARG001  # its reports were given to a viewer
    """Give these reports, which the viewer was given by `reports_for`, with their words; one query."""
    listed = list(reports)
    words: dict[tuple[int, str], str] = {
        (report_id, part): text
        for report_id, part, text in ReportWords.objects.filter(report__in=listed)
        .exclude(part=terms.Part.MESSAGE)
        .values_list("report_id", "part", "text")
    }
    return tuple(
        InboxRow(
            report=report,
            happened=words.get((report.pk, terms.Part.HAPPENED), ""),
            where=words.get((report.pk, terms.Part.WHERE), ""),
            name=words.get((report.pk, terms.Part.NAME), ""),
        )
        for report in listed
    )


def report_for(viewer: Viewer, public_id: str) -> Report | None:
    """Give the report with this id to those who handle it; None to everybody else."""
    return Report.objects.filter(rules.visible_to(viewer), public_id=public_id).select_related(*_BESIDE).first()


def door_to(viewer: Viewer, public_id: str) -> Literal["handled", "own"] | None:
    """Tell through which page the viewer reaches a report, in one query: as who handles it, else as who signed it."""
    handled = Report.objects.filter(rules.visible_to(viewer), pk=OuterRef("pk"))
    own = Q(person=viewer) if isinstance(viewer, Person) else Q(pk__in=[])
    found = Report.objects.filter(own | Q(Exists(handled)), public_id=public_id).annotate(handled=Exists(handled))
    mine = found.values_list("handled", flat=True).first()
    return None if mine is None else "handled" if mine else "own"


def own_report(viewer: Viewer, public_id: str) -> Report | None:
    """Give the report with this id to whoever sent it: the person who signed, or the holder of its receipt."""
    found = Report.objects.filter(public_id=public_id).select_related(*_BESIDE)
    if isinstance(viewer, Person):
        return found.filter(person=viewer).first()
    if isinstance(viewer, Reporter) and viewer.report == public_id:
        return found.filter(person__isnull=True).first()
    return None


def own_reports(viewer: Viewer) -> tuple[InboxRow, ...]:
    """Give the reports that this person signed, newest day first."""
    if not isinstance(viewer, Person):
        return ()
    found = Report.objects.filter(person=viewer).select_related("channel", "place").order_by("-day", "-id")
    return rows_of(viewer, found)


def telling(viewer: Viewer, report: Report) -> Telling:
    """Give a report with its words, dialogue and milestones, to whoever was given the report; three queries.

    Who sent it sees no names of handlers, but roles and days (P-4).
    """
    for_reporter = isinstance(viewer, Reporter) or report.person_id == getattr(viewer, "pk", 0)
    texts = {
        (part, number): text
        for part, number, text in ReportWords.objects.filter(report=report).values_list("part", "number", "text")
    }
    messages = Message.objects.filter(report=report).select_related("author").order_by("number")
    return Telling(
        report=report,
        happened=texts.get((terms.Part.HAPPENED, 0), ""),
        where=texts.get((terms.Part.WHERE, 0), ""),
        name=texts.get((terms.Part.NAME, 0), ""),
        messages=tuple(
            Said(
                number=message.number,
                text=texts.get((terms.Part.MESSAGE, message.number), ""),
                from_reporter=message.from_reporter,
                is_answer=message.is_answer,
                day=message.day,
                read_on=message.read_on,
                author=None if for_reporter else message.author,
            )
            for message in messages
        ),
        milestones=tuple(Milestone.objects.filter(report=report).order_by("number")),
        acknowledge_by=report.day + timedelta(days=report.channel.acknowledge_days),
        answer_by=report.day + timedelta(days=report.channel.answer_days),
    )


def has_slip(viewer: Reporter, report: Report) -> bool:
    """Tell whether a receipt was taken for this report."""
    return Slip.objects.filter(report=report, report__public_id=viewer.report).exists()
