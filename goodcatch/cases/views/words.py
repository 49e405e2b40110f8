"""Correcting, updates, questions and answers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goodcatch.cases import forms, queries, rules, services
from goodcatch.cases.terms import Part
from goodcatch.cases.views.seen import case_or_404, deed_page, form_page, handled_or_404
from goodcatch.kernel import ids
from goodcatch.people.views.seen import viewer_of


@form_page
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct title and summary."""
    viewer, case = handled_or_404(request, public_id)
    initial = {"title": case.title, "summary": case.summary, "version": case.version}
    return deed_page(
        request,
        case,
        forms.CorrectForm(request.POST or None, initial=initial),
        lambda form: form.perform(
            services.correct,
            by=viewer,
            case=case,
            title=form.cleaned_data["title"],
            summary=form.cleaned_data["summary"],
            version=form.cleaned_data["version"],
        ),
        title=_("Correct what is written"),
        label=_("Save"),
        said=_("Saved. What stood before is kept."),
    )


@form_page
def post_update(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how it goes."""
    viewer, case = handled_or_404(request, public_id)
    statement = queries.statement_for(viewer, case)
    owner = statement is not None and statement.owner == viewer and Part.OWNER in rules.parts_of(viewer, case)
    return deed_page(
        request,
        case,
        forms.UpdateForm(request.POST or None, owner=owner),
        lambda form: form.perform(
            services.post_update,
            by=viewer,
            case=case,
            text=form.cleaned_data["text"],
            next_word_on=form.cleaned_data.get("next_word_on"),
        ),
        title=_("Say how it goes"),
        label=_("Post it"),
        said=_("Posted. Those in the matter hear of it with their digest."),
    )


@form_page
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask in the open, with a name or without."""
    viewer = viewer_of(request)
    case = case_or_404(viewer, public_id)
    return deed_page(
        request,
        case,
        forms.AskForm(request.POST or None),
        lambda form: form.perform(
            services.ask_question,
            by=viewer,
            case=case,
            text=form.cleaned_data["text"],
            with_name=form.cleaned_data["named"] == "with",
        ),
        title=_("Ask a question"),
        label=_("Ask"),
        said=_("Asked. The answer will stand on this page."),
    )


@form_page
def answer(request: HttpRequest, public_id: str, question_id: str) -> HttpResponse:
    """Answer a question in the open."""
    viewer, case = handled_or_404(request, public_id)
    question = queries.question_for(viewer, ids.read_id(question_id) or "")
    if question is None or question.case_id != case.pk:
        raise Http404
    return deed_page(
        request,
        case,
        forms.AnswerForm(request.POST or None),
        lambda form: form.perform(
            services.answer_question, by=viewer, question=question, answer=form.cleaned_data["answer"]
        ),
        title=_("Answer a question"),
        label=_("Answer"),
        said=_("Answered, in the open."),
        template="cases/answer.html",
        question=question,
    )
