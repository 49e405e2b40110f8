"""What is said about a matter: its title and summary, updates, questions and answers in the open (OWN-4)."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.cases import rules
from goodcatch.cases.models import Case, CaseText, Question, Statement, Update
from goodcatch.cases.services.holding import for_handling, locked
from goodcatch.cases.services.owning import promised
from goodcatch.cases.services.telling import hearers, person_of, those_in_it
from goodcatch.kernel import clock
from goodcatch.kernel.errors import AlreadyDone, ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.kernel.texts import text_of
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.reports.services.speaking import deed_in_hand

LONGEST = 5_000


@transaction.atomic
def correct(*, by: Actor, case: Case, title: str, summary: str, version: int | None = None) -> Case:
    """Correct title and summary; what stood before is kept. Raises RuleBroken, and ChangedMeanwhile."""
    row = for_handling(by, case)
    if version is not None and row.version != version:
        raise ChangedMeanwhile(
            _("Somebody saved this matter while you were writing. Both texts stand here; send yours again to keep it."),
            theirs={"title": row.title, "summary": row.summary},
            version=row.version,
        )
    new_title = text_of(title, "title", _("A matter needs a title: what happened, in a few words."), longest=200)
    CaseText.objects.create(
        case=row, version=row.version, title=row.title, summary=row.summary, at=clock.now(), by=person_of(by)
    )
    row.title, row.summary = new_title, summary.strip()
    row.version += 1
    row.save(update_fields=["title", "summary", "version"])
    record.write(by=by, verb="cases.correct", thing=row.ref, facts={"title": row.title, "summary": row.summary})
    return row


@transaction.atomic
def post_update(*, by: Actor, case: Case, text: str, next_word_on: date | None = None) -> Update:
    """Say how it goes; whoever owns the matter may promise the day of the next word with it. Raises RuleBroken."""
    case = for_handling(by, case)
    plain = text_of(text, "text", _("There is nothing to post yet. Write a sentence first."), longest=LONGEST)
    update = Update.objects.create(case=case, text=plain, at=clock.now(), by=person_of(by))
    if next_word_on is not None:
        kept = Statement.objects.filter(case=case, owner=person_of(by)).update(next_word_on=promised(next_word_on))
        if not kept:
            raise RuleBroken(_("Only whoever answers for the matter promises a next word."), field="next_word_on")
    told = hearers(case, those_in_it(case), "update")
    record.write(by=by, verb="cases.post_update", thing=case.ref, facts={"text": plain}, hearers=told)
    return update


@transaction.atomic
def ask_question(*, by: Person, case: Case, text: str, with_name: bool) -> Question:
    """Ask in the open, with one's name or without. Raises RuleBroken.

    Without a name nothing is kept of who asked: no person, the day only, and the record's entry goes to the day's
    pool under nobody's name. Those who look after the matter find the question on its page, and among what waits.
    """
    case = locked(case)
    if not rules.may_see(by, case):
        raise RuleBroken(_("You can ask about matters that you may read."))
    plain = text_of(text, "text", _("There is no question yet. Write one first."), longest=LONGEST)
    if not with_name:
        return _ask_without_name(case, plain)
    question = Question.objects.create(case=case, text=plain, asked_on=clock.today(), asked_by=by)
    told = hearers(case, those_in_it(case), "question")
    record.write(by=by, verb="cases.ask_question", thing=case.ref, facts={"text": plain}, hearers=told)
    return question


@transaction.atomic
def answer_question(*, by: Person, question: Question, answer: str) -> Question:
    """Answer in the open; whoever asked with a name, and those in the matter, are told. Raises RuleBroken."""
    case = for_handling(by, question.case)
    row = Question.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=question.pk)
    if row.answered_at:
        raise RuleBroken(_("Somebody answered this question before you. Add to it with an update."))
    row.answer = text_of(answer, "answer", _("There is no answer yet. Write one first."), longest=LONGEST)
    row.answered_at, row.answered_by = clock.now(), by
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    people = [*those_in_it(case), *([row.asked_by] if row.asked_by else [])]
    told = hearers(case, people, "answer")
    record.write(by=by, verb="cases.answer_question", thing=case.ref, facts={"answer": row.answer}, hearers=told)
    return row


def _ask_without_name(case: Case, text: str) -> Question:
    """Keep the question alone. Two copies of one form are one question, by the hash of the form's nonce."""
    deed = deed_in_hand()
    question = Question(case=case, text=text, asked_on=clock.today(), deed=deed)
    try:
        with transaction.atomic():
            question.save(force_insert=True)
    except IntegrityError:
        if deed and Question.objects.filter(deed=deed).exists():
            raise AlreadyDone(case.ref) from None
        raise
    record.write_pooled(verb="cases.ask_question", thing=case.ref)
    return question
