"""The list of cases: filters in the address, pages by key, what is shown as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodcatch.cases import queries, rules
from goodcatch.cases.forms import CaseFilterForm
from goodcatch.cases.models import Case
from goodcatch.cases.queries import Filter, Key
from goodcatch.cases.views.seen import theme_or_404
from goodcatch.kernel import ids
from goodcatch.people.models import Person
from goodcatch.people.views.seen import viewer_of

EXPORTED = 10_000
A_BATCH = 500


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases that the viewer may see, newest first."""
    viewer = viewer_of(request)
    form = CaseFilterForm(request.GET or None, viewer=viewer)
    narrowed = _narrowed(form)
    found = queries.page(viewer=viewer, narrowed=narrowed, after=read_key(request.GET.get("older", "")))
    context = {
        "cases": found.cases,
        "older": write_key(found.after) if found.after else "",
        "filter_form": form,
        "filtered": narrowed != Filter(),
        "may_open": rules.may_open_anywhere(viewer),
    }
    return render(request, "cases/cases.html", context)


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Give what the list shows as CSV, ten thousand rows at most."""
    viewer = viewer_of(request)
    narrowed = _narrowed(CaseFilterForm(request.GET or None, viewer=viewer))
    answer = StreamingHttpResponse(_lines(viewer, narrowed), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return answer


@require_safe
def theme(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a theme with those of its cases that the viewer may see."""
    viewer = viewer_of(request)
    which = theme_or_404(viewer, public_id)
    return render(request, "cases/theme.html", {"theme": which, "cases": queries.cases_in(viewer, which)})


def write_key(key: Key) -> str:
    """Give the place in the list as it stands in the address."""
    return f"{key.opened_at.isoformat()}~{key.public_id}"


def read_key(text: str) -> Key | None:
    """Give the place in the list that an address names; None where it names none."""
    instant, _tilde, public_id = text.partition("~")
    try:
        written = datetime.fromisoformat(instant)
        at = written.astimezone(UTC) if written.tzinfo else None
    except (ValueError, OverflowError):  # OverflowError: an hour before the first year, or after the last
        return None
    known = ids.read_id(public_id)
    return Key(opened_at=at, public_id=known) if known and at else None


def _narrowed(form: CaseFilterForm) -> Filter:
    return Filter(**form.cleaned_data) if form.is_bound and form.is_valid() else Filter()


class _Echo:
    """Gives back each line that is written to it."""

    def write(self, line: str) -> str:
        return line


def _lines(viewer: Person, narrowed: Filter) -> Iterator[str]:
    writer = csv.writer(_Echo())
    heads = [_("id"), _("title"), _("kind"), _("stage"), _("unit"), _("place"), _("opened on"), _("impact")]
    yield "\ufeff" + writer.writerow([*heads, _("potential"), _("learning response"), _("by")])
    after: Key | None = None
    for _batch in range(EXPORTED // A_BATCH):
        found = queries.page(viewer=viewer, narrowed=narrowed, after=after, size=A_BATCH)
        for case in found.cases:
            yield writer.writerow(_row(case))
        after = found.after
        if after is None:
            return


def _row(case: Case) -> list[str]:
    values = [
        ids.shown(case.public_id),
        case.title,
        case.get_kind_display(),
        str(case.stage.label),
        case.unit.name,
        case.place.name if case.place else "",
        timezone.localtime(case.opened_at).date().isoformat(),
        str(case.impact or ""),
        str(case.potential or ""),
        case.get_response_display(),
        case.response_due.isoformat() if case.response_due else "",
    ]
    return [plain(value) for value in values]


_FORMULA = re.compile(r"(^|;\s*)(?=[=+\-@\t\r\n])")
"""Where a spreadsheet takes a formula to begin: at the start of a value and, where ';' parts columns, after one."""


def plain(value: str) -> str:
    """Give a value that no spreadsheet takes for a formula."""
    return _FORMULA.sub(r"\1'", value)
