"""Proof of timely reporting: downloaded with a receipt, checked by anybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.people.slots import house_name
from goodcatch.people.terms import Reporter
from goodcatch.reports import certificates, proofs, queries
from goodcatch.reports.forms import CheckForm
from goodcatch.reports.models import Report
from goodcatch.reports.views.answers import page, what_was_sent
from goodcatch.reports.views.holding import remembered
from goodcatch.vault.terms import DataKeys


@require_safe
def proof(request: HttpRequest) -> HttpResponse:
    """Give the signed proof that something was told here on its day. It holds no content."""
    report, keys = _sealed_report(request)
    words = queries.words_as_told(Reporter(report.public_id), report, keys)
    made = certificates.issue(
        seed=proofs.house_seed(), house=house_name(), channel=report.channel.name, day=report.day, words=words
    )
    return _file(made.text().encode(), "proof.json")


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Give what was told, byte by byte as the proof stands for it."""
    report, keys = _sealed_report(request)
    return _file(queries.words_as_told(Reporter(report.public_id), report, keys), "what-you-told.json")


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show the house's public key, and check a proof that somebody pastes."""
    form = CheckForm(what_was_sent(request))
    found = form.cleaned_data["proof"] if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "found": found,
        "ours": found is not None and found.key == proofs.house_key(),
        "key": proofs.house_key(),
    }
    return page(request, "check_proof", context, wrong=form.is_bound and found is None)


def _sealed_report(request: HttpRequest) -> tuple[Report, DataKeys]:
    """Give the sealed report that this browser holds open, with its keys. Raises Http404."""
    opened = remembered(request)
    if opened is None or opened.report is None or not opened.report.channel.sealed:
        raise Http404
    keys = queries.data_keys(Reporter(opened.report.public_id), opened.report, opened.private)
    if keys is None:
        raise Http404
    return opened.report, keys


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
