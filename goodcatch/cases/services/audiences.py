"""Who may read a matter: the usual audience, widening and narrowing, leaving somebody off (words.md, 'Audience')."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from goodcatch.cases import rules
from goodcatch.cases.models import Case, Participant
from goodcatch.cases.services.holding import for_handling
from goodcatch.cases.services.telling import hearers, reports_in, those_in_it
from goodcatch.kernel import clock
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Audience, Person, Unit
from goodcatch.people.queries import people_in
from goodcatch.people.services import audience_of, named_people
from goodcatch.people.terms import AudienceKind, Role
from goodcatch.record import services as record
from goodcatch.reports import services as reports_services
from goodcatch.reports.models import Report


def unit_audience(unit: Unit) -> Audience:
    """Give the audience of one unit: its members, those below, leaders above, and who triages or facilitates there."""
    return audience_of(units=[unit], roles=[(Role.TRIAGER, unit), (Role.FACILITATOR, unit)])


def usual_audience(unit: Unit, reports: Sequence[Report] = ()) -> Audience:
    """Give the audience that a new case has where nobody chose one: the narrowest of its reports', or its unit's."""
    return next(
        (report.audience for report in reports if rules.names_people(report.audience_id)), None
    ) or unit_audience(unit)


def allowed_for(audience: Audience, reports: Iterable[Report]) -> Audience:
    """Give the audience back if nobody would read through it whom a reporter left off. Raises RuleBroken."""
    for report in reports:
        if report.audience_id == audience.pk or not rules.names_people(report.audience_id):
            continue
        if people_in(audience.pk).exclude(pk__in=people_in(report.audience_id).values("pk")).exists():
            sentence = _(
                "Whoever reported this chose who may read it. Keep the matter with those who handle the report."
            )
            raise RuleBroken(sentence, field="audience")
    return audience


@transaction.atomic
def change_audience(*, by: Actor, case: Case, audience: Audience) -> Case:
    """Let other people read the matter from now on. What hangs on it follows in the same transaction.

    Whoever can no longer read it has no part in it any more and hears nothing of it. A matter that was opened for named
    people is never read by more: what can be learned of it is shared as a copy (protection.md 8). Raises RuleBroken.
    """
    case = for_handling(by, case)
    allowed_for(audience, reports_in(case))
    if case.stays_named and audience.kind != AudienceKind.NAMED:
        sentence = _(
            "This matter was opened for named people, and stays with people whom somebody names. What others can learn "
            "from it, share as a lesson: it appears with the next quarter, and nothing in it leads here."
        )
        raise RuleBroken(sentence, field="readers")
    return _set_audience(by, case, audience, "cases.change_audience")


@transaction.atomic
def leave_off(*, by: Actor, case: Case, person: Person) -> Case:
    """Leave somebody off the matter: from now on it is read by those listed who could handle it, and nobody else.

    Nobody is listed as left off; they are told nothing. Raises RuleBroken where nobody would be left to handle it.
    """
    case = for_handling(by, case)
    if by == person:
        raise RuleBroken(_("You cannot leave yourself off. Hand the matter to somebody, who then can."), field="person")
    left = [each for each in rules.may_be_left_on(case) if each.pk != person.pk]
    if not left:
        raise RuleBroken(
            _("Nobody would be left to look after this matter. Give somebody a part in it first."), field="person"
        )
    return _set_audience(by, case, named_people(*left), "cases.change_audience")


@transaction.atomic
def let_follow(*, by: Actor, case: Case) -> None:
    """Let what hangs on the case in upper rooms follow who may read it."""
    for path in import_string("config.house.NARROWED"):
        import_string(path)(case=case, by=by)


def _set_audience(actor: Actor, case: Case, audience: Audience, verb: str) -> Case:
    losing = rules.cut_off(case, audience)
    if not people_in(audience.pk).exists():
        raise RuleBroken(_("Nobody could read this matter any more. Choose at least one person."), field="audience")
    case.audience = audience
    if not rules.may_see(actor, case):
        raise RuleBroken(
            _("You would not see this matter yourself. Keep yourself among those who read it."), field="audience"
        )
    Participant.objects.filter(case=case, until=None, person__in=losing).update(until=clock.now())
    case.save(update_fields=["audience"])
    for report in reports_in(case):
        keep_with(actor, case, report)
    let_follow(by=actor, case=case)
    record.write(by=actor, verb=verb, thing=case.ref, hearers=hearers(case, those_in_it(case), "matter"))
    return case


def keep_with(actor: Actor, case: Case, report: Report) -> None:
    """Let a report in a matter of named people be read by those of its handlers alone who read the matter."""
    if case.audience.kind == AudienceKind.NAMED:
        reports_services.leave_to(by=actor, report=report, people=list(people_in(case.audience_id)))
