"""The verb of speaking up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import wraps
from typing import ParamSpec

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from goodcatch.files.services import Examined
from goodcatch.kernel import clock, deeds
from goodcatch.kernel.errors import AlreadyDone, RuleBroken
from goodcatch.kernel.ready import put
from goodcatch.kernel.refs import Public, System
from goodcatch.people import services as people
from goodcatch.people.models import Audience, Person
from goodcatch.people.queries import holder_ids, holders
from goodcatch.people.terms import Role
from goodcatch.places.models import Place
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer, Urgency
from goodcatch.reports import kept, queries, rules, terms
from goodcatch.reports.models import Channel, Report, ReportWords
from goodcatch.reports.services.announcing import announce_danger
from goodcatch.reports.services.attaching import attach
from goodcatch.reports.services.next_up import allow_next

P = ParamSpec("P")


def _once(verb: Callable[P, Report]) -> Callable[P, Report]:
    """Tell the second of two copies of one form that the first has done it, once all of its own is undone.

    It learns of it when the database refuses its row. A savepoint around that row would tell it too, and cost
    every report two more round trips to the database.
    """

    @wraps(verb)
    def done_once(*args: P.args, **kwargs: P.kwargs) -> Report:
        nonce = deeds.nonce_in_hand()
        try:
            return verb(*args, **kwargs)
        except IntegrityError:
            earlier = Report.objects.filter(deed=_hashed(nonce)).first() if nonce else None
            if earlier:
                raise AlreadyDone(earlier.ref) from None
            raise

    return done_once


@_once
@transaction.atomic
def submit_report(  # noqa: PLR0913  # each is an answer on the form
    *,
    by: Person | Public,
    channel: Channel,
    kind: str = "",
    asks: bool = False,
    happened: str,
    where: str = "",
    remedy: str = "",
    name: str = "",
    place: Place | None = None,
    danger: bool = False,
    leave_off: Collection[Person] = (),
    answers: Mapping[str, str] | None = None,
    language: str = "",
    files: Sequence[Examined] = (),
    aside: terms.Aside | None = None,
) -> Report:
    """Send a report: signed where `by` is a person, else anonymous, with a `name` as claimed if one was given.

    What `asks` is a question before acting, for the advisers of the channel's unit: no matter is opened of it.

    Whoever is in `leave_off` never gets to know of it: the list of those who may read is made before any
    notice. A signed report is told to its handlers at once or with the digest; an anonymous one appears in
    their inbox at once, and is told of at the next of two fixed hours, or at once where somebody is in
    danger. `language` is the one in which the form was read, empty for the house's own; `aside` is where files of the
    form were set aside before. Raises RuleBroken, and AlreadyDone where the form in hand was sent before.
    """
    signed = by if isinstance(by, Person) else None
    report, role, left = lay_open(
        channel=channel,
        told=terms.WordsTold(
            asks,
            danger,
            kind,
            happened,
            where,
            remedy=remedy,
            name="" if signed else name,
            answers=queries.answers_to(System("reports"), channel, answers or {}, language),
        ),
        leave_off=leave_off,
        person=signed,
        language=language,
        place=place,
        deed=deed_in_hand(),
    )
    attach(report, files, None, aside=aside)
    if signed is None:
        arrive_unsigned(report)
    else:
        hearing = {person.public_id for person in left} if left else holder_ids(role, channel.unit)
        urgency = Urgency.AT_ONCE if danger else Urgency.DIGEST
        record.write(
            by=signed,
            verb="reports.submit_report",
            thing=report.ref,
            within=channel.ref,
            facts=_facts(report),
            hearers=[Hearer(person, "handler", urgency) for person in sorted(hearing)],
        )
    return report


def lay_open(
    *,
    channel: Channel,
    told: terms.WordsTold,
    leave_off: Collection[Person] = (),
    person: Person | None = None,
    place: Place | None = None,
    language: str = "",
    day: date | None = None,
    deed: str | None = None,
) -> tuple[Report, Role, list[Person] | None]:
    """Make the rows of a report on an open channel; give it, whose role it is, and who is left where some are off.

    For verbs that bring a report. Its days count from `day`, today where none is given. Raises RuleBroken.
    """
    words = _words(told.happened, told.where, told.remedy, told.name)
    kind = "" if told.asks else told.kind
    _check(channel, kind, told.asks, person)
    role = queries.answering(System("reports"), channel) if told.asks else Role.TRIAGER
    handlers = _handlers(channel, role, leave_off) if leave_off else None
    report = Report(
        channel=channel,
        place=place,
        kind=kind,
        asks=told.asks,
        danger=told.danger,
        day=day or today(),
        person=person,
        language=language,
        audience=_audience(channel, role, handlers),
        law=queries.law_of_channel(System("reports"), channel),
        told_for_learning=kind == terms.Kind.OWN_MISTAKE,
        news=person is None,
        deed=deed,
    )
    put([report])
    rows = [ReportWords(report=report, part=part, text=text) for part, text in words.items()]
    rows += [
        ReportWords(report=report, part=terms.Part.ANSWER, number=number, text=each.to_text())
        for number, each in enumerate(told.answers.values(), start=1)
    ]
    put(rows)
    if leave_off:
        allow_next(report, leave_off)
    return report, role, handlers


def arrive_unsigned(report: Report) -> None:
    """Write of an open report that nobody signed, and tell of danger at once; for verbs that bring one."""
    record.write_pooled(verb="reports.submit_report", thing=report.ref, within=report.channel.ref, facts=_facts(report))
    if report.danger:
        announce_danger(by=System("reports"), report=report)


def _facts(report: Report) -> dict[str, record.Fact]:
    return {"kind": "question" if report.asks else report.kind, "danger": report.danger}


def today() -> date:
    """Give the present day: the finest time that is kept of what a reporter does.

    The day is the record's (UTC), for two days of different zones, laid side by side, would tell hours.
    """
    return clock.today()


def deed_in_hand() -> str | None:
    """Give the hash of the nonce of the form in hand, by which a reporter-side row is made once.

    The record keeps nonces of signed deeds; entries of reporters reach it a day later, so that their rows
    themselves are what is unique.
    """
    nonce = deeds.take_nonce()
    return _hashed(nonce) if nonce else None


def _hashed(nonce: str) -> str:
    return hashlib.blake2b(nonce.encode(), digest_size=32, person=b"goodcatch deed").hexdigest()


def _words(happened: str, where: str, remedy: str, name: str) -> dict[terms.Part, str]:
    missing = _("Tell us what happened, in a sentence or more: without it nobody can do anything.")
    found = {
        terms.Part.HAPPENED: kept.text(happened, field="happened", missing=missing),
        terms.Part.WHERE: kept.line(where, field="where"),
        terms.Part.REMEDY: kept.text(remedy, field="remedy"),
        terms.Part.NAME: kept.line(name, field="name"),
    }
    return {part: text for part, text in found.items() if text}


def _check(channel: Channel, kind: str, asks: bool, signed: Person | None) -> None:
    if channel.sealed:
        raise RuleBroken(_("This channel is sealed: speak up there with a receipt, on the public page."))
    rules.demand_taking(channel)
    concern = kind == terms.Kind.NOT_RIGHT  # the one kind that may belong elsewhere
    if not asks and kind not in (queries.kinds_offered(System("reports"), channel) if concern else channel.kinds):
        raise RuleBroken(_("Choose the kind that is nearest; it can be changed later."), field="kind")
    if signed is not None and not signed.is_active:
        raise RuleBroken(_("This account is closed. The public speak-up page is open to everybody."))


def _handlers(channel: Channel, role: Role, leave_off: Collection[Person]) -> list[Person]:
    off = {person.pk for person in leave_off}
    left = [person for person in holders(role, channel.unit) if person.pk not in off]
    if not left:
        raise RuleBroken(
            _("Then nobody would be left to read it. Leave at least one person on the list, or use another channel."),
            field="leave_off",
        )
    return left


def _audience(channel: Channel, role: Role, handlers: list[Person] | None) -> Audience:
    if handlers is None:
        return people.named_people(roles=[(role, channel.unit)])
    return people.named_people(*handlers)
