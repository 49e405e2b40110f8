"""What is kept about somebody in reports of open channels: those they signed, what they did, their name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple

from django.db.models import Q
from django.utils.translation import gettext as _

from goodcatch.kernel import ids
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer, names_nobody
from goodcatch.people.terms import Subject, Trace
from goodcatch.reports import terms
from goodcatch.reports.models import Message, Report, ReportWords


def traces(viewer: Viewer, subject: Subject) -> Iterator[Trace]:
    """Give the signed reports with their dialogue, how many others were handled, and those in which a name stands.

    What lies sealed is never looked through: nobody could without the keys of its readers.
    """
    open_ones = Report.objects.filter(channel__sealed=False)
    if isinstance(viewer, System):
        open_ones = open_ones.filter(names_nobody())
    own = set()
    if subject.person is not None:
        for report in open_ones.filter(person=subject.person).order_by("day", "pk"):
            own.add(report.pk)
            yield from _signed(report)
        yield from _handled(subject.person)
    if subject.words:
        yield from _named(subject, Q(report__in=open_ones) & ~Q(report__in=own))


def _signed(report: Report) -> Iterator[Trace]:
    called = _("Report %(id)s") % {"id": ids.shown(report.public_id)}
    for row in ReportWords.objects.filter(report=report).exclude(part=terms.Part.WITHHELD).order_by("part", "number"):
        if text := _readable(row):
            yield Trace(_("Signed reports"), f"{called}, {row.get_part_display()}", text, report.day)


def _readable(row: ReportWords) -> str:
    """Give the words of a row as they were written; nothing of a leaf that holds none."""
    if row.part == terms.Part.ANSWER:
        return "\n".join(astuple(terms.Answer.from_text(row.text)))
    if row.part in (terms.Part.SUMMARY, terms.Part.SAID):
        held = json.loads(row.text)
        return "\n".join(held[name] for name in ("title", "text", "said") if held.get(name))
    return row.text


def _handled(person: int) -> Iterator[Trace]:
    counts = (
        (_("Reports thanked for"), Report.objects.filter(acknowledged_by=person).count()),
        (_("Reports closed with an answer"), Report.objects.filter(closed_by=person).count()),
        (_("Messages written to those who reported"), Message.objects.filter(author=person).count()),
        (_("Reports written down for somebody who gave a name"), _written_down(person)),
    )
    yield from (Trace(_("Done with reports"), called, str(count)) for called, count in counts if count)


def _written_down(person: int) -> int:
    minutes = ReportWords.objects.filter(part=terms.Part.MINUTES).values_list("text", flat=True)
    by = Person.objects.values_list("public_id", flat=True).get(pk=person)
    return sum(terms.Minutes.from_bytes(each.encode()).by == by for each in minutes.filter(text__contains=by))


def _named(subject: Subject, where: Q) -> Iterator[Trace]:
    where &= ~Q(part__in=(terms.Part.MINUTES, terms.Part.DONE))  # no words of anybody
    rows = ReportWords.objects.filter(where).select_related("report").order_by("report__day", "report_id", "number")
    found: dict[Report, list[str]] = defaultdict(list)
    for row in rows.iterator(chunk_size=500):
        if subject.is_in(row.text):
            found[row.report].append(_readable(row))
    for report, texts in found.items():
        called = _("Report %(id)s") % {"id": ids.shown(report.public_id)}
        yield Trace(_("Reports in which the name stands"), called, "\n\n".join(texts), report.day, own=False)
