"""Deeds in an inquiry, each on a page of its own: what was typed stays, also when keys have locked meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from goodcatch.files.uploads import takes_files
from goodcatch.inquiry import forms, queries, services
from goodcatch.inquiry.terms import Kind
from goodcatch.inquiry.views.opened import Asked, SeeOther, asked, not_done, what_was_sent
from goodcatch.ui.forms import DeedForm
from goodcatch.vault.unlocked import leads_to_unlocking, ring_of

Words = str | Promise
View = Callable[..., HttpResponseBase]
Sent = dict[str, Any]
Numbers = dict[str, int]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a page of one deed says, the form it shows, and the verb it does."""

    verb: Callable[..., Any]
    made: Callable[[Sent, Asked, Numbers], DeedForm]
    title: Words
    label: Words
    lead: Words = ""
    of: Kind | None = None
    """The kind of leaf that the number in the address names."""
    about: Callable[[queries.Opened, Numbers], str | None] | None = None
    """What it is about, to be read above the form; None where the inquiry holds no such thing."""
    gone: bool = False
    """True where whoever does it does not read the inquiry afterwards."""


def _page_of(deed: Deed) -> View:
    """Give the view of a deed."""

    @leads_to_unlocking
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, public_id: str, **numbers: int) -> HttpResponse:
        if deed.gone and DeedForm(what_was_sent(request)).is_second_copy():
            return SeeOther(reverse("inquiry:inquiries"))
        found = asked(request, public_id)
        if found.keys is None and request.method != "POST":
            ring_of(request)  # leads to where keys are unlocked
        named = _named(deed, found, numbers)
        about = deed.about(found.file, numbers) if deed.about and found.file else ""
        if about is None:
            raise Http404
        sent = {"data": what_was_sent(request), "files": request.FILES or None}
        form = deed.made(sent, found, numbers)
        back = _back(deed, found, numbers)
        if form.is_bound and form.is_valid() and found.keys is not None:
            said = {"by": found.person, "inquiry": found.inquiry, "keys": found.keys}
            if form.perform(deed.verb, **said, **named, **form.words()):
                messages.success(request, str(_("Kept, sealed.")))
                return SeeOther(reverse("inquiry:inquiries") if deed.gone else back)
        if form.is_bound and not form.is_valid() and form.repeated():  # what was chosen first can be chosen no more
            return SeeOther(back)
        words = {"title": str(deed.title), "lead": str(deed.lead), "label": str(deed.label), "about": about}
        return not_done(request, form, back=back, **words)

    return view


def _named(deed: Deed, found: Asked, numbers: Numbers) -> dict[str, int]:
    """Give what the address names, as the verb calls it. Raises Http404 where the inquiry has no such leaf."""
    if deed.of is None:
        return numbers
    if found.file is not None and found.file.one(deed.of, numbers["number"]) is None:
        raise Http404
    return {str(deed.of): numbers["number"]}


def _back(deed: Deed, found: Asked, numbers: Numbers) -> str:
    if deed.of == Kind.INTERVIEW:
        return reverse("inquiry:interview", args=[found.inquiry.public_id, numbers["number"]])
    return found.back


def _simple(form: type[DeedForm]) -> Callable[[Sent, Asked, Numbers], DeedForm]:
    return lambda sent, _found, _numbers: form(**sent)


def _transcript_form(sent: Sent, found: Asked, numbers: Numbers) -> DeedForm:
    held = found.file.interview(numbers["number"]) if found.file else None
    last = held.transcripts if held else []
    return forms.TranscriptForm(**sent, initial={"after": len(last), "text": last[-1].said["text"] if last else ""})


def _sign_form(sent: Sent, found: Asked, numbers: Numbers) -> DeedForm:
    held = found.file.interview(numbers["number"]) if found.file else None
    return forms.SignForm(**sent, initial={"version": len(held.transcripts) if held else 0})


def _pair(file: queries.Opened, numbers: Numbers) -> str | None:
    wanted = numbers["allegation"], numbers["person"]
    found = [each for each in file.pairs if (each.allegation.number, each.person.number) == wanted]
    return f"{found[0].person.said['name']}: {found[0].allegation.said['text']}" if found else None


def _text(file: queries.Opened, numbers: Numbers) -> str | None:
    found = file.bridge(numbers["number"])
    if found is None:
        return None
    return "\n\n".join([found.leaf.said["title"], found.leaf.said["text"], "\n".join(found.changes)]).strip()


def _carry_form(sent: Sent, found: Asked, numbers: Numbers) -> DeedForm:
    held = found.file.bridge(numbers["number"]) if found.file else None
    return forms.CarryForm(**sent, viewer=found.person, bridge=held)


