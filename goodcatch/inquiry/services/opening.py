"""Open an inquiry, name whom it concerns, say what is alleged, plan it."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.inquiry import queries, rules, words
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.services.leaves import held, written
from goodcatch.inquiry.terms import Kind, Standard
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.people.services import named_people
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports import kept
from goodcatch.reports import queries as reports
from goodcatch.reports.models import Channel, Report
from goodcatch.reports.rules import demand_handler
from goodcatch.reports.terms import Kind as Told
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys


@transaction.atomic
def open_inquiry(  # what an opening says
    *,
    by: Person,
    channel: Channel,
    title: str,
    matter: str,
    inquirers: Collection[Person],
    report: Report | None = None,
    report_keys: DataKeys | None = None,
) -> Inquiry:
    """Open an inquiry, sealed to those who inquire, as its own thing on a sealed channel's signed list.

    Whoever opens it inquires too. The report it comes from is named on the sealed side alone. What was told for
    learning leads to none (P-2), and neither does a question before acting. Raises RuleBroken, and Locked where the
    report's keys are not at hand.
    """
    if not rules.may_open(by, channel):
        raise RuleBroken(_("An inquiry is opened by somebody who reads on this sealed channel. Ask one of them."))
    called = kept.line(title, field="title", missing=_("Give it a title, without a verdict in it."))
    about = kept.text(matter, field="matter", missing=_("Say what is to be found out."))
    if report is not None:
        _demand_to_judge(by, channel, report, report_keys)
    able = queries.could_inquire(by, channel, report)
    people = {by, *inquirers}
    if not people <= set(able):
        sentence = _("Whoever inquires reads on this channel, and reads the report that led here. Choose among those.")
        raise RuleBroken(sentence, field="inquirers")
    inquiry = Inquiry(channel=channel, audience=named_people(*people), opened_on=clock.today())
    inquiry.save(force_insert=True)
    keys = _sealed_to(inquiry, people)
    said = {"title": called, "matter": about, "report": report.public_id if report else ""}
    words.add(inquiry, Kind.OPENING, said, by=by, keys=keys)
    hearers = [Hearer(person.public_id, "inquires") for person in people]
    record.write(by=by, verb="inquiry.open_inquiry", thing=inquiry.ref, hearers=hearers)
    return inquiry


@transaction.atomic
def name_concerned(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, name: str, part: str = "") -> Inquiry:
    """Name somebody whom it concerns; not knowing who it was can be said too. Raises RuleBroken, Locked."""
    file = held(by=by, inquiry=inquiry, keys=keys)
    called = kept.line(name, field="name", missing=_("Say whom it concerns, or that it is not known yet."))
    if called.casefold() in {str(each.said["name"]).casefold() for each in file.persons}:
        raise RuleBroken(_("This person stands here already."), field="name")
    said = {"name": called, "part": kept.line(part, field="part")}
    return written(file=file, kind=Kind.PERSON, said=said, by=by, keys=keys, verb="name_concerned")


@transaction.atomic
def allege(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, text: str, persons: Collection[int]) -> Inquiry:
    """Say what is alleged, and about whom: each of these persons gets a finding of their own. Raises RuleBroken."""
    file = held(by=by, inquiry=inquiry, keys=keys)
    about = kept.text(text, field="text", missing=_("Say what is alleged: what, when, where. Not what it means."))
    if not persons or not set(persons) <= {each.number for each in file.persons}:
        raise RuleBroken(_("Choose whom it is alleged about. Name them first."), field="persons")
    said = {"text": about, "persons": sorted(set(persons))}
    return written(file=file, kind=Kind.ALLEGATION, said=said, by=by, keys=keys, verb="allege")


@transaction.atomic
def settle_plan(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, standard: str, bounds: str) -> Inquiry:
    """Settle what is looked into, and how sure a finding must be: once, before any finding, and the same for all."""
    file = held(by=by, inquiry=inquiry, keys=keys)
    if file.plan:
        raise RuleBroken(_("The plan is settled. The standard of proof is the same for everything found here."))
    if standard not in Standard.values:
        raise RuleBroken(_("Choose a standard of proof."), field="standard")
    said = {
        "standard": standard,
        "bounds": kept.text(bounds, field="bounds", missing=_("Say what is looked into, and what is not.")),
    }
    return written(file=file, kind=Kind.PLAN, said=said, by=by, keys=keys, verb="settle_plan")


@transaction.atomic
def plan_step(*, by: Person, inquiry: Inquiry, keys: DataKeys | None, text: str, due: date | None = None) -> Inquiry:
    """Add a step to the plan. Raises RuleBroken, Locked."""
    file = held(by=by, inquiry=inquiry, keys=keys)
    step = kept.text(text, field="text", missing=_("Say what is to be done: whom to hear, what to look at."))
    said = {"text": step, "due": due.isoformat() if due else ""}
    return written(file=file, kind=Kind.STEP, said=said, by=by, keys=keys, verb="plan_step")


def _demand_to_judge(by: Person, channel: Channel, report: Report, keys: DataKeys | None) -> None:
    demand_handler(by, report)
    if report.channel_id != channel.pk:
        raise RuleBroken(_("This report came on another channel."), field="report")
    told = reports.telling(by, report, keys).told
    if told.asks:
        raise RuleBroken(
            _("Somebody asked before acting: answer them. A question leads to no inquiry."), field="report"
        )
    if report.told_for_learning or told.kind == Told.OWN_MISTAKE:
        sentence = _("What somebody told of a mistake of their own was told for learning, and leads to no inquiry.")
        raise RuleBroken(sentence, field="report")


def _sealed_to(inquiry: Inquiry, people: Collection[Person]) -> DataKeys:
    """Make its keys. An inquiry has no reporter: the private half of that pair is kept by nobody."""
    pair = vault.new_reporter_pair(kdf_output=secrets.token_bytes(32), thing=inquiry.ref)
    return vault.seal_new(
        thing=inquiry.ref,
        scope=inquiry.channel.ref,
        allowed=people,
        reporter_public=pair.public,
        identity=b"",
    )
