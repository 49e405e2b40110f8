"""Write in a review: one page for each verb."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import Textarea
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.cases import queries as case_queries
from goodcatch.people.views.seen import viewer_of
from goodcatch.reviews import forms, rules, services, terms
from goodcatch.reviews.models import Factor, Finding, Review, TimelineEntry
from goodcatch.reviews.views.finding import found, part_of, signed_in
from goodcatch.reviews.wording import questions
from goodcatch.ui.forms import LONGEST_TEXT, DeedForm, Outcome
from goodcatch.ui.pages import verb_page


def address_of(review: Review) -> str:
    """Give the address of a review."""
    return reverse("reviews:review", args=[review.public_id])


def _write_page(
    request: HttpRequest, review: Review, form: DeedForm, perform: Callable[[DeedForm], Outcome | None], title: str
) -> HttpResponse:
    """The page of a verb in a review. Its second button only looks at the wording, and saves nothing."""
    looks = "look" in request.POST
    answer = verb_page(
        request,
        form,
        (lambda _form: None) if looks else perform,
        title=title,
        label=_("Save"),
        back=address_of(review),
        template="reviews/write.html",
        asks=questions(_said(request, form)),
        looked=looks,
        crumbs=[(review.title, address_of(review))],
    )
    if looks:
        answer.status_code = 200  # nothing was refused: it was only looked at
    return answer


def _said(request: HttpRequest, form: DeedForm) -> list[str]:
    """What stands in the fields for text: as typed, or, where nothing was sent yet, as kept."""
    names = [name for name, field in form.fields.items() if isinstance(field.widget, Textarea)]
    if request.method == "POST":
        return [request.POST.get(name, "")[:LONGEST_TEXT] for name in names]
    return [str(form.initial.get(name) or "") for name in names]


@signed_in
def open_page(request: HttpRequest, case_id: str) -> HttpResponse:
    """Open a review of a case."""
    case = case_queries.case_for(viewer_of(request), case_id)
    if case is None or not rules.may_open(viewer_of(request), case):
        raise Http404
    brief = case.response != "full_review"
    initial = {"title": case.title, "due_on": case.response_due, "form_of_review": "brief" if brief else "full"}
    form = forms.OpenForm(request.POST or None, initial=initial)

    def do(sent: DeedForm) -> Outcome | None:
        data = sent.cleaned_data
        return sent.perform(
            services.open_review,
            by=viewer_of(request),
            cases=[case],
            form=terms.Form(data["form_of_review"]),
            title=data["title"],
            due_on=data["due_on"],
        )

    return verb_page(
        request,
        form,
        do,
        title=_("Look at what happened, together"),
        label=_("Begin"),
        back=case.path,
        then=lambda outcome: reverse("reviews:review", args=[outcome.ref.id]),
        crumbs=[(case.title, case.path)],
    )


@signed_in
def brief_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write title and the four questions."""
    review = _writable(request, public_id)
    names = ("version", "title", "expected", "happened", "why_different", "keep_or_change")
    form = forms.BriefForm(request.POST or None, initial={name: getattr(review, name) for name in names})

    def do(sent: DeedForm) -> Outcome | None:
        data = {name: sent.cleaned_data[name] for name in names}
        return sent.perform(services.write_brief, by=viewer_of(request), review=review, **data)

    return _write_page(request, review, form, do, _("Four questions"))


@signed_in
def entry_page(request: HttpRequest, public_id: str, part_id: str = "") -> HttpResponse:
    """Add an entry to the timeline, or change one."""
    review = _writable(request, public_id)
    entry = part_of(TimelineEntry, review, part_id) if part_id else None
    form = forms.EntryForm(request.POST or None, initial=forms.EntryForm.initial_of(entry) if entry else None)

    def do(sent: DeedForm) -> Outcome | None:
        if entry is None:
            return sent.perform(services.add_entry, by=viewer_of(request), review=review, entry=form.draft())
        version = sent.cleaned_data["version"] or 0
        return sent.perform(
            services.change_entry, by=viewer_of(request), entry=entry, version=version, draft=form.draft(entry)
        )

    return _write_page(request, review, form, do, _("Change this entry") if entry else _("Add to the timeline"))


