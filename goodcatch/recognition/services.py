"""Thank people or a team for how they responded, or for what got better. Accepted first; no points, no votes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from goodcatch.actions import rules as action_rules
from goodcatch.actions.models import Action, Origin
from goodcatch.cases import services as cases
from goodcatch.cases.models import Case
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import System
from goodcatch.people.models import Membership, Person, Unit
from goodcatch.people.queries import holders, in_force, people_in
from goodcatch.people.terms import Role
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
    if reporter and not rules.may_thank_reporter(by, case):
        raise RuleBroken(_("Word to whoever reported comes from those who look after the matter."), field="reporter")
    _demand_readers(case, people, team)
    if action is not None and not _came_from(action, case, by):
        raise RuleBroken(_("Name a change that came from this matter, and that you can read."), field="action")
    recognition = Recognition.objects.create(
        case=case, action=action, audience=case.audience, text=text.strip(), team=team, at=clock.now(), by=by
    )
    Recognised.objects.bulk_create(Recognised(recognition=recognition, person=person) for person in people)
    hearers = [Hearer(person.public_id, "thanked") for person in (*people, *_who_answer_for(recognition))]
    record.write(by=by, verb="recognition.recognise", thing=recognition.ref, within=case.ref, hearers=hearers)
    if reporter:
        cases.tell_reporters(by=by, case=case, told=Told.RECOGNISED, words=text.strip())
    return recognition


@transaction.atomic
def accept_thanks(*, recognition: Recognition, by: Person) -> Recognition:
    """Accept thanks for oneself, or for one's team: they are shown from then on."""
    row = _offered(recognition, by)
    if rules.waits_for(by, row):
        Recognised.objects.filter(recognition=row, person=by).update(accepted_at=clock.now())
    else:
        row.team_accepted_at = clock.now()
        row.save(update_fields=["team_accepted_at"])
    heard = [Hearer(row.by.public_id, "accepted")]
    record.write(by=by, verb="recognition.accept_thanks", thing=row.ref, hearers=heard)
    return row


@transaction.atomic
def decline_thanks(*, recognition: Recognition, by: Person) -> Recognition:
    """Decline to be shown. Nobody is told, and nobody sees that it was offered."""
    row = _offered(recognition, by)
    if rules.waits_for(by, row):
        Recognised.objects.filter(recognition=row, person=by).update(declined_at=clock.now())
    else:
        row.team_declined_at = clock.now()
        row.save(update_fields=["team_declined_at"])
    record.write(by=by, verb="recognition.decline_thanks", thing=row.ref)
    return row


@transaction.atomic
def withdraw_thanks(*, recognition: Recognition, by: Person) -> Recognition:
    """Take thanks back from every page; somebody named in them takes back their own name alone."""
    row = _locked(recognition)
    if row.withdrawn_at or not rules.may_withdraw(by, row):
        raise RuleBroken(_("Thanks are taken back by who gave them, or by somebody named in them."))
    if rules.takes_back(by, row):
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
    else:
        named = Recognised.objects.filter(recognition=row, person=by)
        named.update(accepted_at=None, declined_at=clock.now())
    record.write(by=by, verb="recognition.withdraw_thanks", thing=row.ref)
    return row


@transaction.atomic
def follow_case(*, case: Case, by: Person | System) -> None:
    """Let the thanks of a case follow a change of who may read it."""
    found = Recognition.objects.filter(case=case).exclude(audience=case.audience)
    for recognition in found.select_for_update().order_by("pk"):
        recognition.audience = case.audience
        recognition.save(update_fields=["audience"])
        record.write(by=by, verb="recognition.follow_case", thing=recognition.ref, within=case.ref)


def _demand_readers(case: Case, people: Sequence[Person], team: Unit | None) -> None:
    keys = [person.pk for person in people]
    readers = people_in(case.audience_id)
    if readers.filter(pk__in=keys).count() != len(set(keys)):
        raise RuleBroken(
            _("Thanks are at most as wide open as the matter: choose people who can read it."), field="people"
        )
    if team and not readers.filter(pk__in=_members(team)).exists():
        raise RuleBroken(_("Nobody of that team can read the matter: choose people who can."), field="team")


def _came_from(action: Action, case: Case, by: Person) -> bool:
    named = Origin.objects.filter(case=case, action=action).exists()
    return named and action_rules.may_look(by, action)


def _members(team: Unit) -> QuerySet[Membership, int]:
    below = Membership.objects.filter(in_force(), unit__path__startswith=team.path)
    return below.values_list("person_id", flat=True)


def _who_answer_for(recognition: Recognition) -> list[Person]:
    """Those who lead the team and read it; where nobody does, its members who read it."""
    if recognition.team is None:
        return []
    readers = people_in(recognition.audience_id).exclude(pk=recognition.by_id)
    leading = readers.filter(pk__in=holders(Role.LEADER, recognition.team).values("pk"))
    return list(leading) or list(readers.filter(pk__in=_members(recognition.team)))


def _locked(recognition: Recognition) -> Recognition:
    rows = Recognition.objects.select_for_update(of=("self",)).select_related("team", "by")
    return rows.get(pk=recognition.pk)


def _offered(recognition: Recognition, by: Person) -> Recognition:
    row = _locked(recognition)
    if row.withdrawn_at or not rules.may_accept_for(by, row):
        raise RuleBroken(_("These thanks are not waiting for your answer."))
    return row
