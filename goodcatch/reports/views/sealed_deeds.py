"""Deeds in a sealed report, each on a page of its own: what was typed stays, also when keys have locked meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from goodcatch.people.models import Person
from goodcatch.reports import forms, queries, services
from goodcatch.reports.views.answers import SeeOther, the_person, what_was_sent
from goodcatch.reports.views.sealed_handling import address_of, keys_or_none, locked_form, to_read
from goodcatch.ui.forms import DeedForm
from goodcatch.ui.pages import verb_page
from goodcatch.vault.unlocked import leads_to_unlocking, ring_of

View = Callable[..., HttpResponseBase]
Made = Callable[[Any, queries.Desk], DeedForm]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a page of one deed says, the form it shows, and the verb it does."""

    verb: Callable[..., Any]
    made: Made
    title: str | Promise
    lead: str | Promise
    label: str | Promise
    said: str | Promise
    sealed: bool = True
    """False where nothing is written under the report's keys."""
    gone: bool = False
    """True where whoever does it does not read the report afterwards."""
    shows_summary: bool = False
    whom: Callable[[queries.Desk], list[Any]] | None = None
    """Whom its form offers, where it offers people."""
    nobody: str | Promise = ""
    """What the page says where there is nobody to offer."""


def _page_of(deed: Deed) -> View:
    """Give the view of a deed."""

    @leads_to_unlocking
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, public_id: str) -> HttpResponse:
        if deed.gone and forms.StepBackForm(what_was_sent(request)).is_second_copy():
            return SeeOther(reverse("reports:sealed_reports"))
        person = the_person(request)
        report = to_read(person, public_id)
        keys = keys_or_none(request, report)
        if keys is None and request.method != "POST":
            ring_of(request)  # leads to where keys are unlocked
        desk = queries.desk(person, report, keys)
        form = deed.made(what_was_sent(request), desk)
        arguments: dict[str, Any] = {"keys": keys} if deed.sealed else {}
        if form.is_bound and form.is_valid():
            done = form.perform(deed.verb, by=person, report=report, **arguments, **form.words())
            if done:
                messages.success(request, str(deed.said))
                return SeeOther(reverse("reports:sealed_reports") if deed.gone else address_of(report))
        if form.is_bound and keys is None:
            return locked_form(request, form, report, title=str(deed.title), label=str(deed.label))
        return verb_page(
            request,
            form,
            lambda _form: None,
            title=deed.title,
            label=deed.label,
            back=address_of(report),
            lead=deed.lead,
            template="reports/sealed_verb.html",
            summary=desk.summary if deed.shows_summary else None,
            nobody="" if deed.whom is None or deed.whom(desk) else deed.nobody,
        )

    return view


def _next_ones(desk: queries.Desk) -> list[Person]:
    """Give those to whom it may be handed over."""
    return [each.person for each in desk.readers if each.person != desk.owner]


