"""Reads for a copy of a sealed report that leaves the house: its texts, and never what readers wrote for themselves."""

from __future__ import annotations

from django.utils import formats
from django.utils.translation import gettext as _

from goodcatch.people.queries import Viewer
from goodcatch.reports.models import Report
from goodcatch.reports.queries.telling import telling
from goodcatch.reports.terms import Passage
from goodcatch.vault.terms import DataKeys


def passages(viewer: Viewer, report: Report, keys: DataKeys | None) -> list[Passage]:
    """Give the texts of a report as a reader sees them, in order; handlers stand as their role. Raises Locked."""
    found = telling(viewer, report, keys)
    told = found.told
    texts = [
        Passage("name", _("The name given"), told.name),
        Passage("happened", _("What happened"), told.happened),
        Passage("where", _("Where"), told.where),
        Passage("concerned", _("Who is concerned"), told.concerned),
        Passage("remedy", _("What would put it right"), told.remedy),
        *(Passage(f"answer_{n}", each.asked, each.text) for n, each in enumerate(told.answers.values())),
    ]
    for said in found.messages:
        who = _("Whoever reported") if said.from_reporter else _("A handler")
        day = formats.date_format(said.day, "DATE_FORMAT")
        texts.append(Passage(f"message_{said.number}", f"{who}, {day}", said.text))
    return [each for each in texts if each.text]
