"""What readers of sealed reports see: their list and the page of one; while keys are locked, days alone."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodcatch.files.uploads import takes_files
from goodcatch.people.models import Person
from goodcatch.reports import forms, queries, services, terms
from goodcatch.reports.models import Report
from goodcatch.reports.views.answers import SeeOther, keep_chosen, page, the_file, the_person, what_was_sent
from goodcatch.ui.forms import DeedForm
from goodcatch.vault.terms import DataKeys, Locked
from goodcatch.vault.unlocked import leads_to_unlocking, ring_if_any, ring_of


@require_safe
def sealed_reports(request: HttpRequest) -> HttpResponse:
    """List the sealed reports that wait for this person, or all that they read; while locked, their days alone."""
    person = the_person(request)
    everything = "all" in request.GET
    ring = ring_if_any(request)
    inbox = queries.sealed_inbox(person, ring, after=request.GET.get("after"), mine=not everything)
    context = {
        "inbox": inbox,
        "everything": everything,
        "locked": ring is None,
        "unlock": unlocking(request),
        "channels": queries.channels_read(person),
    }
    return page(request, "sealed_reports", context)


@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """Tell a supervisor what is late: the channel, what is owed, since when, and nothing else."""
    return page(request, "late", {"late": queries.late_for(the_person(request))})


@takes_files
@leads_to_unlocking
@require_http_methods(["GET", "HEAD", "POST"])
def sealed_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a sealed report with its dialogue, notes and clocks; take a message to whoever reported."""
    person = the_person(request)
    report = to_read(person, public_id)
    begun = forms.question(request.GET.get("question", ""), report.language)
    form = forms.SealedMessageForm(what_was_sent(request), request.FILES or None, begun=begun)
    if form.is_bound and form.is_valid():
        said = {"text": form.cleaned_data["text"], **form.brought()}
        keys = keys_or_none(request, report)
        if form.perform(services.write_to_reporter, by=person, report=report, keys=keys, **said):
            messages.success(request, _("Written, and sealed. They read it when they come back."))
            return SeeOther(address_of(report))
    keep_chosen(form)
    if form.is_bound and ring_if_any(request) is None:
        return locked_form(request, form, report, title=_("Your message"), label=_("Send"))
    keys = queries.keys_for(person, report, ring_of(request))
    assert keys is not None  # noqa: S101  # there is a ring
    if report.unread:
        services.note_opened(by=person, report=report)
    return _page(request, report, keys, message=form)


@require_POST
def thank(request: HttpRequest, public_id: str) -> HttpResponse:
    """Thank, in one click; it needs no key."""
    person = the_person(request)
    report = to_read(person, public_id)
    form = forms.ThanksForm(request.POST)
    if form.is_valid() and form.perform(services.acknowledge, by=person, report=report):
        messages.success(request, _("They see that it was read, with thanks."))
        return SeeOther(address_of(report))
    return locked_form(request, form, report, title=_("Thank you, we have it"), label=_("Thank you, we have it"))


@leads_to_unlocking
@require_safe
def sealed_file(request: HttpRequest, public_id: str, number: int) -> StreamingHttpResponse:
    """Give a file of the report: the cleaned copy. Raises Http404."""
    person = the_person(request)
    report = to_read(person, public_id)
    keys = queries.keys_for(person, report, ring_of(request))
    return the_file(request, person, report, number, keys)


def to_read(person: Person, public_id: str) -> Report:
    """Give the sealed report with this id to those who read it. Raises Http404."""
    found = queries.report_for(person, public_id)
    if found is None or not found.channel.sealed:
        raise Http404
    return found


def keys_or_none(request: HttpRequest, report: Report) -> DataKeys | None:
    """Give the keys of a report where they are unlocked here."""
    return queries.keys_for(the_person(request), report, ring_if_any(request))


def address_of(report: Report) -> str:
    """Give where a sealed report is read."""
    return reverse("reports:sealed_report", args=[report.public_id])


def unlocking(request: HttpRequest, back: str = "") -> str:
    """Give the address where keys are unlocked, which leads back."""
    return f"{reverse('vault:unlock')}?{urlencode({'next': back or request.get_full_path()})}"


def locked_form(request: HttpRequest, form: DeedForm, report: Report, *, title: str, label: str) -> HttpResponse:
    """Give a form that could not be done, as it was filled in; while keys are locked, with the way to unlock them."""
    locked = ring_if_any(request) is None
    if locked and not form.errors:
        form.add_error(None, Locked().sentence)
    context = {
        "form": form,
        "title": title,
        "label": label,
        "back": address_of(report),
        "unlock": unlocking(request, address_of(report)) if locked else "",
    }
    return render(request, "reports/sealed_verb.html", context, status=422)


def _page(request: HttpRequest, report: Report, keys: DataKeys, *, message: forms.SealedMessageForm) -> HttpResponse:
    person = the_person(request)
    told = queries.telling(person, report, keys)
    context = {
        "report": report,
        "told": told,
        "desk": queries.desk(person, report, keys),
        "for_everybody": queries.summary_of(person, report, keys, terms.Purpose.EVERYBODY) if told.told.asks else None,
        "viewer": person,
        "standing": queries.minutes_of(person, told, keys),
        "message_form": message,
        "thanks_form": forms.ThanksForm(),
        "questions": terms.open_questions(report.language),
        "sealed_page": True,
    }
    return page(request, "sealed_report", context, wrong=message.is_bound)
