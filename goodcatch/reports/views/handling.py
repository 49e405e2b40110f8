"""What those who handle reports see: the list, and the page of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodcatch.files.uploads import takes_files
from goodcatch.people.models import Person
from goodcatch.reports import queries, services, terms
from goodcatch.reports.forms import AnswerForm, MessageForm, ThanksForm, question
from goodcatch.reports.models import Report
from goodcatch.reports.views.answers import SeeOther, keep_chosen, page, the_file, the_person, what_was_sent


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports that this person handles: those that wait, or all; paged by key."""
    person = the_person(request)
    everything = "all" in request.GET
    inbox = queries.inbox(person, after=request.GET.get("after"), waiting=not everything)
    context = {"inbox": inbox, "everything": everything, "channels": queries.channels_handled(person)}
    return page(request, "reports", context)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the words, the dialogue and where it stands; take a message to whoever reported."""
    person = the_person(request)
    found = to_handle(person, public_id)
    begun = question(request.GET.get("question", ""), found.language)
    form = MessageForm(what_was_sent(request), request.FILES or None, begun=begun)
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["text"]
        if form.perform(services.write_to_reporter, by=person, report=found, text=text, **form.brought()):
            messages.success(request, _("Written. They read it when they come back."))
            return SeeOther(request.path)
    keep_chosen(form)
    if found.unread:
        services.note_opened(by=person, report=found)
    return _page(request, found, person, message=form)


@require_safe
def file(request: HttpRequest, public_id: str, number: int) -> StreamingHttpResponse:
    """Give those who handle a report a file of it. Raises Http404."""
    person = the_person(request)
    return the_file(request, person, to_handle(person, public_id), number)


@require_POST
def acknowledge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Thank, in one click."""
    person = the_person(request)
    found = to_handle(person, public_id)
    form = ThanksForm(request.POST)
    if form.is_valid() and form.perform(services.acknowledge, by=person, report=found):
        messages.success(request, _("They see that it was read, with thanks."))
        return SeeOther(reverse("reports:report", args=[public_id]))
    return _page(request, found, person, thanks=form)


@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close with an answer."""
    person = the_person(request)
    found = to_handle(person, public_id)
    form = AnswerForm(request.POST)
    if form.is_valid() and form.perform(services.close_with_answer, by=person, report=found, **form.words()):
        messages.success(request, _("Closed, with an answer. They may still write."))
        return SeeOther(reverse("reports:report", args=[public_id]))
    return _page(request, found, person, answer=form)


def to_handle(person: Person, public_id: str) -> Report:
    """Give a report on an open channel to somebody who handles it. Raises Http404 for everybody else."""
    found = queries.report_for(person, public_id)
    if found is None or found.channel.sealed:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    found: Report,
    person: Person,
    *,
    message: MessageForm | None = None,
    thanks: ThanksForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    forms = [message, thanks, answer]
    told = queries.telling(person, found)
    context: dict[str, object] = {
        "report": found,
        "told": told,
        "standing": queries.minutes_of(person, told, None),
        "hold": queries.hold_on(person, found),
        "kept_until": queries.keep_until(person, found) if found.is_closed else None,
        "for_everybody": queries.summary_of(person, found, None, terms.Purpose.EVERYBODY) if found.asks else None,
        "message_form": message or MessageForm(),
        "questions": terms.open_questions(found.language),
        "thanks_form": thanks or ThanksForm(),
        "answer_form": answer or AnswerForm(),
    }
    return page(request, "report", context, wrong=any(form is not None and form.is_bound for form in forms))
