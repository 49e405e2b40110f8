"""Two matters of the digital unit: an own mistake, told and owned; and an outage in review."""

from __future__ import annotations

from datetime import UTC, datetime, time

from demo.telling import House
from goodcatch.actions import services as actions
from goodcatch.actions.models import Action
from goodcatch.actions.terms import Kind as Change
from goodcatch.actions.terms import Mechanism, Verdict
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.cases.terms import Kind, Response
from goodcatch.kernel.fields import Precision
from goodcatch.lessons import services as lessons
from goodcatch.recognition import services as recognition
from goodcatch.recognition.models import Recognition
from goodcatch.reports.terms import Kind as Told
from goodcatch.reviews import services as reviews
from goodcatch.reviews.models import Review
from goodcatch.reviews.services import EntryDraft, When
from goodcatch.reviews.terms import FindingKind, Form


def letters_twice(house: House) -> None:
    """Somebody tells of an own mistake: letters went out twice. It has moved on."""
    cast = house.cast
    with house.on(75, "16:20"):
        report = house.told(
            Told.OWN_MISTAKE,
            "I started the billing run a second time because the screen still said 'not started'. 1,140 households got "
            "their letter twice. I noticed when the printer ran on.",
            place="Customer portal",
            by=cast.administrator,
        )
    with house.on(75, "17:00"):
        case = house.opened(
            "Billing letters sent twice",
            Kind.INCIDENT,
            cast.units.digital,
            "A billing run was started twice, because the screen did not show that it was under way. 1,140 households "
            "got two letters; no amount was taken twice.",
            report,
        )
        house.weigh(case, impact=3, potential=3, why="Households were troubled; no money moved.")
        cases.make_safe(by=cast.handler, case=case, note="The button is switched off; runs are started by two people.")
        cases.own(
            by=cast.director,
            case=case,
            short="We gave people a screen that does not say what it does. I answer for that; the households have a "
            "letter from me.",
            next_word_on=house.day(-65),
        )
        cases.choose_response(by=cast.handler, case=case, response=Response.BRIEF, due=house.day(-61))
    with house.on(70, "10:00"):
        review = house.reviewed(
            case,
            Form.BRIEF,
            expected="The run is started once; the screen shows that it is under way.",
            happened="The screen said 'not started' for eleven minutes. The run was started again.",
            why_different="The screen is renewed every quarter of an hour. Whoever starts a run cannot see that "
            "it began.",
            keep_or_change="A run that cannot be started while one is under way. The quick word to the printers "
            "helped.",
        )
        reviews.add_factor(
            by=cast.facilitator,
            review=review,
            text="The screen shows the state of a quarter of an hour ago.",
            code="interface",
        )
        agreed = house.agreed_by_peer(review, cast.peer)
        reviews.publish(by=cast.facilitator, review=Review.objects.get(pk=agreed.pk))
        lock = house.proposed(
            case,
            "A run cannot be started while one is under way",
            cast.administrator,
            Mechanism.FORCE,
            kind=Change.TOOL,
            review=Review.objects.get(pk=review.pk),
        )
        actions.agree_action(by=cast.administrator, action=lock, due_on=house.day(-50))
    with house.on(52, "11:00"):
        actions.put_in_place(by=cast.administrator, action=Action.objects.get(pk=lock.pk))
    with house.on(50, "09:00"):
        actions.verify_effect(
            by=cast.curator,
            action=Action.objects.get(pk=lock.pk),
            verdict=Verdict.SEEN_IN_PLACE,
            evidence="Tried on the test system: the second start is refused, with the time of the first.",
        )
    with house.on(49, "10:00"):
        _learned_from_letters(house, case, review)


