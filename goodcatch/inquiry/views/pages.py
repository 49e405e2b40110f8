"""What is read of inquiries: the list, one of them, an interview, what is printed, files; and opening one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodcatch.files.downloads import download
from goodcatch.inquiry import queries, services
from goodcatch.inquiry.forms import OpenForm
from goodcatch.inquiry.terms import Kind
from goodcatch.inquiry.views.opened import SeeOther, not_done, the_file, the_person, what_was_sent
from goodcatch.reports import queries as reports
from goodcatch.vault import services as vault
from goodcatch.vault.unlocked import leads_to_unlocking, ring_if_any, ring_of


@require_safe
@leads_to_unlocking
def inquiries(request: HttpRequest) -> HttpResponse:
    """List the inquiries that this person inquires in, by title."""
    person = the_person(request)
    if not queries.leads_here(person):
        raise Http404
    context = {"rows": queries.rows(person, ring_of(request)), "channels": queries.channels(person)}
    return render(request, "inquiry/inquiries.html", context)


@leads_to_unlocking
@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest, channel_id: str) -> HttpResponse:
    """Open an inquiry, from a report or without one."""
    person = the_person(request)
    channel = queries.channel_for(person, channel_id)
    if channel is None:
        raise Http404
    ring = ring_if_any(request)
    if ring is None and request.method != "POST":
        ring_of(request)  # leads to where keys are unlocked
    form = OpenForm(
        what_was_sent(request),
        people=[each for each in queries.could_inquire(person, channel, None) if each != person],
        reports=queries.reports_to_inquire(person, channel),
        initial={"report": request.GET.get("report", "")},
    )
    if form.is_bound and form.is_valid() and ring is not None:
        said = form.words()
        report = reports.report_for(person, said.pop("report"))
        found = vault.keys_of_readers(ring=ring, things=[report.ref] if report else [])
        keys = found.get(report.ref) if report else None
        outcome = form.perform(
            services.open_inquiry, by=person, channel=channel, report=report, report_keys=keys, **said
        )
        if outcome:
            if not outcome.repeated:
                messages.success(request, _("Opened, sealed to those who inquire."))
            return SeeOther(reverse("inquiry:inquiry", args=[outcome.ref.id]))
    return not_done(
        request,
        form,
        title=_("Open an inquiry"),
        lead=_(
            "Where something is alleged of somebody. It is sealed to those who inquire, and to nobody else. What made "
            "it possible is looked into apart from it, and without names."
        ),
        label=_("Open it"),
        back=reverse("inquiry:inquiries"),
    )


@require_safe
@leads_to_unlocking
def inquiry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an inquiry with its whole file."""
    found, file, _keys = the_file(request, public_id)
    report = reports.report_for(found.person, str(file.opening.said["report"]))
    context = {
        "inquiry": found.inquiry,
        "file": file,
        "report": report,
        "viewer": found.person,
        "inquirers": queries.inquirers(found.person, found.inquiry),
        "keep_until": queries.keep_until(found.person, found.inquiry),
        "history": [leaf for leaf in file.leaves if leaf.kind in {Kind.INQUIRERS, Kind.HOLD, Kind.REOPENING}],
    }
    return render(request, "inquiry/inquiry.html", context)


@require_safe
@leads_to_unlocking
def interview(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Show an interview: rights, notes, opinion apart, transcript."""
    return _of_interview(request, public_id, number, "inquiry/interview.html")


@require_safe
@leads_to_unlocking
def invitation(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Show the invitation, to be printed."""
    return _of_interview(request, public_id, number, "inquiry/invitation.html")


@require_safe
@leads_to_unlocking
def transcript(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Show the last transcript, to be printed, corrected by hand and signed."""
    return _of_interview(request, public_id, number, "inquiry/transcript.html")


def _of_interview(request: HttpRequest, public_id: str, number: int, template: str) -> HttpResponse:
    found, file, _keys = the_file(request, public_id)
    held = file.interview(number)
    if held is None:
        raise Http404
    person = file.one(Kind.PERSON, cast("int", held.leaf.said["person"]))
    last = held.transcripts[-1] if held.transcripts else None
    context = {"inquiry": found.inquiry, "file": file, "interview": held, "person": person, "last": last}
    return render(request, template, {**context, "viewer": found.person})


@require_safe
@leads_to_unlocking
def file(request: HttpRequest, public_id: str, number: int, place: int) -> StreamingHttpResponse:
    """Give a file of a piece of evidence: the cleaned copy. Raises Http404."""
    found, opened, keys = the_file(request, public_id)
    leaf = opened.one(Kind.EVIDENCE, number)
    abouts = opened.files(leaf) if leaf else []
    if not 0 < place <= len(abouts):
        raise Http404
    return download(about=abouts[place - 1], owner=found.inquiry.ref, key=keys.files)
