"""Forms that need more than the first of everything: a matter in the right state, or words of a certain shape."""

from __future__ import annotations

from collections.abc import Mapping

from django.test import Client
from django.urls import reverse

from goodcatch.actions import services as actions
from goodcatch.actions.terms import Verdict
from goodcatch.actions.tests.telling import a_proposed_action, an_action_in_place, an_agreed_action
from goodcatch.cases import services as cases
from goodcatch.cases.tests.telling import a_case
from goodcatch.kernel import clock
from goodcatch.kernel.refs import PUBLIC, Public
from goodcatch.lessons import services as lessons
from goodcatch.lessons.tests.telling import a_named_lesson, a_published_lesson, shared
from goodcatch.people import services as people
from goodcatch.people.models import Person
from goodcatch.people.services.passwords import link_for
from goodcatch.people.terms import Reporter
from goodcatch.places import services as places
from goodcatch.record.tasks import number_record, tell_readers
from goodcatch.reports import services as reports
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.terms import Kind
from goodcatch.reports.tests.outside import send
from goodcatch.reviews import services as reviews
from goodcatch.reviews.tests.telling import a_review, a_written_review, an_agreed_review, fresh
from tests.forms.samples import Sample, Told
from tests.matrix.house import House

PASSWORD = "the old pump hums low"


def _loose(house: House) -> Report:
    """A report that belongs to no matter yet."""
    channel = Channel.objects.get(slug=house.things["open"]["slug"])
    return reports.submit_report(by=PUBLIC, channel=channel, kind=Kind.HAZARD, happened="A second loose handrail.")


def _with_password(whom: Person) -> Person:
    person = Person.objects.get(pk=whom.pk)  # apart from the one in hand, whom the next trial finds unchanged
    person.set_password(PASSWORD)
    person.save()
    return person


def _own_password(house: House) -> Sample:
    who = _with_password(house.cast.peer)
    return Sample(who, reverse("account_change"), typed={"current": PASSWORD})


def _choose(house: House) -> Sample:
    return Sample(None, link_for(Person.objects.get(pk=house.cast.colleague.pk)).address)


def _forgotten(house: House) -> Sample:
    return Sample(None, reverse("account_forgotten"), typed={"email": house.cast.peer.email or ""})


def _sign_in(house: House) -> Sample:
    who = _with_password(house.cast.peer)
    return Sample(None, reverse("account_login"), typed={"login": who.email or "", "password": PASSWORD})


def _sign_out(house: House) -> Sample:
    return Sample(house.cast.peer, reverse("home:today"), reverse("account_logout"))


def _in_place(house: House) -> Sample:
    return _of_action("in_place", house.cast.leader, an_agreed_action(house.cast).public_id)


def _note(house: House) -> Sample:
    return _of_action("note", house.cast.leader, an_agreed_action(house.cast).public_id)


def _start(house: House) -> Sample:
    return _of_action("start", house.cast.leader, an_agreed_action(house.cast).public_id)


def _of_action(name: str, who: Person, public_id: str) -> Sample:
    return Sample(who, reverse(f"actions:{name}", args=[public_id]))


def _scale(house: House) -> Sample:
    page = reverse("cases:adopt_scale", args=["impact"])
    return Sample(house.cast.administrator, page, typed={"word6": "", "anchor6": ""})


def _answer_loose(house: House) -> Sample:
    page = reverse("cases:close_reports") + f"?report={_loose(house).public_id}"
    return Sample(house.cast.handler, page, page, typed={"withheld": ""})


def _group(house: House) -> Sample:
    page = reverse("cases:group") + f"?report={_loose(house).public_id}"
    return Sample(house.cast.handler, page, page, typed={"case": a_case(house.cast).public_id})


def _thank(house: House) -> Sample:
    typed = {"report": _loose(house).public_id, "deed": "thank"}
    return Sample(house.cast.handler, reverse("cases:triage"), typed=typed)


def _join(house: House) -> Sample:
    one, other = a_case(house.cast), a_case(house.cast, title="Three pumps")
    typed = {"case": other.public_id, "theme": ""}
    return Sample(house.cast.handler, reverse("cases:join", args=[one.public_id]), typed=typed)


