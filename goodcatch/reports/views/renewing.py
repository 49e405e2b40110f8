"""Changing a receipt: another one for the same report; the old one opens nothing from then on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodcatch.kernel.costly import TooBusy
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.terms import Reporter
from goodcatch.reports import services
from goodcatch.reports.forms import TwoWordsForm
from goodcatch.reports.views.answers import SeeOther, page, what_was_sent
from goodcatch.reports.views.holding import remember, remembered
from goodcatch.reports.views.receipt import ask_again


@require_http_methods(["GET", "HEAD", "POST"])
def new_receipt(request: HttpRequest) -> HttpResponse:
    """Show another receipt, take two of its words, and let it open this report in place of the one before."""
    opened = remembered(request, printed=True)
    if opened is None:
        return ask_again(request)
    if opened.report is None or opened.key is None:
        raise Http404
    form = TwoWordsForm(what_was_sent(request), bound_to=opened.key.public_id)
    if form.is_bound and form.is_valid():
        by = Reporter(opened.report.public_id)
        try:
            fresh = services.change_receipt(by=by, key=opened.key, private=opened.private, receipt=form.offer.receipt)
        except TooBusy:
            form.add_error(None, _("Many people are here at this moment. Nothing is lost: try again in a minute."))
        except RuleBroken as broken:
            form.add_error(None, broken.sentence)
        else:
            return remember(SeeOther(f"{reverse('speak_up:follow')}?changed"), fresh)
    context = {"form": form, "receipt": form.offer.receipt, "must": opened.key.must_change}
    return remember(page(request, "new_receipt", context, wrong=form.is_bound), opened)
