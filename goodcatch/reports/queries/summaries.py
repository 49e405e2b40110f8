"""Reads of what may leave a sealed report: the newest summary, and who agreed to it."""

from __future__ import annotations

from datetime import date

from goodcatch.kernel import clock
from goodcatch.people.queries import Viewer
from goodcatch.people.terms import Reporter
from goodcatch.reports import terms, words
from goodcatch.reports.models import Report
from goodcatch.vault.terms import DataKeys


def summary_of(viewer: Viewer, report: Report, keys: DataKeys | None) -> terms.Summary | None:
    """Give the newest summary of a sealed report to its readers and its reporter; None where there is none.

    What the reporter said of it is shown to readers from the next day on, so that they do not watch the hour.
    """
    written = words.summaries(report, keys)
    if not written:
        return None
    number = max(written)
    held, said = written[number], words.summaries(report, keys, words.SAID).get(number, {})
    if said and not isinstance(viewer, Reporter) and date.fromisoformat(said["day"]) >= clock.today():
        said = {}
    sheets = {sheet.kind: sheet for sheet in words.sheets(report, keys) if sheet.held.get("summary") == str(number)}
    proposed, agreed = sheets.get(terms.Sheet.PROPOSED), sheets.get(terms.Sheet.AGREED)
    return terms.Summary(
        number=number,
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
    )
