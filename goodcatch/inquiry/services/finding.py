"""Gather evidence, and find."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from goodcatch.files import services as files
from goodcatch.files.services import Examined
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.services.leaves import held, written
from goodcatch.inquiry.terms import TOLD_FOR_LEARNING, Kind, Source, Verdict
from goodcatch.kernel.errors import RuleBroken
from goodcatch.people.models import Person
from goodcatch.reports import kept
from goodcatch.vault.terms import DataKeys, Locked


@transaction.atomic
def add_evidence(  # what a piece of evidence says
    *,
    by: Person,
    inquiry: Inquiry,
    keys: DataKeys | None,
    what: str,
    source: str,
    anew: bool,
    attached: Sequence[Examined] = (),
) -> Inquiry:
    """Add a piece of evidence, gathered anew for this inquiry, with files. Raises RuleBroken, Locked.

    Nothing that was told for learning is cited (P-2): no review, brief, lesson, matter or own-mistake report.
    """
    file = held(by=by, inquiry=inquiry, keys=keys)
    if keys is None:
        raise Locked
    key, owner = keys.files, file.inquiry.ref
    said = evidence_said(what, source, field="what", anew=anew)
    abouts = [files.keep(examined=each, owner=owner, key=key, original_key=key) for each in attached]
    said["files"] = [about.to_bytes().decode() for about in abouts]
    return written(file=file, kind=Kind.EVIDENCE, said=said, by=by, keys=keys, verb="add_evidence")


@transaction.atomic
def find(  # what a finding says
    *,
    by: Person,
    inquiry: Inquiry,
    keys: DataKeys | None,
    allegation: int,
    person: int,
    verdict: str,
    reasons: str,
    unheard: str = "",
) -> Inquiry:
    """Say what is found of one allegation about one person, by the standard of the plan, with reasons.

    They were heard first; where they could not be, `unheard` says why. A later finding follows an earlier one, which
    stays. Raises RuleBroken, Locked.
    """
    file = held(by=by, inquiry=inquiry, keys=keys)
    if not file.plan:
        raise RuleBroken(_("Settle the plan first: it says how sure a finding must be, the same for all."))
    if verdict not in Verdict.values:
        raise RuleBroken(_("Choose what is found."), field="verdict")
    if not any((each.allegation.number, each.person.number) == (allegation, person) for each in file.pairs):
        raise RuleBroken(_("This is not alleged about this person."))
    why = kept.text(reasons, field="reasons", missing=_("Give the reasons, and the evidence they rest on."))
    because = kept.text(unheard, field="unheard")
    if not because and verdict != Verdict.WITHDRAWN and not file.heard(person):
        sentence = _("Whoever it is about is heard before a finding. Hear them, or say why they could not be heard.")
        raise RuleBroken(sentence, field="unheard")
    _refuse_learning(why, "reasons")
    said = {"allegation": allegation, "person": person, "verdict": verdict, "reasons": why, "unheard": because}
    return written(file=file, kind=Kind.FINDING, said=said, by=by, keys=keys, verb="find")


def evidence_said(what: str, source: str, *, field: str, anew: bool) -> dict[str, object]:
    """Give a piece of evidence as it is kept; for verbs of this room. Raises RuleBroken."""
    text = kept.text(what, field=field, missing=_("Say what it is, who gathered it, when, and where it is kept."))
    if source not in Source.values:
        raise RuleBroken(_("Choose where it comes from."), field="source")
    if not anew:
        sentence = _("Evidence is gathered anew, for this inquiry. What was told for learning is not cited here.")
        raise RuleBroken(sentence, field="anew")
    _refuse_learning(text, field)
    return {"what": text, "source": source}


def _refuse_learning(text: str, field: str) -> None:
    if any(address in text for address in TOLD_FOR_LEARNING):
        sentence = _(
            "This names a page on which people told something to learn from it. It cannot be cited: gather it anew, "
            "as by asking them in an interview."
        )
        raise RuleBroken(sentence, field=field)
