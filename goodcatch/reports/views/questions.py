"""A channel's own questions: asking one more, saying it in another language, withdrawing it."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.people.forms import SureForm
from goodcatch.people.models import Person
from goodcatch.reports import queries, rules, services
from goodcatch.reports.forms import AskForm, TranslateQuestionForm
from goodcatch.reports.models import Channel, Question
from goodcatch.reports.views.answers import the_person, what_was_sent
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page


def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask one question more."""
    person, channel = kept_by(request, public_id)

    def do(sent: DeedForm) -> Outcome | None:
        form = cast("AskForm", sent)
        chosen = {
            name: form.cleaned_data[name] for name in ("kind", "label", "help", "required", "show_if", "show_value")
        }
        return form.perform(services.ask_question, by=person, channel=channel, options=form.lines(), **chosen)

    return verb_page(
        request,
        AskForm(what_was_sent(request), earlier=queries.questions_to_hang_on(person, channel)),
        do,
        title=_("One question more"),
        lead=_(
            "Three answers are enough for most. A question may be asked only because of an answer to an earlier one; "
            "which are asked is decided here, not in the browser."
        ),
        label=_("Ask it"),
        back=page_of(channel),
        said=_("It is asked from now on. Reports that were sent keep the questions as they were."),
    )


def translate(request: HttpRequest, public_id: str, question_id: str) -> HttpResponse:
    """Say a question in another language."""
    person, channel = kept_by(request, public_id)
    question = _question(person, channel, question_id)

    def do(sent: DeedForm) -> Outcome | None:
        form = cast("TranslateQuestionForm", sent)
        words = {name: form.cleaned_data[name] for name in ("language", "label", "help")}
        return form.perform(services.translate_question, by=person, question=question, options=form.lines(), **words)

    return verb_page(
        request,
        TranslateQuestionForm(what_was_sent(request)),
        do,
        title=_("In another language"),
        lead=question.label,
        label=_("Keep it"),
        back=page_of(channel),
    )


def withdraw(request: HttpRequest, public_id: str, question_id: str) -> HttpResponse:
    """Ask a question no more."""
    person, channel = kept_by(request, public_id)
    form = SureForm(what_was_sent(request))
    if form.is_second_copy():
        return redirect(page_of(channel))
    question = _question(person, channel, question_id)
    return verb_page(
        request,
        form,
        lambda form: form.perform(services.withdraw_question, by=person, question=question),
        title=_("Withdraw this question"),
        lead=question.label,
        label=_("Ask it no more"),
        back=page_of(channel),
    )


def kept_by(request: HttpRequest, public_id: str) -> tuple[Person, Channel]:
    """Give who is signed in and the channel that they keep. Raises Http404."""
    person = the_person(request)
    found = queries.channel_kept(person, public_id)
    if found is None or not rules.may_keep_channels(person, found.unit):
        raise Http404
    return person, found


def page_of(channel: Channel) -> str:
    """Give the address of a channel's page."""
    return reverse("reports:channel", args=[channel.public_id])


def _question(person: Person, channel: Channel, public_id: str) -> Question:
    found = queries.question_of(person, channel, public_id)
    if found is None:
        raise Http404
    return found
