"""Those it tells of see it first; peers agree; it is published."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodcatch.people.views.seen import viewer_of
from goodcatch.reviews import forms, queries, rules, services, terms
from goodcatch.reviews.models import Review
from goodcatch.reviews.views.finding import found, signed_in
from goodcatch.reviews.views.writing import address_of
from goodcatch.reviews.wording import questions
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page

SAID = {
    "name_told": gettext_lazy("Added. They see it when you show them the draft."),
    "show_draft": gettext_lazy("Shown. They are asked to read it first."),
    "see_draft": gettext_lazy("Thank you for reading it."),
    "object_to": gettext_lazy("Thank you for saying so. It is answered, or printed beside."),
    "answer_objection": gettext_lazy("Your answer stands beside it."),
    "answer_as_peer": gettext_lazy("Thank you for looking. Whoever facilitates is told."),
    "grow": gettext_lazy("It is a full review now. The four answers are where they were."),
    "take_facilitation": gettext_lazy("You facilitate it from now on."),
}
"""Verb → what is said once it is done."""


def _worked_on(request: HttpRequest, public_id: str) -> Review:
    review = found(request, public_id)
    if not rules.may_write(viewer_of(request), review) or review.published_at:
        raise Http404
    return review


def _page(
    request: HttpRequest, review: Review, form: DeedForm, verb: str, title: str, label: str, **more: object
) -> HttpResponse:
    """A page whose form's fields are the verb's arguments."""

    def do(sent: DeedForm) -> Outcome | None:
        data = {name: value for name, value in sent.cleaned_data.items() if name != "nonce"}
        return sent.perform(getattr(services, verb), by=viewer_of(request), review=review, **data, **_fixed(more))

    return verb_page(
        request,
        form,
        do,
        title=title,
        label=label,
        back=address_of(review),
        said=SAID[verb],
        lead=str(more.get("lead", "")),
        crumbs=[(review.title, address_of(review))],
    )


def _fixed(more: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in more.items() if name != "lead"}


@signed_in
def told_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name somebody whom the review tells of."""
    review = _worked_on(request, public_id)
    people = queries.people_who_could_be_told(viewer=viewer_of(request), review=review)
    form = forms.PersonForm(request.POST or None, people=people)
    lead = _("They see the draft before anybody else, and may say what they see differently.")
    return _page(request, review, form, "name_told", _("Whom does it tell of?"), _("Add"), lead=lead)


@signed_in
def show_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the draft to those it tells of."""
    review = _worked_on(request, public_id)
    lead = _("Those it tells of are asked to read it before anybody else does.")
    form = DeedForm(request.POST or None)
    return _page(request, review, form, "show_draft", _("Show them the draft"), _("Show it"), lead=lead)


@signed_in
def seen_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that one has read what is told of oneself."""
    review = _told(request, public_id)
    lead = _("You can also say what you see differently, now or later, until it is published.")
    form = DeedForm(request.POST or None)
    return _page(request, review, form, "see_draft", _("You have read it"), _("I have read it"), lead=lead)


@signed_in
def object_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Object to what is told."""
    review = _told(request, public_id)
    if review.published_at:
        raise Http404
    own = queries.people_for(viewer=viewer_of(request), review=review).own
    form = forms.ObjectionForm(request.POST or None, initial={"objection": own.objection if own else ""})
    return _page(request, review, form, "object_to", _("I see it differently"), _("Send"))


@signed_in
def answer_page(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Answer an objection."""
    review = _worked_on(request, public_id)
    telling = queries.objection_of(viewer=viewer_of(request), review=review, person_id=person_id)
    if telling is None:
        raise Http404
    form = forms.AnswerForm(
        request.POST or None, initial={"answer": telling.answer, "version": terms.version_of(telling.answer)}
    )
    title, label = _("Answer what they see differently"), _("Answer")
    return _page(request, review, form, "answer_objection", title, label, lead=telling.objection, person=telling.person)


@signed_in
def peer_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask a peer to look."""
    review = _worked_on(request, public_id)
    people = queries.people_who_could_look(viewer=viewer_of(request), review=review)
    form = forms.PersonForm(request.POST or None, people=people)
    lead = _("A peer reads it as somebody who was not there, and says whether it is ready.")

    def do(sent: DeedForm) -> Outcome | None:
        return sent.perform(services.ask_peer, by=viewer_of(request), review=review, peer=sent.cleaned_data["person"])

    return verb_page(
        request,
        form,
        do,
        title=_("Ask a peer to look"),
        label=_("Ask"),
        back=address_of(review),
        said=_("Asked. They are told."),
        lead=lead,
        crumbs=[(review.title, address_of(review))],
    )


@signed_in
def agree_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer as a peer."""
    review = found(request, public_id)
    if not rules.may_agree(viewer_of(request), review):
        raise Http404
    read = request.GET.get("read", "")
    revision = int(read) if read.isdecimal() and len(read) < 9 else review.revision
    form = forms.PeerForm(request.POST or None, initial={"revision": revision})
    lead = _("You answer for what you have read: could somebody who was not there follow it, and does it blame nobody?")
    return _page(request, review, form, "answer_as_peer", _("Is it ready?"), _("Answer"), lead=lead)


@signed_in
def publish_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Publish the review to its audience."""
    review = _worked_on(request, public_id)
    form = DeedForm(request.POST or None)
    lead = _("Everybody who may read the case reads it from then on, as it stands now.")
    parts = queries.parts_for(viewer=viewer_of(request), review=review)
    return verb_page(
        request,
        form,
        lambda sent: sent.perform(services.publish, by=viewer_of(request), review=review),
        title=_("Publish this review"),
        label=_("Publish"),
        back=address_of(review),
        said=_("Published. Everybody who may read the case can read it now."),
        lead=lead,
        template="reviews/publish.html",
        asks=questions(parts.texts(review)),
        crumbs=[(review.title, address_of(review))],
    )


@signed_in
def grow_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a brief grow into a full review."""
    review = _worked_on(request, public_id)
    form = DeedForm(request.POST or None)
    lead = _("The four answers stay where they are; a timeline, factors and findings come beside them.")
    return _page(request, review, form, "grow", _("Let this brief grow"), _("Let it grow"), lead=lead)


@signed_in
def facilitate_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the review on."""
    review = _worked_on(request, public_id)
    if review.facilitator_id == viewer_of(request).pk and request.method != "POST":
        raise Http404
    form = DeedForm(request.POST or None)
    return _page(request, review, form, "take_facilitation", _("Take this review on"), _("I take it on"))


def _told(request: HttpRequest, public_id: str) -> Review:
    review = found(request, public_id)
    if not queries.tells_of(viewer=viewer_of(request), review=review):
        raise Http404
    return review
