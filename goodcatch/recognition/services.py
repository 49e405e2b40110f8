"""Thank people or a team for how they responded, or for what got better. Accepted first; no points, no votes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.actions.models import Action
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import people_in
from goodcatch.recognition import rules
from goodcatch.recognition.models import Recognised, Recognition
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports.terms import Told


@transaction.atomic
def recognise(
    *,
    case: Case,
    text: str,
    by: Person,
    people: Sequence[Person] = (),
    team: Unit | None = None,
    reporter: bool = False,
    action: Action | None = None,
) -> Recognition:
    """Thank people, a team or whoever reported, for a response or an improvement.

    People see it first and accept or decline; a reporter hears through the report, without anybody learning who
    they are; it is at most as wide open as the case.
    """
    if not rules.may_recognise(by, case):
        raise RuleBroken(_("You can thank people for a matter that you can read."))
    if not text.strip():
        raise RuleBroken(_("Say what they did, and what it changed: one event and one behaviour."), field="text")
    if not people and team is None and not reporter:
        raise RuleBroken(_("Choose whom you thank: people, a team, or whoever spoke up."), field="people")
    if by in people:
        raise RuleBroken(_("Thanks come from somebody else. Leave yourself out."), field="people")
    _demand_readers(case, people)
    recognition = Recognition.objects.create(
        case=case, action=action, audience=case.audience, text=text.strip(), team=team, at=clock.now(), by=by
    )
    Recognised.objects.bulk_create(Recognised(recognition=recognition, person=person) for person in people)
    if reporter:
        cases.tell_reporters(by=by, case=case, told=Told.RECOGNISED, words=text.strip())
    hearers = [Hearer(person.public_id, "thanked") for person in people]
    record.write(by=by, verb="recognition.recognise", thing=recognition.ref, within=case.ref, hearers=hearers)
    return recognition


@transaction.atomic
def accept_thanks(*, recognition: Recognition, by: Person) -> Recognition:
    """Accept thanks: they are shown from then on."""
    row = _offered(recognition, by)
    row.accepted_at = clock.now()
    row.save(update_fields=["accepted_at"])
    record.write(by=by, verb="recognition.accept_thanks", thing=recognition.ref, hearers=_giver(recognition))
    return recognition


@transaction.atomic
def decline_thanks(*, recognition: Recognition, by: Person) -> Recognition:
    """Decline to be shown. Nobody is told, and nobody sees that it was offered."""
    row = _offered(recognition, by)
    row.declined_at = clock.now()
    row.save(update_fields=["declined_at"])
    record.write(by=by, verb="recognition.decline_thanks", thing=recognition.ref)
    return recognition


@transaction.atomic
def withdraw_thanks(*, recognition: Recognition, by: Person) -> Recognition:
    """Take thanks back from every page."""
    if not rules.may_withdraw(by, recognition):
        raise RuleBroken(_("Thanks are taken back by who gave them, or by somebody named in them."))
    recognition.withdrawn_at = clock.now()
    recognition.save(update_fields=["withdrawn_at"])
    record.write(by=by, verb="recognition.withdraw_thanks", thing=recognition.ref)
    return recognition


@transaction.atomic
def follow_case(*, case: Case, by: Person | System) -> None:
    """Let the thanks of a case follow a change of who may read it."""
    for recognition in Recognition.objects.filter(case=case).exclude(audience=case.audience):
        recognition.audience = case.audience
        recognition.save(update_fields=["audience"])
        record.write(by=by, verb="recognition.follow_case", thing=recognition.ref, within=case.ref)


def _demand_readers(case: Case, people: Sequence[Person]) -> None:
    keys = [person.pk for person in people]
    if people_in(case.audience_id).filter(pk__in=keys).count() != len(set(keys)):
        raise RuleBroken(
            _("Thanks are at most as wide open as the matter: choose people who can read it."), field="people"
        )


def _offered(recognition: Recognition, by: Person) -> Recognised:
    if not rules.may_accept_for(by, recognition):
        raise RuleBroken(_("These thanks are not waiting for your answer."))
    return Recognised.objects.get(recognition=recognition, person=by)


def _giver(recognition: Recognition) -> list[Hearer]:
    return [Hearer(recognition.by.public_id, "accepted")]
