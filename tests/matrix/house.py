"""The house that the matrix walks: the cast, an open matter, a narrow one, and what never existed."""

import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from demo.cast import FOUNDED, SETUP, Cast, gather
from goodcatch.cases import services as cases
from goodcatch.cases.services import ensure_scales
from goodcatch.exchange.bringing import bring_in, files_in
from goodcatch.exchange.models import ProposedChange, Source
from goodcatch.inquiry import services as inquiry
from goodcatch.kernel import clock
from goodcatch.kernel.refs import PUBLIC, Ref
from goodcatch.lessons import services as lessons
from goodcatch.people import services as people
from goodcatch.people.models import Grant, Person
from goodcatch.people.services import named_people
from goodcatch.people.services.passwords import link_for
from goodcatch.people.terms import Role
from goodcatch.places import services as places
from goodcatch.protection.models import Plan
from goodcatch.recognition.models import Recognition
from goodcatch.reports import services as reports
from goodcatch.reports import tokens
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.receipts import new_receipt
from goodcatch.reports.terms import Kind as Told
from goodcatch.reports.terms import Purpose as SummaryPurpose
from goodcatch.reports.terms import WordsTold
from goodcatch.standards import services as standards
from goodcatch.standards.terms import Way
from goodcatch.subjects import services as subjects
from goodcatch.subjects.models import Request
from goodcatch.vault import services as vault
from goodcatch.vault.terms import Keyring, Purpose
from tests import whole_matter
from tests.keyholders import found_custodians, found_readers, holder, recovery, seal
from tests.whole_matter import Looked, Matter

NOTHING = "ZZZZZZZZ"
"""An id that nothing bears."""


@dataclass(frozen=True)
class House:
    """Who walks, and by which name each kind of thing is filled into addresses."""

    cast: Cast
    things: dict[str, dict[str, str]] = field(default_factory=dict)


def raise_house() -> House:
    """Raise the house, each thing in it told through the real verbs."""
    with clock.moved_to(FOUNDED):
        cast = gather()
        ensure_scales(by=SETUP)
        channel = whole_matter.open_a_channel(cast)
        place = places.add_place(by=SETUP, description=places.Description(name="Tank 2", unit=cast.units.treatment))
    asked = _asked(cast)
    wide = whole_matter.tell(cast, channel, narrow=False)
    narrow = whole_matter.tell(cast, channel, narrow=True)
    lesson = lessons.publish_to_everybody(by=cast.curator, lesson=wide.lesson)
    fixed = {
        **_of_the_house(cast, channel),
        "place_id": place.public_id,
        "places public_id": place.public_id,
        "published public_id": lesson.public_id,
        **_sealed(cast, channel),
        "subjects public_id": asked.public_id,
    }
    fixed["watch public_id"] = _watched_over(cast, wide.report)
    fixed["watched:invited token"] = tokens.seal(tokens.INVITED, report=wide.report.public_id)
    things = {
        "open": fixed | things_of(wide) | _brought_in(cast, narrow=False) | _told_sealed(cast.director, cast.peer),
        "draft": _of(wide, wide.looking, wide.proposed.public_id, wide.draft.public_id, wide.offered),
        "narrow": things_of(narrow) | _brought_in(cast, narrow=True) | _told_sealed(cast.peer),
        "narrow draft": _of(narrow, narrow.looking, narrow.proposed.public_id, narrow.draft.public_id, narrow.offered),
    }
    for name in ("draft", "narrow draft"):
        rooms = {key: key.partition(" ")[0].partition(":")[0] for key in things[name]}
        things[name] = {key: things[name][key] for key, room in rooms.items() if room in DRAFTED} | _words()
    things["nothing"] = {key: NOTHING for each in things.values() for key in each} | _words()
    return House(cast, things)


