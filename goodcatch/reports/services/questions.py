"""Verbs of a channel's own questions: a few, some of them asked only where an earlier one was answered so."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.record import services as record
from goodcatch.reports import kept, terms
from goodcatch.reports.models import Channel, Question
from goodcatch.reports.services.channels import to_edit


@transaction.atomic
def ask_question(  # noqa: PLR0913  # each is an answer on the form
    *,
    by: Actor,
    channel: Channel,
    kind: str,
    label: str,
    help: str = "",  # noqa: A002  # as forms call it
    options: Sequence[str] = (),
    required: bool = False,
    show_if: Question | None = None,
    show_value: str = "",
) -> Question:
    """Let a channel ask one question more, in the house's language, after those it asks. Raises RuleBroken."""
    current = to_edit(by, channel, None)
    if Question.objects.filter(channel=current, withdrawn_at__isnull=True).count() >= terms.MOST_QUESTIONS:
        raise RuleBroken(
            _("Few questions are answered; %(most)s are the most. Withdraw one first.") % {"most": terms.MOST_QUESTIONS}
        )
    if kind not in terms.Asks.values:
        raise RuleBroken(_("Choose what kind of answer it takes."), field="kind")
    last = Question.objects.filter(channel=current).aggregate(last=Max("number"))["last"] or 0
    question = Question(
        channel=current,
        number=last + 1,
        kind=kind,
        required=required,
        words={settings.LANGUAGE_CODE: _words(label, help, _offered(kind, options))},
        asked_at=clock.now(),
    )
    question.show_if, question.show_value = _condition(current, show_if, show_value)
    question.save(force_insert=True)
    _note_asking(current)
    record.write(by=by, verb="reports.ask_question", thing=question.ref, within=current.ref)
    return question


@transaction.atomic
def translate_question(
    *,
    by: Actor,
    question: Question,
    language: str,
    label: str,
    help: str = "",  # noqa: A002  # as forms call it
    options: Sequence[str] = (),
) -> Question:
    """Say a question in another language, its answers in the same order. Raises RuleBroken."""
    row = _held(by, question)
    if language not in LANG_INFO or language == settings.LANGUAGE_CODE:
        raise RuleBroken(_("Choose another language from the list."), field="language")
    own = row.words[settings.LANGUAGE_CODE]["options"]
    said = [kept.line(option, field="options", longest=terms.LONGEST_OPTION) for option in options if option.strip()]
    if len(said) != len(own):
        raise RuleBroken(
            _("This question offers %(count)s answers: one line for each, in the same order.") % {"count": len(own)},
            field="options",
        )
    row.words = {**row.words, language: _words(label, help, dict(zip(own, said, strict=True)))}
    row.save(update_fields=["words"])
    record.write(by=by, verb="reports.translate_question", thing=row.ref, within=row.channel.ref)
    return row


@transaction.atomic
def withdraw_question(*, by: Actor, question: Question) -> Question:
    """Ask a question no more, nor those that hang on it; what was answered stays. Raises RuleBroken."""
    row = _held(by, question)
    if Question.objects.filter(show_if=row, withdrawn_at__isnull=True).exists():
        raise RuleBroken(_("Another question is asked because of this one. Withdraw that one first."))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    _note_asking(row.channel)
    record.write(by=by, verb="reports.withdraw_question", thing=row.ref, within=row.channel.ref)
    return row


def _note_asking(channel: Channel) -> None:
    channel.asks = Question.objects.filter(channel=channel, withdrawn_at__isnull=True).exists()
    channel.save(update_fields=["asks"])


def _held(by: Actor, question: Question) -> Question:
    row = Question.objects.select_for_update(of=("self",)).select_related("channel__unit").get(pk=question.pk)
    to_edit(by, row.channel, None)
    if row.withdrawn_at is not None:
        raise RuleBroken(_("This question was withdrawn already."))
    return row


def _words(label: str, hint: str, options: dict[str, str]) -> dict[str, object]:
    missing = _("Write the question.")
    return {
        "label": kept.line(label, field="label", missing=missing, longest=terms.LONGEST_LABEL),
        "help": kept.line(hint, field="help", longest=terms.LONGEST_HELP),
        "options": options,
    }


def _offered(kind: str, options: Sequence[str]) -> dict[str, str]:
    if kind != terms.Asks.CHOICE:
        return {}
    said = [kept.line(option, field="options", longest=terms.LONGEST_OPTION) for option in options if option.strip()]
    if not 2 <= len(said) <= terms.MOST_OPTIONS or len(set(said)) != len(said):
        raise RuleBroken(
            _("From 2 to %(most)s different answers would be right, each on a line.") % {"most": terms.MOST_OPTIONS},
            field="options",
        )
    return {str(place): text for place, text in enumerate(said, start=1)}


def _condition(channel: Channel, show_if: Question | None, typed: str) -> tuple[Question | None, str]:
    """Give on what a question hangs, by the value kept. Raises RuleBroken where that question has no such answer."""
    if show_if is None:
        return None, ""
    if show_if.channel_id != channel.pk or show_if.withdrawn_at is not None or show_if.kind == terms.Asks.TEXT:
        raise RuleBroken(_("Choose an earlier question of this channel that offers answers."), field="show_if")
    own = show_if.words[settings.LANGUAGE_CODE]["options"]
    offered = {terms.YES: _("Yes"), terms.NO: _("No")} if show_if.kind == terms.Asks.YES_NO else own
    plain = typed.strip()
    for value, label in offered.items():
        if plain.casefold() in {value.casefold(), str(label).casefold()}:
            return show_if, value
    raise RuleBroken(
        _("That question offers: %(answers)s. One of them would be right.")
        % {"answers": ", ".join(str(label) for label in offered.values())},
        field="show_value",
    )