note = _page_of(
    Deed(
        verb=services.add_note,
        made=lambda sent, _desk: forms.NoteForm(sent),
        title=_("A note for readers"),
        lead=_("Sealed with a key that whoever reported does not hold. It is never changed; write another one."),
        label=_("Keep the note"),
        said=_("Kept, sealed for readers."),
    )
)
assess = _page_of(
    Deed(
        verb=services.assess,
        made=lambda sent, _desk: forms.AssessForm(sent),
        title=_("Weigh it"),
        lead=_("Two questions, before anything is done: who could be harmed, and how much looking into it is right."),
        label=_("Keep the assessment"),
        said=_("Kept, sealed for readers."),
    )
)
hand_over = _page_of(
    Deed(
        verb=services.hand_over,
        made=lambda sent, desk: forms.HandOverForm(sent, people=_next_ones(desk)),
        whom=_next_ones,
        nobody=_("Nobody else reads it. Let another reader in first."),
        title=_("Who looks after it"),
        lead=_("Somebody who reads it. They find it in their list; nobody is sent word of it."),
        label=_("Hand it over"),
        said=_("Handed over."),
    )
)
leave_off = _page_of(
    Deed(
        verb=services.leave_off,
        made=lambda sent, desk: forms.LeaveOffForm(
            sent, people=[*(each.person for each in desk.readers), *desk.watchers]
        ),
        title=_("Who must not read it"),
        lead=_(
            "From now on they get what they would get without this report. Nobody is told, and nobody is listed as "
            "left off. What they have read cannot be unread."
        ),
        label=_("Leave them off"),
        said=_("They read it no more."),
        sealed=False,
    )
)
let_in = _page_of(
    Deed(
        verb=services.let_in,
        made=lambda sent, desk: forms.LetInForm(sent, people=desk.others),
        whom=lambda desk: list(desk.others),
        nobody=_("Nobody else reads on this channel now."),
        title=_("Let another reader in"),
        lead=_(
            "Whoever reported may have left somebody off, and only they know whom. If you are not sure, ask them first."
        ),
        label=_("Let them in"),
        said=_("They read it too from now on."),
    )
)
step_back = _page_of(
    Deed(
        verb=services.step_back,
        made=lambda sent, _desk: forms.StepBackForm(sent),
        title=_("Step back"),
        lead=_("Where it is about you, or somebody near you. You read it no more; the next in turn looks after it."),
        label=_("Step back"),
        said=_("You read it no more. Thank you for saying so."),
        gone=True,
    )
)
where_it_went = _page_of(
    Deed(
        verb=services.tell_where_it_went,
        made=lambda sent, _desk: forms.WhereItWentForm(sent),
        title=_("Tell them where it went"),
        lead=_(
            "Nothing else tells them: a matter that stems from this report bears no link to it. They read it on their "
            "page, under “Where it went”; which step it is lies sealed too."
        ),
        label=_("Tell them"),
        said=_("Told, and sealed. They read it when they come back."),
    )
)
answer = _page_of(
    Deed(
        verb=services.close_with_answer,
        made=lambda sent, _desk: forms.AnswerForm(sent),
        title=_("Close with an answer"),
        lead=_(
            "They read the answer and what followed, all of it sealed. They are then asked three things: whether they "
            "were heard, told what became of it, and protected."
        ),
        label=_("Close with this answer"),
        said=_("Closed, with an answer. They may still write."),
    )
)
hold = _page_of(
    Deed(
        verb=services.place_hold,
        made=lambda sent, _desk: forms.ReasonForm(sent),
        title=_("Keep it from being deleted"),
        lead=_("As when a court or an authority asks for it. Everything in it stays, until the hold is lifted."),
        label=_("Place a hold"),
        said=_("It is kept until the hold is lifted."),
    )
)
lift = _page_of(
    Deed(
        verb=services.lift_hold,
        made=lambda sent, _desk: forms.ReasonForm(sent),
        title=_("Lift the hold"),
        lead=_("Its time of keeping counts again."),
        label=_("Lift the hold"),
        said=_("The hold is lifted."),
    )
)
decide = _page_of(
    Deed(
        verb=services.decide_to_delete,
        made=lambda sent, _desk: forms.ReasonForm(sent),
        title=_("Its time has ended"),
        lead=_("Something in it was never read. Read it now, write, place a hold, or let it be deleted tonight."),
        label=_("Let it be deleted"),
        said=_("It is deleted tonight, keys first."),
    )
)
propose_summary = _page_of(
    Deed(
        verb=services.propose_summary,
        made=lambda sent, _desk: forms.SummaryForm(sent),
        title=_("What may leave it"),
        lead=_(
            "Whoever reported reads this on their page, and may object. A second reader looks at it too; of a question "
            "before acting, whoever asked agrees, or nobody."
        ),
        label=_("Propose it"),
        said=_("Proposed. It stands on the page of whoever reported from now on."),
    )
)
agree = _page_of(
    Deed(
        verb=services.agree_summary,
        made=lambda sent, desk: forms.AgreeForm(sent, initial={"number": desk.summary.number if desk.summary else 0}),
        title=_("Agree to the summary"),
        lead=_("Read it as somebody who wants to know who wrote: names, dates, small teams, turns of phrase."),
        label=_("Agree"),
        said=_("Agreed."),
        shows_summary=True,
    )
)
carry = _page_of(
    Deed(
        verb=services.carry_summary,
        made=lambda sent, _desk: forms.CarryForm(sent),
        title=_("Open a matter with the summary"),
        lead=_(
            "The matter holds the agreed summary alone, and is protected by access rules only. You alone read it at "
            "first; name others there. Everybody else learns from it by a lesson that appears with the next quarter. "
            "Nothing there leads here."
        ),
        label=_("Open it"),
        said=_("A matter is open that holds the summary. The way to it stands among what is for readers alone."),
        shows_summary=True,
    )
)