def _safe(house: House) -> Sample:
    return Sample(house.cast.handler, reverse("cases:make_safe", args=[a_case(house.cast).public_id]))


def _own(house: House) -> Sample:
    return Sample(house.cast.leader, reverse("cases:own", args=[a_case(house.cast).public_id]))


def _take(house: House) -> Sample:
    page = reverse("exchange:change", args=[house.things["open"]["exchange:change public_id"]])
    return Sample(house.cast.curator, page, typed={"take": "yes"})


def _move_on(house: House) -> Sample:
    page = reverse("cases:move_on", args=[house.things["open"]["cases public_id"]])
    return Sample(house.cast.handler, page, typed={"withheld": ""})


def _verify(house: House) -> Sample:
    case = a_case(house.cast)
    lesson = a_published_lesson(house.cast, case)
    action = an_action_in_place(house.cast, case)
    actions.verify_effect(by=house.cast.peer, action=action, verdict=Verdict.SEEN_IN_PLACE, evidence="Seen at work.")
    lessons.stand_behind(by=house.cast.curator, lesson=lesson, action=action)
    return Sample(house.cast.curator, reverse("lessons:verify", args=[lesson.public_id]))


def _share(house: House) -> Sample:
    lesson = a_named_lesson(house.cast)
    unit = house.cast.units.northfield.public_id
    return Sample(house.cast.curator, reverse("lessons:share", args=[lesson.public_id]), typed={"unit": unit})


def _take_off(house: House) -> Sample:
    lesson = a_named_lesson(house.cast)
    shared(house.cast, lesson)
    return Sample(house.cast.curator, reverse("lessons:take_off", args=[lesson.public_id]))


def _seen(house: House) -> Sample:
    a_proposed_action(house.cast)
    number_record()
    tell_readers()
    return Sample(house.cast.leader, reverse("notices:notices"), reverse("notices:seen"))


def _unit(house: House) -> Sample:
    page = reverse("people:add_unit", args=[house.cast.units.fleet.public_id])
    return Sample(house.cast.administrator, page, typed={"jurisdiction": "NO"})


def _describe_unit(house: House) -> Sample:
    page = reverse("people:describe_unit", args=[house.cast.units.fleet.public_id])
    return Sample(house.cast.administrator, page, typed={"jurisdiction": "NO"})


def _unit_days(house: House) -> Sample:
    unit = house.cast.units.fleet
    people.set_unit_days(by=house.cast.administrator, unit=unit, own=True, holidays="2026-12-25")  # words go after it
    return Sample(house.cast.administrator, reverse("people:unit_days", args=[unit.public_id]))


def _close_unit(house: House) -> Sample:
    empty = people.add_unit(by=house.cast.administrator, parent=house.cast.units.fleet, name="Boats")
    return Sample(house.cast.administrator, reverse("people:close_unit", args=[empty.public_id]))


def _called(house: House, name: str, *args: str) -> Sample:
    return Sample(house.cast.administrator, reverse(f"people:{name}", args=args), typed={"username": "n.berg"})


def _erase(house: House) -> Sample:
    return Sample(house.cast.administrator, reverse("people:erase", args=[house.cast.leaver.public_id]))


def _offer(house: House) -> Sample:
    return Sample(house.cast.administrator, reverse("people:offer_password", args=[house.cast.colleague.public_id]))


def _move_place(house: House) -> Sample:
    tank, pump = (
        places.add_place(
            by=house.cast.administrator, description=places.Description(name=name, unit=house.cast.units.fleet)
        )
        for name in ("Tank 3", "Pump 4")
    )
    page = reverse("places:move", args=[pump.public_id])
    return Sample(house.cast.administrator, page, typed={"parent": tank.public_id})


def _of_report(house: House, name: str, **typed: str) -> Sample:
    told = _loose(house).public_id
    page = reverse("reports:report", args=[told])
    return Sample(house.cast.handler, page, reverse(f"reports:{name}", args=[told]), typed=typed)


