"""Coming back with a receipt: entering it, following the report, writing, leaving."""

from __future__ import annotations

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodcatch.files.uploads import takes_files
from goodcatch.kernel.costly import TooBusy
from goodcatch.kernel.errors import AlreadyDone
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.terms import Reporter
from goodcatch.reports import queries, sentences, services, tokens
from goodcatch.reports.forms import HeardForm, MatterForm, ReceiptForm, ReporterMessageForm, SealedTelling
from goodcatch.reports.models import Report
from goodcatch.reports.services import Opened
from goodcatch.reports.views.answers import SeeOther, keep_chosen, page, the_file, what_was_sent
from goodcatch.reports.views.holding import forget, remember, remembered

_NOT_CARRIED = {"nonce", "receipt", "then", "text"}


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Take ten words or 42 digits; what was typed stays on the page where something is wrong with it."""
    form = ReceiptForm(what_was_sent(request))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            opened = services.open_receipt(receipt=form.cleaned_data["receipt"])
            elsewhere = None if opened else _opened_elsewhere(form)
        except TooBusy:
            status = 503
            form.add_error(None, _("Many people are here at this moment. Try again in a minute: your words stay here."))
        else:
            if elsewhere is not None:
                return elsewhere
            if opened is None:
                form.add_error("receipt", _("No report opens with this. Compare each word with what you wrote down."))
            elif opened.spent_on:
                form.add_error(None, sentences.spent(opened.spent_on))
            elif opened.key and opened.key.must_change:
                return remember(SeeOther(reverse("speak_up:new_receipt")), opened)
            elif _sent_with_it(form, opened) and _saved_with_it(request, opened):
                return remember(SeeOther(reverse(_where(opened))), opened)
    answer = page(request, "enter", {"form": form, "carried": _carried(request)})
    answer.status_code = status
    return answer


def _opened_elsewhere(form: ReceiptForm) -> HttpResponse | None:
    """Let an upper room open a receipt of its own. Raises TooBusy."""
    found: HttpResponse | None = import_string(import_string("config.house.RECEIPTS"))(form.cleaned_data["receipt"])
    return found


def _where(opened: Opened) -> str:
    return "speak_up:follow" if opened.report else "speak_up:telling"


def _sent_with_it(form: ReceiptForm, opened: Opened) -> bool:
    """Send what somebody was writing when their half hour ended; True where there is nothing left to send."""
    text = form.cleaned_data.get("text", "")
    if not text.strip() or opened.report is None:
        return True
    by = Reporter(opened.report.public_id)
    keys = queries.data_keys(by, opened.report, opened.private)
    return form.perform(services.reporter_writes, by=by, report=opened.report, text=text, keys=keys) is not None


def _saved_with_it(request: HttpRequest, opened: Opened) -> bool:
    """Save to the draft what somebody was telling when their half hour ended."""
    if opened.key is None or opened.key.draft is None or not _carried(request):
        return True
    draft = opened.key.draft
    form = SealedTelling(
        request.POST,
        channel=draft.channel,
        could_read=queries.could_read(PUBLIC, draft.channel),
        questions=queries.questions(PUBLIC, draft.channel, draft.language),
        before=queries.unsent(PUBLIC, opened.key, opened.private),
        saving=True,
    )
    if form.is_valid():
        services.save_draft(key=opened.key, unsent=form.unsent())
    return form.is_valid()


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Give what comes along with a receipt: everything of a telling that was under way."""
    if "happened" not in request.POST:
        return []
    sent = request.POST.lists()
    return [(name, str(value)) for name, values in sent if name not in _NOT_CARRIED for value in values]


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Show what became of the report, and take a message."""
    opened = remembered(request)
    if opened is None:
        return ask_again(request)
    if opened.report is None:
        return remember(SeeOther(reverse("speak_up:telling")), opened)
    report, by = opened.report, Reporter(opened.report.public_id)
    keys = queries.data_keys(by, report, opened.private)
    form = ReporterMessageForm(
        what_was_sent(request), request.FILES or None, bound_to=report.public_id, sealed=report.channel.sealed
    )
    if form.is_bound and form.is_valid():
        said = {"text": form.cleaned_data["text"], "at_once": form.cleaned_data.get("at_once", False)}
        if form.perform(services.reporter_writes, by=by, report=report, keys=keys, **said, **form.brought()):
            return remember(SeeOther(reverse("speak_up:follow")), opened)
    keep_chosen(form, originals=report.channel.sealed)
    told = queries.telling(by, report, keys)
    if told.unread_by_reporter:
        services.note_read(by=by, report=report)
    context = {
        "told": told,
        "report": report,
        "form": form,
        "thanks": "thanks" in request.GET,
        "heard_form": _heard_form(report),
        "matter_form": None if report.may_be_matter else MatterForm(bound_to=report.public_id),
        "outside": True,
        "summaries": queries.summaries_of(by, report, keys),
        "standing": queries.minutes_of(by, told, keys),
    }
    return remember(page(request, "follow", context, wrong=form.is_bound), opened)


def _heard_form(report: Report) -> HeardForm | None:
    asks = report.is_closed and not report.heard_at_closing
    return HeardForm(bound_to=report.public_id) if asks else None


@require_POST
def heard(request: HttpRequest) -> HttpResponse:
    """Take the three answers at closing."""
    opened = remembered(request)
    if opened is None or opened.report is None:
        return ask_again(request)
    form = HeardForm(request.POST, bound_to=opened.report.public_id)
    if form.is_valid():
        by = Reporter(opened.report.public_id)
        with suppress(AlreadyDone):  # the second of two copies
            services.say_at_closing(by=by, report=opened.report, **form.words())
    return remember(SeeOther(reverse("speak_up:follow")), opened)


@require_POST
def agree_to_matter(request: HttpRequest) -> HttpResponse:
    """Let a matter be opened of the question that this browser's receipt opens."""
    opened = remembered(request)
    if opened is None or opened.report is None:
        return ask_again(request)
    form = MatterForm(request.POST, bound_to=opened.report.public_id)
    if form.is_valid():
        form.perform(services.agree_to_matter, by=Reporter(opened.report.public_id), report=opened.report)
    return remember(SeeOther(reverse("speak_up:follow")), opened)


def ask_again(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt, whatever was being written comes along; or for another one in place of a printed one."""
    printed = remembered(request, printed=True)
    if printed:
        return remember(SeeOther(reverse("speak_up:new_receipt")), printed)
    carried = _carried(request)
    if not request.POST.get("text") and not carried and not request.FILES:
        return SeeOther(reverse("speak_up:enter"))
    form = ReceiptForm({"text": request.POST.get("text", ""), "nonce": tokens.seal_form()})
    return page(request, "enter", {"form": form, "carried": carried, "files_lost": bool(request.FILES)}, wrong=True)


@require_safe
def file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """Give a file of the report that this browser holds open. Raises Http404."""
    opened = remembered(request)
    if opened is None or opened.report is None:
        raise Http404
    by = Reporter(opened.report.public_id)
    keys = queries.data_keys(by, opened.report, opened.private)
    return the_file(request, by, opened.report, number, keys)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:  # whoever leaves
    """Forget the cookie."""
    return forget(SeeOther(reverse("speak_up:enter")))