@signed_in
def factor_page(request: HttpRequest, public_id: str, part_id: str = "") -> HttpResponse:
    """Add a contributing factor, or change one."""
    review = _writable(request, public_id)
    factor = part_of(Factor, review, part_id) if part_id else None
    initial = {name: getattr(factor, name) for name in ("version", "text", "code")} if factor else None
    form = forms.FactorForm(request.POST or None, initial=initial)

    def do(sent: DeedForm) -> Outcome | None:
        data = {name: sent.cleaned_data[name] for name in ("text", "code")}
        if factor is None:
            return sent.perform(services.add_factor, by=viewer_of(request), review=review, **data)
        version = sent.cleaned_data["version"] or 0
        return sent.perform(services.change_factor, by=viewer_of(request), factor=factor, version=version, **data)

    return _write_page(request, review, form, do, _("Change this factor") if factor else _("Add what contributed"))


@signed_in
def finding_page(request: HttpRequest, public_id: str, part_id: str = "") -> HttpResponse:
    """Add a finding, or change one."""
    review = _writable(request, public_id)
    finding = part_of(Finding, review, part_id) if part_id else None
    initial = {name: getattr(finding, name) for name in ("version", "text", "kind")} if finding else None
    form = forms.FindingForm(request.POST or None, initial=initial)

    def do(sent: DeedForm) -> Outcome | None:
        data = {"text": sent.cleaned_data["text"], "kind": terms.FindingKind(sent.cleaned_data["kind"])}
        if finding is None:
            return sent.perform(services.add_finding, by=viewer_of(request), review=review, **data)
        version = sent.cleaned_data["version"] or 0
        return sent.perform(services.change_finding, by=viewer_of(request), finding=finding, version=version, **data)

    return _write_page(request, review, form, do, _("Change this finding") if finding else _("Add a finding"))


@signed_in
def accept_page(request: HttpRequest, public_id: str, part_id: str) -> HttpResponse:
    """Accept a factor as it is, with a reason."""
    review = found(request, public_id)
    if not rules.may_write(viewer_of(request), review):
        raise Http404
    factor = part_of(Factor, review, part_id)
    kept = factor.accepted_reason
    form = forms.AcceptForm(request.POST or None, initial={"reason": kept, "version": terms.version_of(kept)})

    def do(sent: DeedForm) -> Outcome | None:
        return sent.perform(services.accept_factor, by=viewer_of(request), factor=factor, **sent.words())

    return verb_page(
        request,
        form,
        do,
        title=_("Leave this factor as it is"),
        label=_("Keep the reason"),
        back=address_of(review),
        lead=factor.text,
        crumbs=[(review.title, address_of(review))],
    )


@signed_in
def withdraw_page(request: HttpRequest, public_id: str, kind: str, part_id: str) -> HttpResponse:
    """Withdraw an entry, factor or finding, after asking."""
    review = _writable(request, public_id)
    form = DeedForm(request.POST or None)
    if form.is_second_copy():
        return redirect(address_of(review))
    part = _part(review, kind, part_id)
    return verb_page(
        request,
        form,
        lambda sent: sent.perform(services.withdraw, by=viewer_of(request), part=part),
        title=_("Withdraw this?"),
        label=_("Withdraw it"),
        back=address_of(review),
        lead=part.text,
        crumbs=[(review.title, address_of(review))],
    )


def _part(review: Review, kind: str, part_id: str) -> TimelineEntry | Factor | Finding:
    if kind == "entry":
        return part_of(TimelineEntry, review, part_id)
    if kind == "factor":
        return part_of(Factor, review, part_id)
    if kind == "finding":
        return part_of(Finding, review, part_id)
    raise Http404


def _writable(request: HttpRequest, public_id: str) -> Review:
    review = found(request, public_id)
    if not rules.may_write(viewer_of(request), review) or review.published_at:
        raise Http404
    return review


@signed_in
def case_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the review look at one more case."""
    review, viewer = _writable(request, public_id), viewer_of(request)
    form = forms.CaseForm(request.POST or None, find=lambda number: case_queries.case_for(viewer, number))

    def do(sent: DeedForm) -> Outcome | None:
        return sent.perform(services.add_case, by=viewer, review=review, case=sent.cleaned_data["number"])

    return verb_page(
        request,
        form,
        do,
        title=_("Look at one more case"),
        label=_("Add it"),
        back=address_of(review),
        lead=_("From then on only those who may read all of its cases read this review."),
        crumbs=[(review.title, address_of(review))],
    )
