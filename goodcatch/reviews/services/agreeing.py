"""Those it tells of see it first; a peer agrees; then it is published, frozen as it was read."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from goodcatch.cases import services as cases
from goodcatch.cases.models import Participant
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.people.queries import people_in
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports.terms import LONGEST_BESIDE, Told
from goodcatch.reviews import queries, rules
from goodcatch.reviews.models import PeerAgreement, PublishedReview, Review, ReviewCase, Telling, TimelineEntry
from goodcatch.reviews.services.holding import changed, demand_open, demand_unchanged, for_writing, locked
from goodcatch.reviews.terms import FindingKind


@transaction.atomic
def name_told(*, review: Review, person: Person, by: Person) -> Review:
    """Name somebody whom the review tells of; once the draft is shown they see it, and may object."""
    row = for_writing(review, by)
    if Telling.objects.filter(review=row, person=person).exists():
        raise RuleBroken(_("This person is named already."), field="person")
    if not people_in(row.audience_id).filter(pk=person.pk).exists():
        raise RuleBroken(
            _("This person may not read the matter that the review is about. Let them read it first, then name them."),
            field="person",
        )
    Telling.objects.create(review=row, person=person, named_at=clock.now())
    hearers = [Hearer(person.public_id, "told_of")] if row.shown_at else []
    record.write(by=by, verb="reviews.name_told", thing=row.ref, hearers=hearers)
    return row


@transaction.atomic
def show_draft(*, review: Review, by: Person) -> Review:
    """Show the draft to those it tells of, before anybody else."""
    row = for_writing(review, by)
    told = rules.told_who_read(row)
    if not told:
        raise RuleBroken(_("Name those whom the review tells of first. If it tells of nobody, ask a peer at once."))
    if not _says_something(row):
        raise RuleBroken(_("There is nothing to show yet: answer at least what happened."))
    if row.shown_at is None:
        row.shown_at = clock.now()
        row.save(update_fields=["shown_at"])
    hearers = [Hearer(t.person.public_id, "told_of") for t in told if t.seen_at is None]
    record.write(by=by, verb="reviews.show_draft", thing=row.ref, hearers=hearers)
    return row


@transaction.atomic
def see_draft(*, review: Review, by: Person) -> Review:
    """Say that one has read what is told of oneself."""
    row = locked(review)
    telling = _telling(row, by)
    if telling.seen_at is None:
        telling.seen_at = clock.now()
        telling.save(update_fields=["seen_at"])
        record.write(by=by, verb="reviews.see_draft", thing=row.ref, hearers=_facilitator(row, "seen"))
    return row


@transaction.atomic
def object_to(*, review: Review, objection: str, by: Person) -> Review:
    """Object to what is told; it is answered, or printed beside. A peer then looks at it with the objection."""
    row = locked(review)
    telling = _telling(row, by)
    demand_open(row)
    if not objection.strip():
        raise RuleBroken(_("Write what you see differently; a sentence is enough."), field="objection")
    telling.objection, telling.answer = objection.strip(), ""
    telling.seen_at = telling.seen_at or clock.now()
    telling.save(update_fields=["objection", "answer", "seen_at"])
    changed(row)
    record.write(by=by, verb="reviews.object_to", thing=row.ref, hearers=_facilitator(row, "objection"))
    return row


@transaction.atomic
def answer_objection(*, review: Review, person: Person, answer: str, by: Person, version: int | None = None) -> Review:
    """Answer an objection; without an answer it is printed beside what it objects to.

    Raises ChangedMeanwhile where an answer stands that is not of this version.
    """
    row = for_writing(review, by)
    telling = Telling.objects.filter(review=row, person=person).exclude(objection="").first()
    if telling is None:
        raise RuleBroken(_("Nobody of that name sees anything differently here; there is nothing to answer."))
    if not answer.strip():
        raise RuleBroken(_("Write the answer; a sentence is enough."), field="answer")
    demand_unchanged("answer", telling.answer, version)
    telling.answer = answer.strip()
    telling.save(update_fields=["answer"])
    changed(row)
    hearers = [Hearer(person.public_id, "answered")]
    record.write(by=by, verb="reviews.answer_objection", thing=row.ref, hearers=hearers)
    return row


@transaction.atomic
def ask_peer(*, review: Review, peer: Person, by: Person) -> Review:
    """Ask a peer to look before it is published."""
    row = for_writing(review, by)
    if not _says_something(row):
        raise RuleBroken(_("There is nothing to look at yet: answer at least what happened."))
    _refuse_unseen(row)
    if not rules.may_be_peer(peer, row):
        raise RuleBroken(
            _("A peer is somebody who may read it, does not facilitate it, and is not told of in it. Choose another."),
            field="person",
        )
    if PeerAgreement.objects.filter(review=row, peer=peer, answered_at__isnull=True).exists():
        raise RuleBroken(_("This peer is asked already."), field="person")
    last = PeerAgreement.objects.filter(review=row, peer=peer).aggregate(last=Max("round"))["last"] or 0
    PeerAgreement.objects.create(review=row, peer=peer, asked_at=clock.now(), round=last + 1)
    if row.peers_asked_at is None:
        row.peers_asked_at = clock.now()
        row.save(update_fields=["peers_asked_at"])
    record.write(by=by, verb="reviews.ask_peer", thing=row.ref, hearers=[Hearer(peer.public_id, "peer")])
    return row


@transaction.atomic
def answer_as_peer(
    *, review: Review, agreed: bool, by: Person, comment: str = "", revision: int | None = None
) -> Review:
    """Agree as a peer to what the review says now, or say what is still missing.

    `revision` is what the peer read; where it has been changed since, they are asked to look again.
    """
    row = locked(review)
    if not rules.may_agree(by, row):
        raise RuleBroken(_("Only a peer who was asked answers here."))
    if revision is not None and revision != row.revision:
        raise RuleBroken(_("It was changed since you opened it. Please read it once more, then answer."))
    if not agreed and not comment.strip():
        raise RuleBroken(_("Say what would make it ready; a sentence helps more than a no."), field="comment")
    asked = PeerAgreement.objects.get(review=row, peer=by, answered_at__isnull=True)
    asked.answered_at, asked.agreed, asked.comment = clock.now(), agreed, comment.strip()
    asked.revision = row.revision
    asked.save()
    heard = _facilitator(row, "peer")
    record.write(by=by, verb="reviews.answer_as_peer", thing=row.ref, facts={"agreed": agreed}, hearers=heard)
    return row


@transaction.atomic
def publish(*, review: Review, by: Person | System) -> PublishedReview:
    """Publish the review to its audience, as one peer agreed to it; a change since then asks for another look."""
    row = for_writing(review, by)
    _refuse_unseen(row)
    if not PeerAgreement.objects.filter(rules.agreements(row, by=by)).exists():
        raise RuleBroken(
            _("One peer, not you, agrees to it as it stands now before it is published: ask somebody to look.")
        )
    row.published_at = clock.now()
    row.save(update_fields=["published_at"])
    number = PublishedReview.objects.filter(review=row).count() + 1
    version = PublishedReview.objects.create(
        review=row,
        number=number,
        content=frozen(row, by),
        at=clock.now(),
        by=by if isinstance(by, Person) else None,
    )
    record.write(by=by, verb="reviews.publish", thing=row.ref, hearers=_those_who_gave(row))
    for link in ReviewCase.objects.filter(review=row).select_related("case").order_by("pk"):
        cases.tell_reporters(
            by=by, case=link.case, told=Told.UNDERSTOOD, words=_found(version.content), read_by=row.audience
        )
    return version


def _found(content: dict[str, Any]) -> str:
    """Give in a line what a published review found: what was learned, else what contributed first, else why."""
    learned = [each["heading"] or each["text"] for each in content["findings"] if each["kind"] == FindingKind.LEARNED]
    contributed = [each["text"] for each in content["factors"]]
    line = " ".join([*learned, *contributed, content["brief"]["why_different"]][0].split())
    return line if len(line) <= LONGEST_BESIDE else f"{line[: LONGEST_BESIDE - 1].rstrip()}…"


def _refuse_unseen(review: Review) -> None:
    if rules.told_awaited(review):
        raise RuleBroken(
            _(
                "Those it tells of see it first: show them the draft, and wait until they have read it, or until "
                "%(days)s working days have passed."
            )
            % {"days": rules.READING_DAYS}
        )


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


def _telling(review: Review, person: Person) -> Telling:
    found = Telling.objects.filter(review=review, person=person, review__shown_at__isnull=False).first()
    if found is None or not rules.may_see(person, review):
        raise RuleBroken(_("This review does not tell of you, or its draft is not shown yet."))
    return found


def _facilitator(review: Review, reason: str) -> list[Hearer]:
    return [Hearer(review.facilitator.public_id, reason)] if review.facilitator else []


def _those_who_gave(review: Review) -> list[Hearer]:
    """Everybody who gave something to it, and may read it, hears that it is out (SHARE-7)."""
    told = Telling.objects.filter(review=review).values("person_id")
    peers = PeerAgreement.objects.filter(review=review).values("peer_id")
    linked = ReviewCase.objects.filter(review=review).values("case_id")
    parts = Participant.objects.filter(case_id__in=linked, until__isnull=True).values("person_id")
    gave = Q(pk=review.facilitator_id) | Q(pk__in=told) | Q(pk__in=peers) | Q(pk__in=parts)
    return [Hearer(person.public_id, "published") for person in people_in(review.audience_id).filter(gave)]
