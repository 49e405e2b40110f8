"""Those it tells of see it first; a peer agrees; then it is published, frozen as it was read."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from goodcatch.cases import services as cases
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports.terms import Told
from goodcatch.reviews import queries, rules
from goodcatch.reviews.models import PeerAgreement, PublishedReview, Review, ReviewCase, Telling, TimelineEntry
from goodcatch.reviews.services.opening import demand_open


@transaction.atomic
def name_told(*, review: Review, person: Person, by: Person) -> Review:
    """Name somebody whom the review tells of; once the draft is shown they see it, and may object."""
    _demand_writer(review, by)
    if Telling.objects.filter(review=review, person=person).exists():
        raise RuleBroken(_("This person is named already."), field="person")
    Telling.objects.create(review=review, person=person, named_at=clock.now())
    hearers = [Hearer(person.public_id, "told_of")] if review.shown_at else []
    record.write(by=by, verb="reviews.name_told", thing=review.ref, hearers=hearers)
    return review


@transaction.atomic
def show_draft(*, review: Review, by: Person) -> Review:
    """Show the draft to those it tells of, before anybody else."""
    _demand_writer(review, by)
    told = Telling.objects.filter(review=review).select_related("person")
    if not told:
        raise RuleBroken(_("Name those whom the review tells of first. If it tells of nobody, ask a peer at once."))
    if review.shown_at is None:
        review.shown_at = clock.now()
        review.save(update_fields=["shown_at"])
    hearers = [Hearer(t.person.public_id, "told_of") for t in told if t.seen_at is None]
    record.write(by=by, verb="reviews.show_draft", thing=review.ref, hearers=hearers)
    return review


@transaction.atomic
def see_draft(*, review: Review, by: Person) -> Review:
    """Say that one has read what is told of oneself."""
    telling = _telling(review, by)
    if telling.seen_at is None:
        telling.seen_at = clock.now()
        telling.save(update_fields=["seen_at"])
        record.write(by=by, verb="reviews.see_draft", thing=review.ref, hearers=_writers(review, "seen"))
    return review


@transaction.atomic
def object_to(*, review: Review, objection: str, by: Person) -> Review:
    """Object to what is told; it is answered, or printed beside."""
    telling = _telling(review, by)
    demand_open(review)
    if not objection.strip():
        raise RuleBroken(_("Write what you see differently; a sentence is enough."), field="objection")
    telling.objection, telling.answer = objection.strip(), ""
    telling.seen_at = telling.seen_at or clock.now()
    telling.save(update_fields=["objection", "answer", "seen_at"])
    record.write(by=by, verb="reviews.object_to", thing=review.ref, hearers=_writers(review, "objection"))
    return review


@transaction.atomic
def answer_objection(*, review: Review, person: Person, answer: str, by: Person) -> Review:
    """Answer an objection; without an answer it is printed beside what it objects to."""
    _demand_writer(review, by)
    telling = _telling(review, person)
    if not telling.objection or not answer.strip():
        raise RuleBroken(_("There is something to answer, and a sentence to answer it with: one of them is missing."))
    telling.answer = answer.strip()
    telling.save(update_fields=["answer"])
    hearers = [Hearer(person.public_id, "answered")]
    record.write(by=by, verb="reviews.answer_objection", thing=review.ref, hearers=hearers)
    return review


@transaction.atomic
def ask_peer(*, review: Review, peer: Person, by: Person) -> Review:
    """Ask a peer to look before it is published."""
    _demand_writer(review, by)
    if not _says_something(review):
        raise RuleBroken(_("There is nothing to look at yet: answer at least what happened."))
    unseen = Telling.objects.filter(review=review, seen_at__isnull=True)
    if unseen.exists():
        raise RuleBroken(_("Those it tells of see it first: show them the draft, and wait until they have read it."))
    if not rules.may_be_peer(peer, review):
        raise RuleBroken(
            _("A peer is somebody who may read it, does not facilitate it, and is not told of in it. Choose another."),
            field="peer",
        )
    if PeerAgreement.objects.filter(review=review, peer=peer, answered_at__isnull=True).exists():
        raise RuleBroken(_("This peer is asked already."), field="peer")
    last = PeerAgreement.objects.filter(review=review, peer=peer).aggregate(last=Max("round"))["last"] or 0
    PeerAgreement.objects.create(review=review, peer=peer, asked_at=clock.now(), round=last + 1)
    if review.peers_asked_at is None:
        review.peers_asked_at = clock.now()
        review.save(update_fields=["peers_asked_at"])
    record.write(by=by, verb="reviews.ask_peer", thing=review.ref, hearers=[Hearer(peer.public_id, "peer")])
    return review


@transaction.atomic
def answer_as_peer(*, review: Review, agreed: bool, by: Person, comment: str = "") -> Review:
    """Agree as a peer, or say what is still missing."""
    if not rules.may_agree(by, review):
        raise RuleBroken(_("Only a peer who was asked answers here."))
    if not agreed and not comment.strip():
        raise RuleBroken(_("Say what would make it ready; a sentence helps more than a no."), field="comment")
    asked = PeerAgreement.objects.get(review=review, peer=by, answered_at__isnull=True)
    asked.answered_at, asked.agreed, asked.comment = clock.now(), agreed, comment.strip()
    asked.save()
    record.write(
        by=by,
        verb="reviews.answer_as_peer",
        thing=review.ref,
        facts={"agreed": agreed},
        hearers=_writers(review, "peer"),
    )
    return review


@transaction.atomic
def publish(*, review: Review, by: Person | System) -> PublishedReview:
    """Publish the review to its audience, as one peer agreed to it."""
    demand_open(review)
    if not rules.may_write(by, review):
        raise RuleBroken(_("A review is published by those who work on it."))
    if not PeerAgreement.objects.filter(review=review, agreed=True).exists():
        raise RuleBroken(_("One peer agrees before it is published: ask somebody to look."))
    review.published_at = clock.now()
    review.save(update_fields=["published_at"])
    number = PublishedReview.objects.filter(review=review).count() + 1
    version = PublishedReview.objects.create(
        review=review,
        number=number,
        content=frozen(review, by),
        at=clock.now(),
        by=by if isinstance(by, Person) else None,
    )
    for link in ReviewCase.objects.filter(review=review).select_related("case"):
        cases.tell_reporters(by=by, case=link.case, told=Told.UNDERSTOOD)
    record.write(by=by, verb="reviews.publish", thing=review.ref, hearers=_writers(review, "published"))
    return version


def _says_something(review: Review) -> bool:
    if review.happened.strip():
        return True
    return TimelineEntry.objects.filter(review=review, withdrawn_at__isnull=True).exists()


def frozen(review: Review, reader: Person | System) -> dict[str, Any]:
    """Give what the review says now, as plain data."""
    parts = queries.parts_for(viewer=reader, review=review)
    return {
        "title": review.title,
        "form": review.form,
        "brief": {name: getattr(review, name) for name in ("expected", "happened", "why_different", "keep_or_change")},
        "timeline": [
            {
                "when": str(entry.occurred or entry.written_time),
                "text": entry.text,
                "mark": entry.mark,
                "support": entry.support,
                "other_account": entry.other_account,
            }
            for entry in parts.timeline
        ],
        "factors": [{"code": factor.code, "text": factor.text} for factor in parts.factors],
        "findings": [{"kind": f.kind, "heading": f.heading, "text": f.text} for f in parts.findings],
        "objections": [{"objection": t.objection, "answer": t.answer} for t in parts.objections],
    }


def _demand_writer(review: Review, by: Person) -> None:
    demand_open(review)
    if not rules.may_write(by, review):
        raise RuleBroken(_("This is done by those who work on the review."))


def _telling(review: Review, person: Person) -> Telling:
    found = Telling.objects.filter(review=review, person=person, review__shown_at__isnull=False).first()
    if found is None:
        raise RuleBroken(_("This review does not tell of you, or its draft is not shown yet."))
    return found


def _writers(review: Review, reason: str) -> list[Hearer]:
    return [Hearer(review.facilitator.public_id, reason)] if review.facilitator else []
