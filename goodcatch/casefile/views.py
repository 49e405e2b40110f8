"""The story of one case: from what was reported to what was learned. It composes reads, and writes nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodcatch.casefile import stages
from goodcatch.cases.queries import around
from goodcatch.cases.views.seen import case_or_404
from goodcatch.kernel import clock
from goodcatch.people.views.seen import viewer_of


@require_safe
def story(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell the case to whoever may see it."""
    viewer = viewer_of(request)
    case = case_or_404(viewer, public_id)
    beside = around(viewer=viewer, case=case)
    steps = stages.steps(viewer, case, beside)
    context = {
        "case": case,
        "around": beside,
        "stages": stages.rungs(case, beside),
        "first": steps[0] if steps else None,
        "further": steps[1:],
        "deeds": stages.deeds(viewer, case, beside),
        "joined_to": beside.joined_to,
        "promise": beside.statement is not None and (beside.mine or beside.statement.next_word_on >= clock.today()),
    }
    return render(request, "casefile/story.html", context)
