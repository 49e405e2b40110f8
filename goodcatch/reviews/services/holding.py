"""Take a review in hand for one deed: its row locked as it stands now, and the right to do the deed looked at anew."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person
from goodcatch.reviews import rules
from goodcatch.reviews.models import Review
from goodcatch.reviews.terms import version_of


def locked(review: Review) -> Review:
    """Give the review as it is stored now, held until the deed is done."""
    rows = Review.objects.select_for_update(of=("self",)).select_related("unit", "audience", "facilitator")
    return rows.get(pk=review.pk)


def for_writing(review: Review, actor: Person | System) -> Review:
    """Give the review for a deed of those who work on it, while it is not published. Raises RuleBroken."""
    row = locked(review)
    if not rules.may_write(actor, row):
        raise RuleBroken(
            _("You can read this review; its facilitator, and those who take part in its cases, write in it.")
        )
    demand_open(row)
    return row


def changed(review: Review) -> None:
    """Note that the review says something else now: what a peer agreed to before was another text."""
    review.revision += 1
    review.save(update_fields=["revision"])


def changed_meanwhile(theirs: dict[str, str], version: int) -> ChangedMeanwhile:
    """Say that somebody saved first, with what they wrote."""
    sentence = _(
        "Somebody saved this while you were writing. Both texts are below: put together what should stand, and save."
    )
    return ChangedMeanwhile(sentence, theirs=theirs, version=version)


def demand_unchanged(name: str, text: str, version: int | None) -> None:
    """Stop where a text is no longer the one of this version; None asks for nothing. Raises ChangedMeanwhile."""
    if version is not None and version != version_of(text):
        raise changed_meanwhile({name: text}, version_of(text))


def demand_open(review: Review) -> None:
    """Stop writing in what is published: a published version stays as it was read. Raises RuleBroken."""
    if review.published_at:
        raise RuleBroken(_("This review is published. What was learned since belongs in a lesson or a new review."))
