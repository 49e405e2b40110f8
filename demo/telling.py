"""How a matter of the demo is told: who does what, on which day, through the verbs that everybody uses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings

from demo.cast import Cast
from goodcatch.actions import services as actions
from goodcatch.actions.models import Action
from goodcatch.actions.terms import Kind as Change
from goodcatch.actions.terms import Mechanism
from goodcatch.cases import queries as case_queries
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.terms import Kind, ScaleKind
from goodcatch.files.services import examine, receive
from goodcatch.kernel import clock
from goodcatch.kernel.refs import PUBLIC
from goodcatch.people import services as people
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.places.models import Place
from goodcatch.reports import services as reports
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.slots import DEMO_KEYS
from goodcatch.reports.terms import Kind as Told
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Factor, Review
from goodcatch.reviews.terms import Form


@dataclass(frozen=True, slots=True)
class House:
    """What every matter of the demo stands in."""

    cast: Cast
    channel: Channel
    places: dict[str, Place]
    today: date

    @contextmanager
    def on(self, days_ago: int, at: str = "09:00") -> Iterator[None]:
        """Let what is inside happen so many days ago, at this time of day (UTC)."""
        hour, minute = map(int, at.split(":"))
        moment = datetime.combine(self.today - timedelta(days=days_ago), time(hour, minute), UTC)
        with clock.moved_to(moment):
            yield

    def day(self, ahead: int) -> date:
        """Give the day so many days ahead of today; negative ones lie behind."""
        return self.today + timedelta(days=ahead)

    @property
    def inside(self) -> Audience:
        """The audience of everybody inside."""
        return people.everyone_inside()

    def told(
        self,
        kind: Told,
        happened: str,
        *,
        place: str = "",
        by: Person | None = None,
        danger: bool = False,
        photo: bytes = b"",
    ) -> Report:
        """Let somebody speak up: without a name, or signed by `by`; with a photo, cleaned as everybody's is."""
        channel = self.channel
        found = self.places.get(place)
        return reports.submit_report(
            by=by or PUBLIC,
            channel=channel,
            kind=kind,
            happened=happened,
            where=place if found is None else "",
            place=found,
            danger=danger,
            files=[examine(received=receive(name="photo.jpg", pieces=[photo]))] if photo else (),
        )

    def opened(
        self, title: str, kind: Kind, unit: Unit, summary: str, *from_reports: Report, audience: Audience | None = None
    ) -> Case:
        """Let the triager thank for the reports and open a case that everybody inside may read."""
        lena = self.cast.handler
        for report in from_reports:
            if not report.acknowledged_at:
                reports.acknowledge(by=lena, report=report)
        fresh = [Report.objects.get(pk=report.pk) for report in from_reports]
        return cases.open_case(
            by=lena,
            title=title,
            kind=kind,
            unit=unit,
            summary=summary,
            audience=audience or self.inside,
            reports=fresh,
        )

    def weigh(self, case: Case, *, impact: int, potential: int, why: str) -> Case:
        """Let the triager weigh what happened and what could have, by the rank of the level (1 to 5)."""
        for kind, rank in ((ScaleKind.IMPACT, impact), (ScaleKind.POTENTIAL, potential)):
            level = case_queries.levels_in_force(self.cast.handler, kind)[rank - 1]
            case = cases.weigh(by=self.cast.handler, case=case, level=level, reason=why)
        return case

    def reviewed(self, case: Case, form: Form, **answers: str) -> Review:
        """Let the facilitator open a review and write its four answers."""
        aiko = self.cast.facilitator
        review = reviews.open_review(by=aiko, cases=[case], form=form)
        return reviews.write_brief(by=aiko, review=review, version=review.version, **answers)

    def agreed_by_peer(self, review: Review, peer: Person, comment: str = "") -> Review:
        """Let a peer look at a review and agree."""
        fresh = Review.objects.get(pk=review.pk)
        reviews.ask_peer(by=self.cast.facilitator, review=fresh, peer=peer)
        fresh.refresh_from_db()
        return reviews.answer_as_peer(by=peer, review=fresh, agreed=True, comment=comment)

    def proposed(
        self,
        case: Case,
        title: str,
        owner: Person,
        mechanism: Mechanism,
        *,
        kind: Change = Change.PROCESS,
        review: Review | None = None,
        text: str = "",
        done_when: str = "",
    ) -> Action:
        """Let the facilitator propose a change to somebody who would own it."""
        proposal = actions.Proposal(title=title, text=text, done_when=done_when, kind=kind, mechanism=mechanism)
        found = Factor.objects.filter(review=review).order_by("order")[:1] if review else []
        return actions.propose_action(
            by=self.cast.facilitator, case=case, review=review, proposal=proposal, owner=owner, factors=list(found)
        )


def show(found: dict[str, str]) -> None:
    """Let words and receipts stand on the page of the demo's cast, after those that stand there."""
    with Path(settings.DATA_DIR, DEMO_KEYS).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}: {words}\n" for name, words in found.items())
