"""Verbs: adopting a law for a legal entity, signing what the house promises."""

from __future__ import annotations

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import holders
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.standards import packs
from goodcatch.standards.models import Adoption, Policy
from goodcatch.standards.rules import demand_law_keeper, demand_signer
from goodcatch.standards.terms import LONGEST_POLICY, LONGEST_STATEMENT


@transaction.atomic
def adopt_law_pack(*, by: Actor, unit: Unit, code: str, edition: int) -> Adoption:
    """Let a unit, and those below it without a law of their own, follow this edition from now on.

    Reports keep the edition they came under. Those who lead the unit and run the house are told. Raises RuleBroken.
    """
    demand_law_keeper(by)
    held = Unit.objects.select_for_update().get(pk=unit.pk)
    if held.closed_at:
        raise RuleBroken(_("That unit is closed. Choose one that is open."), field="unit")
    if (code, edition) not in packs.editions():
        raise RuleBroken(_("There is no such edition here. Choose one from the list."), field="pack")
    now = clock.now()
    current = Adoption.objects.filter(unit=held, ended_at__isnull=True).first()
    if current and (current.code, current.edition) == (code, edition):
        raise RuleBroken(_("This unit follows that edition already."), field="pack")
    Adoption.objects.filter(unit=held, ended_at__isnull=True).update(ended_at=now)
    adoption = Adoption.objects.create(
        unit=held, code=code, edition=edition, adopted_at=now, adopted_by=by if isinstance(by, Person) else None
    )
    told = {*holders(Role.LEADER, held), *holders(Role.ADMINISTRATOR, None)}
    record.write(
        by=by,
        verb="standards.adopt_law_pack",
        thing=adoption.ref,
        within=held.ref,
        facts={"pack": str(adoption)},
        hearers=[Hearer(person.public_id, "leader") for person in sorted(told, key=lambda each: each.pk)],
    )
    return adoption


@transaction.atomic
def sign_policy(*, by: Person, language: str, statement: str, text: str = "", edition: int | None = None) -> Policy:
    """Sign, with one's name and title, what the house promises those who speak up; from now on everybody reads it.

    `edition` is the one that was on the page, 0 where there was none. Earlier ones stay. Raises RuleBroken, and
    ChangedMeanwhile.
    """
    demand_signer(by)
    last = _newest_to_follow(language, edition)
    policy = Policy(
        language=_known(language),
        edition=last + 1,
        statement=_text(statement, "statement", LONGEST_STATEMENT),
        text=_text(text, "text", LONGEST_POLICY, needed=False),
        signed_by=by,
        signed_at=clock.now(),
        signer_name=by.name,
        signer_title=by.title,
    )
    try:
        with transaction.atomic():
            policy.save(force_insert=True)
    except IntegrityError as twice:
        raise RuleBroken(_("Somebody signed another text at this moment. Read it, then sign yours.")) from twice
    record.write(by=by, verb="standards.sign_policy", thing=policy.ref, facts={"language": policy.language})
    return policy


def _newest_to_follow(language: str, edition: int | None) -> int:
    last = Policy.objects.filter(language=language).aggregate(last=Max("edition"))["last"] or 0
    theirs = Policy.objects.filter(language=language, edition=last).first()
    if theirs and edition is not None and edition != last:
        raise ChangedMeanwhile(
            _("Somebody signed another text while you were writing. Both stand here; send yours again to sign it."),
            theirs={"statement": theirs.statement, "text": theirs.text},
            version=last,
        )
    return int(last)


def _known(language: str) -> str:
    if language not in LANG_INFO and language not in dict(settings.LANGUAGES):
        raise RuleBroken(_("Choose a language from the list."), field="language")
    return language


def _text(typed: str, field: str, longest: int, *, needed: bool = True) -> str:
    plain = typed.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if needed and not plain:
        raise RuleBroken(_("There is nothing to sign yet. Say in a few sentences what you promise."), field=field)
    if len(plain) > longest:
        raise RuleBroken(
            _("This is %(length)s characters long, and %(longest)s would be right.")
            % {"length": len(plain), "longest": longest},
            field=field,
        )
    return plain