def _asked(cast: Cast) -> Request:
    """Let Hanna hold data protection too, and Jonas ask what is kept about him."""
    people.grant(by=SETUP, person=cast.auditor, role=Role.PRIVACY)
    keeper = Person.objects.get(pk=cast.auditor.pk)
    return subjects.receive_request(by=keeper, kind="access", name="Jonas Weber", received_on=clock.today())


DRAFTED = {"reviews", "actions", "lessons", "recognition"}
"""Rooms in which a thing is a draft before it is published, agreed or accepted."""


def _words() -> dict[str, str]:
    """Give what stands in addresses as a word rather than an id."""
    return {
        "cases:weigh kind": "potential",
        "cases:adopt_scale kind": "potential",
        "part": "contributor",
        "number": "1",
        "reviews:withdraw kind": "factor",
        "inquiry allegation": "3",
        "inquiry person": "2",
        "inquiry place": "1",
    }


def things_of(matter: Matter) -> dict[str, str]:
    """Give what of a matter stands in addresses, its drafts apart."""
    return _words() | _of(matter, matter.looked, matter.action.public_id, matter.lesson.public_id, matter.thanks)


def _of(matter: Matter, looked: Looked, action: str, lesson: str, thanks: Recognition) -> dict[str, str]:
    entry, factor, finding = looked.entry.public_id, looked.factor.public_id, looked.finding.public_id
    return {
        "casefile public_id": matter.case.public_id,
        "cases public_id": matter.case.public_id,
        "cases:theme public_id": matter.theme.public_id,
        "cases question_id": matter.question.public_id,
        "cases person_id": matter.peer.public_id,
        "case_id": matter.case.public_id,
        "report_id": matter.report.public_id,
        "reports:report public_id": matter.report.public_id,
        "reports:report_file public_id": matter.report.public_id,
        "reports:own_file public_id": matter.report.public_id,
        "reports:acknowledge public_id": matter.report.public_id,
        "reports:close_report public_id": matter.report.public_id,
        "reports:hold_report public_id": matter.report.public_id,
        "reports:lift_report public_id": matter.report.public_id,
        "reports:own public_id": matter.report.public_id,
        "reports:heard public_id": matter.report.public_id,
        "reviews public_id": looked.review.public_id,
        "reviews:change_entry part_id": entry,
        "reviews:change_factor part_id": factor,
        "reviews:accept_factor part_id": factor,
        "reviews:withdraw part_id": factor,
        "reviews:change_finding part_id": finding,
        "reviews person_id": matter.peer.public_id,
        "reviews:agree public_id": matter.asked.public_id,
        "actions public_id": action,
        "actions:look public_id": matter.placed.public_id,
        "lessons public_id": lesson,
        "recognition public_id": thanks.public_id,
    }


def _brought_in(cast: Cast, *, narrow: bool) -> dict[str, str]:
    """Bring in a postmortem that changed after somebody had edited what it brought."""
    text = OUTAGE.replace("# Water tower", "# Narrow water tower") if narrow else OUTAGE
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"tower-{narrow}.md"
        file.write_text(text, encoding="utf-8")
        bring_in(files_in([file]), unit=cast.units.treatment)
        source = Source.objects.get(last_name=file.name)
        case = cases.correct(by=cast.curator, case=source.case, title=source.case.title, summary="It ran low.")
        if narrow:
            cases.change_audience(by=cast.curator, case=case, audience=named_people(*whole_matter.few(cast)))
        file.write_text(text.replace("two hours", "three hours"), encoding="utf-8")
        bring_in(files_in([file]), unit=cast.units.treatment)
    change = ProposedChange.objects.get(source=source)
    return {"exchange public_id": source.public_id, "exchange:change public_id": change.public_id}