concerned = _page_of(
    Deed(
        services.name_concerned,
        _simple(forms.ConcernedForm),
        _("Whom it concerns"),
        _("Name them"),
        _("Everybody here is presumed innocent until a finding says otherwise, and so reads every page."),
    )
)
allege = _page_of(
    Deed(
        services.allege,
        lambda sent, found, _numbers: forms.AllegeForm(**sent, file=found.file),
        _("What is alleged"),
        _("Keep the allegation"),
        _("One thing at a time: each gets its own finding, for each person."),
    )
)
plan = _page_of(
    Deed(
        services.settle_plan,
        _simple(forms.PlanForm),
        _("Settle the plan"),
        _("Settle it"),
        _("Before anybody is heard: what is looked into, and how sure a finding must be."),
    )
)
step = _page_of(Deed(services.plan_step, _simple(forms.StepForm), _("Add a step"), _("Add it")))
invite = _page_of(
    Deed(
        services.invite_to_interview,
        lambda sent, found, _numbers: forms.InviteForm(
            **sent,
            file=found.file,
            people=[each for each in queries.inquirers(found.person, found.inquiry) if each != found.person],
        ),
        _("Invite somebody"),
        _("Write the invitation"),
        _("The next page gives a neutral invitation to print. Nothing is sent: bring it, or send it on paper."),
    )
)
rights = _page_of(
    Deed(
        services.note_rights_read,
        _simple(forms.RightsForm),
        _("Rights read"),
        _("Note it"),
        _(
            "Read them out first: what it is about; that they are presumed innocent; that they may bring a companion, "
            "need not say anything against themselves, see the transcript, correct it, and sign it only if it is right."
        ),
        Kind.INTERVIEW,
    )
)
notes = _page_of(
    Deed(
        services.write_notes,
        _simple(forms.TextForm),
        _("Notes"),
        _("Keep the notes"),
        _("What was asked and what was said. What you make of it stands apart, as your opinion."),
        Kind.INTERVIEW,
    )
)
opinion = _page_of(
    Deed(
        services.write_opinion,
        _simple(forms.TextForm),
        _("Your opinion"),
        _("Keep it apart"),
        _("Under your name, apart from the notes. No finding rests on it."),
        Kind.INTERVIEW,
    )
)
transcript = _page_of(
    Deed(
        services.let_correct_transcript,
        _transcript_form,
        _("Transcript"),
        _("Keep this version"),
        _("Write it, print it, let them correct it, and write down what they corrected."),
        Kind.INTERVIEW,
    )
)
sign = _page_of(
    Deed(
        services.sign_transcript,
        _sign_form,
        _("They signed it"),
        _("Note the signature"),
        _("On paper, the last version. From then on it stays as it is."),
        Kind.INTERVIEW,
    )
)
evidence = takes_files(
    _page_of(
        Deed(
            services.add_evidence,
            _simple(forms.EvidenceForm),
            _("Add evidence"),
            _("Keep it"),
            _("Files are cleaned, and kept sealed beside what came."),
        )
    )
)
find = _page_of(
    Deed(
        services.find,
        _simple(forms.FindForm),
        _("Find"),
        _("Keep the finding"),
        _("By the standard of the plan. A later finding is written beside an earlier one; none is changed."),
        about=_pair,
    )
)
close = _page_of(
    Deed(
        services.close_inquiry,
        _simple(forms.CloseForm),
        _("Close the inquiry"),
        _("Close it"),
        _("Talk of conduct is over then. Only new evidence reopens it."),
    )
)
reopen = _page_of(
    Deed(services.reopen_inquiry, _simple(forms.ReopenForm), _("Reopen the inquiry"), _("Reopen it for this"))
)
call_in = _page_of(
    Deed(
        services.call_in,
        lambda sent, found, _numbers: forms.SomebodyForm(
            **sent, people=queries.could_join(found.person, found.inquiry)
        ),
        _("Call somebody in"),
        _("Let them inquire too"),
        _("They read everything in it from then on. Nobody whom it could concern."),
    )
)
hand_on = _page_of(
    Deed(
        services.hand_on,
        lambda sent, found, _numbers: forms.HandOnForm(**sent, people=_others(found)),
        _("Hand it on"),
        _("Hand it on"),
        _("They go on in your place. You read it no more; what was read cannot be unread."),
        gone=True,
    )
)
recuse = _page_of(
    Deed(
        services.recuse,
        _simple(forms.ReasonForm),
        _("Recuse yourself"),
        _("Step back"),
        _("Where it is about you, or somebody near you. The others go on; you read it no more."),
        gone=True,
    )
)
bridge = _page_of(
    Deed(
        services.write_bridge,
        _simple(forms.BridgeForm),
        _("What can be learned"),
        _("Keep it for a second look"),
        _("A text without anybody in it. Somebody else who inquires looks at it before it goes anywhere."),
    )
)
look = _page_of(
    Deed(
        services.look_over_bridge,
        _simple(DeedForm),
        _("A second look"),
        _("It gives nobody away"),
        _("Could somebody who was there, or who knows who was ill that week, tell who it is? Then write another one."),
        Kind.BRIDGE,
        _text,
    )
)
carry = _page_of(
    Deed(
        services.carry_over,
        _carry_form,
        _("Carry it over to a review"),
        _("Open the matter and its review"),
        _(
            "A matter is opened with this text, and a review of it. Neither knows of the inquiry; it is protected by "
            "who may read the matter, and no longer sealed. You alone read both at first; name others in the matter, "
            "who may still recognise it. Everybody else learns from it by a lesson that appears with the next quarter."
        ),
        Kind.BRIDGE,
        _text,
    )
)
hold = _page_of(
    Deed(
        services.place_hold,
        _simple(forms.ReasonForm),
        _("Keep the inquiry from being deleted"),
        _("Place a hold"),
        _("As when a court or an authority asks for it."),
    )
)
lift = _page_of(
    Deed(services.lift_hold, _simple(forms.ReasonForm), _("Lift the hold on the inquiry"), _("Lift the hold"))
)


def _others(found: Asked) -> list[Any]:
    here = queries.inquirers(found.person, found.inquiry)
    return [each for each in (*here, *queries.could_join(found.person, found.inquiry)) if each != found.person]