def _learned_from_letters(house: House, case: Case, review: Review) -> None:
    cast = house.cast
    lesson = lessons.write_lesson(
        by=cast.curator,
        case=Case.objects.get(pk=case.pk),
        review=Review.objects.get(pk=review.pk),
        draft=lessons.Draft(
            title="A button that does not answer is pressed again",
            text="Where a step takes longer than a few seconds, the screen says at once that it has begun, and "
            "a second "
            "start is refused by the system, not by people's memory.",
            applies_where="Every screen that starts something which cannot be taken back.",
            tags=("screens", "letters"),
        ),
    )
    lessons.publish_lesson(by=cast.curator, lesson=lesson)
    thanks = recognition.recognise(
        by=cast.director,
        case=Case.objects.get(pk=case.pk),
        text="You told us of your own mistake before anybody asked, and stayed until the printers had stopped.",
        people=[cast.administrator],
    )
    recognition.accept_thanks(by=cast.administrator, recognition=Recognition.objects.get(pk=thanks.pk))
    cases.say_supported(by=cast.handler, case=case, note="Spoken with the person who told us; nothing is open.")
    cases.move_on(
        by=cast.handler,
        case=Case.objects.get(pk=case.pk),
        answer="The households have our apology, a second start is refused by the system now, and what we learned is "
        "in the library. Thank you for telling us.",
        outcome="put_right",
    )


def certificate(house: House) -> None:
    """An outage of the portal; the review waits for its peer."""
    cast = house.cast
    with house.on(15, "05:40"):
        case = cases.open_case(
            by=cast.handler,
            title="Customer portal unreachable for two hours: a certificate ran out",
            kind=Kind.INCIDENT,
            unit=cast.units.digital,
            audience=house.inside,
            summary="The portal's certificate ended at midnight. Customers saw a warning until 02:10; meter "
            "readings sent "
            "in that time were kept and taken in later.",
        )
        house.weigh(case, impact=3, potential=3, why="A service was down for customers at night; nothing was lost.")
        cases.make_safe(by=cast.handler, case=case, note="A new certificate is in place until next year.")
        cases.choose_response(by=cast.handler, case=case, response=Response.FULL_REVIEW, due=house.day(6))
        text = "The portal is back. We look at why three reminders reached nobody."
        cases.post_update(by=cast.handler, case=case, text=text)
    with house.on(8, "09:00"):
        review = house.reviewed(
            case,
            Form.FULL,
            expected="The certificate is renewed a month before it ends.",
            happened="Three reminders went to the mailbox of a team that was dissolved in spring. The "
            "certificate ended.",
            why_different="Renewal was one person's routine; when the team was merged, the routine was not on "
            "any list.",
            keep_or_change="The night operator found the cause within minutes from the error page: keep that page.",
        )
        for at, text in (
            ("00:00", "The certificate ends."),
            ("00:25", "First call from a customer; the night operator opens a ticket."),
            ("01:40", "The engineer on call is reached and orders a new certificate."),
            ("02:10", "The new certificate is in place; the warning is gone."),
        ):
            hour, minute = map(int, at.split(":"))
            instant = datetime.combine(house.day(-15), time(hour, minute), UTC)
            when = When(at=instant, zone="Europe/Oslo", precision=Precision.MINUTE)
            reviews.add_entry(by=cast.facilitator, review=review, entry=EntryDraft(text=text, when=when))
        for code, text in (
            ("expiry", "The certificate ended, and nothing but mail told of it."),
            ("ownership", "The routine belonged to a team that no longer exists."),
            ("observability", "No alarm watches how long certificates are still good."),
        ):
            reviews.add_factor(by=cast.facilitator, review=review, text=text, code=code)
        reviews.add_finding(
            by=cast.facilitator,
            review=review,
            kind=FindingKind.WENT_WELL,
            text="Readings sent during the outage were kept by the queue, and none was lost.",
        )
        fresh = Review.objects.get(pk=review.pk)
        reviews.ask_peer(by=cast.facilitator, review=fresh, peer=cast.peer)
        house.proposed(
            case,
            "Watch the age of certificates, and ring thirty days before",
            cast.administrator,
            Mechanism.DETECT,
            kind=Change.TOOL,
            review=fresh,
        )
