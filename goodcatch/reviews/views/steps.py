"""Where a review stands, and the one next step: for those who work on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from goodcatch.reviews import queries, rules
from goodcatch.reviews.models import Review


@dataclass(frozen=True, slots=True)
class Step:
    """The one next step of those who work on a review; without an address there is only something to wait for."""

    what: str
    step: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the review, as the rail shows it."""

    word: str
    state: str
    note: str = ""


def next_step(review: Review, parts: queries.Parts, people: queries.People) -> Step:
    """Give the next step of those who work on this review, which is not published."""

    def step(what: str, word: str, page: str) -> Step:
        return Step(what, word, reverse(f"reviews:{page}", args=[review.public_id]))

    if not review.happened:
        return step(_("Write what happened, as it looked at the time."), _("Answer the four questions"), "brief")
    if not parts.factors:
        return step(_("Name what contributed: conditions, not people."), _("Add what contributed"), "add_factor")
    if people.told and not review.shown_at:
        return step(_("Those it tells of see it before anybody else."), _("Show them the draft"), "show")
    if awaited := rules.told_awaited(review):
        last = formats.date_format(rules.reading_ends(review, awaited), "j F")
        sentence = _("Those it tells of have %(days)s working days to read it, until %(last)s. Then it goes on.")
        return Step(sentence % {"days": rules.READING_DAYS, "last": last})
    return _step_with_peers(people, step(*_asking(people), "ask_peer"), step(*_publishing(), "publish"))


def _step_with_peers(people: queries.People, ask: Step, publish: Step) -> Step:
    if people.agreed:
        return publish
    if any(peer.answered_at is None for peer in people.peers):
        return Step(_("A peer is reading it."))
    return ask


def _publishing() -> tuple[str, str]:
    return _("A peer agrees. It can be published."), _("Publish")


def _asking(people: queries.People) -> tuple[str, str]:
    if any(peer.agreed for peer in people.peers):
        return _("It was changed after a peer agreed: somebody looks once more."), _("Ask a peer to look")
    if people.peers:
        return _("A peer said what would make it better. Once that is in, ask again."), _("Ask a peer to look")
    if not people.told:
        return _("Does it tell of anybody? Name them below: they see it first. Then a peer looks."), _(
            "Ask a peer to look"
        )
    return _("Those it tells of had it first. Now a peer looks."), _("Ask a peer to look")


def stages(review: Review, people: queries.People) -> list[Stage]:
    """Give the stages of a review for the rail."""
    agreed = bool(review.published_at) or people.agreed
    facts = [
        (_("Written"), bool(review.shown_at or review.peers_asked_at or review.published_at)),
        (_("Seen by those it tells of"), bool(review.peers_asked_at or review.published_at)),
        (_("Agreed by a peer"), agreed),
        (_("Published"), bool(review.published_at)),
    ]
    now = next((number for number, (_word, done) in enumerate(facts) if not done), len(facts))
    states = ["done" if number < now else "now" if number == now else "ahead" for number in range(len(facts))]
    return [Stage(word, state) for (word, _done), state in zip(facts, states, strict=True)]