def _sealed(cast: Cast, channel: Channel) -> dict[str, str]:
    """Let two readers and three custodians stand in signed lists, and an identity be asked for."""
    scope, thing = Ref("channel", channel.public_id), Ref("matter", "MATTER01")
    reader, deputy = holder(cast.director).ring, holder(cast.peer).ring
    _sign_integrity(cast, reader, deputy)
    found_custodians(
        cast.administrator,
        *(holder(person, Purpose.CUSTODIAN).ring for person in (cast.colleague, cast.outsider, cast.facilitator)),
    )
    found_readers(scope, reader, deputy, recovery=vault.public_of(recovery(scope)))
    seal(thing, scope, cast.director)
    integrity = Channel.objects.get(slug=INTEGRITY)
    inquired = inquiry.open_inquiry(
        by=cast.director, channel=integrity, title="Orders", matter="Whether they came", inquirers=[]
    )
    return {
        "inquiry public_id": inquired.public_id,
        "inquiry channel_id": integrity.public_id,
        "subjects channel_id": integrity.public_id,
        "scope": str(scope),
        "vault:let_go public_id": cast.peer.public_id,
        "vault:begin public_id": cast.peer.public_id,
        "vault:answer public_id": vault.ask_rehearsal(by=reader, scope=scope).public_id,
        "vault:reseal public_id": vault.begin_resealing(by=reader, scope=scope, person=cast.peer).public_id,
        "vault public_id": vault.ask_identity(by=reader, thing=thing, reason="Their safety").public_id,
    }


IN_SEALED = (
    "sealed_report sealed_file thank note assess hand_over leave_off let_in step_back answer hold lift_hold decide "
    "where_it_went propose_summary agree carry export ask_who"
)
"""Names of addresses at which a sealed report stands."""
INTEGRITY = "integrity"
"""The slug of the sealed channel whose list of readers is signed."""


def _told_sealed(*readers: Person) -> dict[str, str]:
    """Let somebody report on a sealed channel, to these readers alone."""
    channel = Channel.objects.select_related("unit", "entity").get(slug=INTEGRITY)
    pair = vault.new_reporter_pair(kdf_output=bytes(32), thing=Ref("receipt", "RECEIPT1"))
    told = WordsTold(kind=Told.NOT_RIGHT, happened="Signed before anybody went there.")
    report, _keys = reports.seal_report(channel=channel, told=told, readers=readers, reporter_public=pair.public)
    Report.objects.filter(pk=report.pk).update(held=False)
    return {f"reports:{name} public_id": report.public_id for name in IN_SEALED.split()}


def _sign_integrity(cast: Cast, *rings: Keyring) -> None:
    """Prepare a sealed channel that these people read."""
    channel = reports.open_channel(by=cast.administrator, unit=cast.units.northfield, name="Integrity", slug=INTEGRITY)
    Channel.objects.filter(pk=channel.pk).update(sealed=True, opened_at=None)
    found_readers(channel.ref, *rings)


def _watched_over(cast: Cast, report: Report) -> str:
    """Let somebody of the night shift be watched over as a witness; the director keeps the plan."""
    plan = Plan(
        report=report,
        channel=Channel.objects.get(slug=INTEGRITY),
        audience=named_people(cast.director),
        part="witness",
        person=cast.colleague,
        asked_on=clock.today(),
        begun_on=clock.today(),
    )
    plan.save(force_insert=True)
    return plan.public_id


OUTAGE = """# Water tower ran low

Date: 2026-03-01

## Summary

The tower at Hill Road ran low for two hours.

## Timeline

- 10:00 Level alarm at 30 %
- 12:05 Level back to normal
"""


def _told_in_person(cast: Cast, channel: Channel) -> Report:
    """Let a handler write down what somebody told them."""
    return reports.write_down(
        by=cast.handler,
        channel=channel,
        receipt=new_receipt(),
        way=Way.IN_PERSON,
        told_on=clock.today(),
        language="en",
        agreed=True,
        told=WordsTold(kind=Told.HAZARD, happened="The ladder at weir 3 has a loose rung."),
    )


