"""Pages of a report for whoever sent it: opened by this browser's receipt, and kept open for another while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from goodcatch.people.terms import Reporter
from goodcatch.reports import queries
from goodcatch.reports.models import Report
from goodcatch.reports.views.holding import remember, remembered
from goodcatch.reports.views.receipt import ask_again
from goodcatch.vault.terms import DataKeys


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody's own report, with its keys where it is sealed."""

    by: Reporter
    report: Report
    keys: DataKeys | None

    def as_arguments(self) -> dict[str, Any]:
        """Give what every verb on it asks for."""
        return {"by": self.by, "report": self.report, "keys": self.keys}


def on_ones_report(view: Callable[[HttpRequest, Own], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let a page be of the report that this browser's receipt opens; without one it asks for it again."""

    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        opened = remembered(request)
        if opened is None or opened.report is None:
            return ask_again(request)
        by = Reporter(opened.report.public_id)
        own = Own(by, opened.report, queries.data_keys(by, opened.report, opened.private))
        return remember(view(request, own), opened)

    return shown
