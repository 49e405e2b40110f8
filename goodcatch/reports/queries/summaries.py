"""Reads of what may leave a report: the newest summary for each purpose, and who agreed to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from goodcatch.kernel import clock
from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import Reporter
from goodcatch.reports import terms, words
from goodcatch.reports.models import AskedBefore, Report
from goodcatch.vault.terms import DataKeys

STANDS = "stands"
"""For what a leaf beside the summaries is kept that says where one of them stands."""


def summary_of(
    viewer: Viewer, report: Report, keys: DataKeys | None, purpose: terms.Purpose = terms.Purpose.MATTER
) -> terms.Summary | None:
    """Give the newest summary for this purpose to who handles the report and who sent it; None where there is none.

    What the reporter said of it is shown to readers from the next day on, so that they do not watch the hour. Raises
    Locked.
    """
    return _newest(viewer, report, keys, words.summaries(report, keys), purpose)


def summaries_of(viewer: Viewer, report: Report, keys: DataKeys | None) -> list[terms.Summary]:
    """Give the newest summary for each purpose; of an open report that asks nothing none, without a query."""
    if not report.channel.sealed and not report.asks:
        return []
    written = words.summaries(report, keys)
    found = (_newest(viewer, report, keys, written, purpose) for purpose in terms.Purpose)
    return [each for each in found if each is not None]


def _newest(
    viewer: Viewer,
    report: Report,
    keys: DataKeys | None,
    written: Mapping[int, Mapping[str, str]],
    purpose: terms.Purpose,
) -> terms.Summary | None:
    number = max((number for number, held in written.items() if held.get("for", "") == purpose.value), default=0)
    if not number:
        return None
    held, said = written[number], said_of(viewer, report, number, keys)
    sheets = _sheets(report, number, keys)
    proposed, agreed = sheets.get(terms.Sheet.PROPOSED), sheets.get(terms.Sheet.AGREED)
    at = _where(written, number)
    return terms.Summary(
        number=number,
        purpose=purpose,
        title=held["title"],
        text=held["text"],
        remedy=held["remedy"],
        asks=bool(held.get("asks")),
        day=date.fromisoformat(held["day"]),
        said=said.get("said", ""),
        why=said.get("why", ""),
        proposed_by=proposed.by if proposed else "",
        agreed_by=agreed.by if agreed else "",
        carried=terms.Sheet.CARRIED in sheets,
        at=at,
        stands=bool(at) and AskedBefore.objects.filter(public_id=at, withdrawn=False).exists(),
    )


def said_of(viewer: Viewer, report: Report, number: int, keys: DataKeys | None) -> dict[str, str]:
    """Give what whoever reported said last of a summary; to who handles it, what they said before today."""
    own = isinstance(viewer, Reporter) or (isinstance(viewer, Person) and report.person_id == viewer.pk)
    listed = [
        held
        for at, held in words.summaries(report, keys, words.SAID).items()
        if int(held.get("of", at)) == number and (own or date.fromisoformat(held["day"]) < clock.today())
    ]
    return listed[-1] if listed else {}


def _sheets(report: Report, number: int, keys: DataKeys | None) -> dict[terms.Sheet, terms.Written]:
    if not report.channel.sealed:
        return {}
    return {sheet.kind: sheet for sheet in words.sheets(report, keys) if sheet.held.get("summary") == str(number)}


def _where(written: Mapping[int, Mapping[str, str]], number: int) -> str:
    """Give where a summary was shared, as it lies among the words of its report; nothing where it was not."""
    leaves = (held for held in written.values() if held.get("for") == STANDS and held["of"] == str(number))
    return next((held["at"] for held in leaves), "")