def _of_the_house(cast: Cast, channel: Channel) -> dict[str, str]:
    standards.sign_policy(by=cast.director, language="en", statement="We would rather hear it from you.")
    told = reports.submit_report(by=PUBLIC, channel=channel, kind=Told.HAZARD, happened="A loose handrail.")
    asked = reports.submit_report(by=cast.reporter, channel=channel, asks=True, happened="May I lend out my key?")
    receipt = new_receipt()
    carried = {"report": told.public_id, "look_up": receipt.look_up.hex(), "secret": receipt.secret.hex()}
    return {
        "slug": channel.slug,
        "reports:agree_to_matter public_id": asked.public_id,
        **_shared_with_everybody(cast, channel, asked),
        "standards key": "de-hinschg.1",
        "standards language": "en",
        "reports:channel public_id": channel.public_id,
        "reports:close_channel public_id": channel.public_id,
        "reports:poster public_id": channel.public_id,
        "reports:poster_at public_id": channel.public_id,
        "reports:write_down public_id": channel.public_id,
        "reports:print_again public_id": _told_in_person(cast, channel).public_id,
        **_prepared(cast),
        "people public_id": cast.colleague.public_id,
        "people unit_id": cast.units.night_shift.public_id,
        "people:end_grant grant_id": Grant.objects.get(person=cast.handler).public_id,
        "people:end_grant public_id": cast.handler.public_id,
        **{f"people:{name} public_id": cast.units.fleet.public_id for name in UNITS},
        "account_choose public_id": cast.colleague.public_id,
        "setup token": "not-the-token",
        "speak_up:sent token": tokens.seal(tokens.SENT, report=told.public_id),
        "speak_up:slip token": tokens.seal(tokens.SLIP, **carried),
    }


def _shared_with_everybody(cast: Cast, channel: Channel, asked: Report) -> dict[str, str]:
    """Let whoever asked agree that everybody may read it, and another question stand there already."""
    other = reports.submit_report(by=cast.reporter, channel=channel, asks=True, happened="May I lend out my card?")
    with clock.moved_to(clock.now() - timedelta(days=2)):
        for report in (asked, other):
            reports.write_to_reporter(by=cast.handler, report=report, text="Rather not.")
            reports.propose_summary(
                by=cast.handler,
                report=report,
                title="May keys be lent?",
                text="No: each opens the store too.",
                purpose=SummaryPurpose.EVERYBODY,
                keys=None,
            )
            reports.say_of_summary(by=cast.reporter, report=report, number=1, said="yes")
    reports.share_summary(by=cast.handler, report=other, number=1)
    return {f"reports:{name} public_id": asked.public_id for name in ("share_question", "share", "own_summary")}


def _prepared(cast: Cast) -> dict[str, str]:
    """Prepare a sealed channel with a question, and propose the triager for it."""
    channel = reports.prepare_sealed_channel(
        by=cast.administrator, unit=cast.units.northfield, name="Ethics", slug="ethics"
    )
    office = reports.propose_office(by=cast.administrator, channel=channel, person=cast.handler, duty="handler")
    question = reports.ask_question(by=cast.administrator, channel=channel, kind="text", label="Since when?")
    return {
        **{f"reports:{name} public_id": channel.public_id for name in OF_A_CHANNEL},
        "reports:end_office office_id": office.public_id,
        "reports:change_turn office_id": office.public_id,
        "reports question_id": question.public_id,
    }


OF_A_CHANNEL = (
    "ask_question",
    "change_turn",
    "end_office",
    "open_sealed_channel",
    "propose_office",
    "settle_retaliation",
    "sign_readers",
    "translate_channel",
    "translate_question",
    "withdraw_question",
)
"""Names of addresses at which a sealed channel stands that is being prepared."""


def link_of(house: House) -> dict[str, str]:
    """Give the link with which somebody chooses a password; signing in would make an earlier one void."""
    return {"account_choose token": link_for(house.cast.colleague).address.split("/")[-2]}


UNITS = ("unit", "add_unit", "describe_unit", "move_unit", "close_unit", "unit_days")
"""Names of addresses at which a unit stands."""
