"""Reads of a channel's own questions: which there are, and what was answered, as the server sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.queries import Viewer
from goodcatch.reports import kept, rules, terms
from goodcatch.reports.models import Channel, Question


@dataclass(frozen=True, slots=True)
class Asking:
    """A question in one language: what it asks, what helps to answer, and the answers offered, by their value."""

    public_id: str
    pk: int
    number: int
    kind: str
    required: bool
    label: str
    help: str
    options: tuple[tuple[str, str], ...]
    show_if_id: int | None
    show_value: str


def questions(viewer: Viewer, channel: Channel, language: str = "") -> list[Asking]:  # noqa: ARG001  # anybody may know
    """Give the questions that a channel asks, in order, in `language` or else in the house's own."""
    if not channel.asks:
        return []
    found = Question.objects.filter(channel=channel, withdrawn_at__isnull=True).order_by("number")
    return [_in(question, language) for question in found]


def questions_kept(viewer: Viewer, channel: Channel) -> QuerySet[Question]:
    """Give the questions of a channel as they are kept, to those who keep it."""
    found = Question.objects.filter(channel=channel, withdrawn_at__isnull=True).select_related("show_if")
    return found.order_by("number") if rules.may_see_channel(viewer, channel) else found.none()


def questions_to_hang_on(viewer: Viewer, channel: Channel) -> QuerySet[Question]:
    """Give the questions because of whose answer another may be asked."""
    return questions_kept(viewer, channel).exclude(kind=terms.Asks.TEXT)


def question_of(viewer: Viewer, channel: Channel, public_id: str) -> Question | None:  # noqa: ARG001  # anybody may know
    """Give the question of this channel with this id."""
    return Question.objects.filter(channel=channel, public_id=public_id, withdrawn_at__isnull=True).first()


def answers_to(
    viewer: Viewer, channel: Channel, typed: Mapping[str, str], language: str = ""
) -> dict[str, terms.Answer]:
    """Give what was answered to the questions that are asked, by public id, with each question as it was asked.

    What was typed for a question that is not asked counts for nothing. Raises RuleBroken where an answer is missing
    or is none of those offered.
    """
    found = {}
    for question in terms.asked(questions(viewer, channel, language), typed):
        text = kept.text(typed.get(question.public_id, ""), field=terms.field_of(question.public_id))
        if question.required and not text:
            raise RuleBroken(_("This question needs an answer."), field=terms.field_of(question.public_id))
        offered = dict(question.options)
        if text and offered and text not in offered:
            raise RuleBroken(_("Choose one of the answers in the list."), field=terms.field_of(question.public_id))
        if text:
            found[question.public_id] = terms.Answer(question.label, offered.get(text, text))
    return found


def _in(question: Question, language: str) -> Asking:
    own = question.words[settings.LANGUAGE_CODE]
    words = question.words.get(language, own)
    options = tuple((value, words["options"].get(value, label)) for value, label in own["options"].items())
    if question.kind == terms.Asks.YES_NO:
        options = ((terms.YES, _("Yes")), (terms.NO, _("No")))
    return Asking(
        public_id=question.public_id,
        pk=question.pk,
        number=question.number,
        kind=question.kind,
        required=question.required,
        label=words["label"],
        help=words["help"],
        options=options,
        show_if_id=question.show_if_id,
        show_value=question.show_value,
    )