def _of_sealed(house: House, name: str, **typed: str) -> Sample:
    """A form of the sealed channel that is being prepared."""
    words = house.things["open"]
    at = [words[f"reports:{name} public_id"], *([words["reports question_id"]] if "question" in name else [])]
    return Sample(house.cast.administrator, reverse(f"reports:{name}", args=at), typed=typed)


def _retaliation(house: House) -> Sample:
    """Where retaliation goes: two other sealed channels to choose from, opened without the keys that takes."""
    for slug in ("board", "works-council"):
        other = reports.prepare_sealed_channel(
            by=house.cast.administrator, unit=house.cast.units.northfield, name=slug, slug=slug
        )
        Channel.objects.filter(pk=other.pk).update(opened_at=clock.now())
    return _of_sealed(house, "settle_retaliation")


def _hold(house: House) -> Sample:
    return Sample(house.cast.handler, reverse("reports:hold_report", args=[_loose(house).public_id]))


def _lift(house: House) -> Sample:
    report = _loose(house)
    reports.place_hold(by=house.cast.handler, report=report, reason="The court asked.")
    return Sample(house.cast.handler, reverse("reports:lift_report", args=[report.public_id]))


def _lift_case(house: House) -> Sample:
    case = a_case(house.cast)
    cases.place_hold(by=house.cast.handler, case=case, reason="The court asked.")
    return Sample(house.cast.handler, reverse("cases:lift_hold", args=[case.public_id]))


def _asked(house: House, name: str) -> Sample:
    return Sample(house.cast.auditor, reverse(f"subjects:{name}", args=[house.things["open"]["subjects public_id"]]))


def _request_came(house: House) -> Sample:
    typed = {"account": "", "received_on": str(clock.today())}
    return Sample(house.cast.auditor, reverse("subjects:receive"), typed=typed)


def _close_channel(house: House) -> Sample:
    at = house.things["open"]["reports:channel public_id"]
    page = reverse("reports:channel", args=[at])
    return Sample(house.cast.administrator, page, reverse("reports:close_channel", args=[at]))


def _add_case(house: House) -> Sample:
    other = a_case(house.cast, title="Three pumps")
    page = reverse("reviews:add_case", args=[a_review(house.cast).public_id])
    return Sample(house.cast.facilitator, page, typed={"number": other.public_id})


def _entry(house: House) -> Sample:
    page = reverse("reviews:add_entry", args=[a_review(house.cast).public_id])
    return Sample(house.cast.facilitator, page, typed={"on": ""})


def _change_entry(house: House) -> Sample:
    things = house.things["draft"]
    at = [things["reviews public_id"], things["reviews:change_entry part_id"]]
    return Sample(house.cast.curator, reverse("reviews:change_entry", args=at), typed={"at": ""})


def _publish(house: House) -> Sample:
    page = reverse("reviews:publish", args=[an_agreed_review(house.cast).public_id])
    return Sample(house.cast.facilitator, page)


def _read_first(house: House) -> Sample:
    review = a_written_review(house.cast)
    reviews.name_told(by=house.cast.facilitator, review=review, person=house.cast.colleague)
    reviews.show_draft(by=house.cast.facilitator, review=fresh(review))
    return Sample(house.cast.colleague, reverse("reviews:seen", args=[review.public_id]))


def _a_question(house: House, by: Person | Public) -> Report:
    """A question before acting."""
    channel = Channel.objects.get(slug=house.things["open"]["slug"])
    return reports.submit_report(by=by, channel=channel, asks=True, happened="May I lend out my key?")


def _let_signed(house: House) -> Sample:
    asked = _a_question(house, house.cast.reporter).public_id
    page = reverse("reports:own", args=[asked])
    return Sample(house.cast.reporter, page, reverse("reports:agree_to_matter", args=[asked]))


def _heard(house: House) -> Sample:
    asked = _a_question(house, house.cast.reporter)
    answer = "Rather not: it opens the store too."
    reports.close_with_answer(by=house.cast.handler, report=asked, answer=answer, outcome="explained")
    page = reverse("reports:own", args=[asked.public_id])
    return Sample(house.cast.reporter, page, reverse("reports:heard", args=[asked.public_id]))


def _let(house: House) -> Sample:
    browser = Client(raise_request_exception=False)
    send(browser, reverse("speak_up:enter"), receipt=_receipt(_a_question(house, PUBLIC)))
    return Sample(None, reverse("speak_up:follow"), reverse("speak_up:agree_to_matter"), client=browser)


def _receipt(report: Report) -> str:
    receipt = new_receipt()
    reports.take_slip(by=Reporter(report.public_id), report=report, receipt=receipt)
    return " ".join(receipt.words)


def _enter(house: House) -> Sample:
    return Sample(None, reverse("speak_up:enter"), typed={"receipt": _receipt(_loose(house))})


def _following(house: House) -> Client:
    browser = Client(raise_request_exception=False)
    send(browser, reverse("speak_up:enter"), receipt=_receipt(_loose(house)))
    return browser


def _follow(house: House) -> Sample:
    return Sample(None, reverse("speak_up:follow"), client=_following(house))


def _leave(house: House) -> Sample:
    return Sample(None, reverse("speak_up:follow"), reverse("speak_up:leave"), client=_following(house))


def _tell(house: House, *place: str) -> Sample:
    name = "speak_up:tell_at" if place else "speak_up:tell"
    return Sample(None, reverse(name, args=[house.things["open"]["slug"], *place]), typed={"name": ""})


TOLD: Mapping[str, Told] = {
    "account_change": _own_password,
    "account_choose": _choose,
    "account_forgotten": _forgotten,
    "account_login": _sign_in,
    "account_logout": _sign_out,
    "actions:in_place": _in_place,
    "actions:note": _note,
    "actions:start": _start,
    "cases:adopt_scale": _scale,
    "cases:close_reports": _answer_loose,
    "cases:group": _group,
    "cases:join": _join,
    "cases:lift_hold": _lift_case,
    "cases:make_safe": _safe,
    "cases:move_on": _move_on,
    "cases:own": _own,
    "cases:triage": _thank,
    "exchange:change": _take,
    "lessons:share": _share,
    "lessons:take_off": _take_off,
    "lessons:verify": _verify,
    "notices:seen": _seen,
    "people:add_unit": _unit,
    "people:close_unit": _close_unit,
    "people:describe": lambda house: _called(house, "describe", house.cast.colleague.public_id),
    "people:describe_unit": _describe_unit,
    "people:unit_days": _unit_days,
    "people:erase": _erase,
    "people:invite": lambda house: _called(house, "invite"),
    "people:join": lambda house: _called(house, "join"),
    "people:offer_password": _offer,
    "places:move": _move_place,
    "reports:propose_office": lambda house: _of_sealed(house, "propose_office", person=house.cast.peer.public_id),
    "reports:settle_retaliation": _retaliation,
    "reports:translate_question": lambda house: _of_sealed(house, "translate_question", options=""),
    "reports:acknowledge": lambda house: _of_report(house, "acknowledge"),
    "reports:close_channel": _close_channel,
    "reports:hold_report": _hold,
    "reports:lift_report": _lift,
    "reports:close_report": lambda house: _of_report(house, "close_report", withheld=""),
    "subjects:answer": lambda house: _asked(house, "answer"),
    "subjects:extend": lambda house: _asked(house, "extend"),
    "subjects:receive": _request_came,
    "reviews:add_case": _add_case,
    "reviews:add_entry": _entry,
    "reviews:change_entry": _change_entry,
    "reviews:publish": _publish,
    "reviews:seen": _read_first,
    "speak_up:enter": _enter,
    "reports:agree_to_matter": _let_signed,
    "reports:heard": _heard,
    "speak_up:agree_to_matter": _let,
    "speak_up:follow": _follow,
    "speak_up:leave": _leave,
    "speak_up:tell": _tell,
    "speak_up:tell_at": lambda house: _tell(house, house.things["open"]["place_id"]),
}
"""Address → how its form is come to."""
