"""Reads: which law holds for a unit, what is newer, what the house promises."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings

from goodcatch.kernel.ready import Ready, one_of, these
from goodcatch.people.models import Unit
from goodcatch.people.queries import Viewer
from goodcatch.standards import packs
from goodcatch.standards.models import Adoption, Policy
from goodcatch.standards.rules import may_see_law
from goodcatch.standards.terms import LawPack


@dataclass(frozen=True, slots=True)
class Followed:
    """The law that a unit follows, and the newer edition that is offered, if there is one."""

    adoption: Adoption
    pack: LawPack
    newer: LawPack | None


def law_of(viewer: Viewer, unit: Unit) -> Adoption | None:  # noqa: ARG001  # anybody may know
    """Give the adoption in force for this unit: its own, else that of the nearest unit above."""
    above = unit.ancestor_ids
    return max(_in_force(len(above)).ask(**these("unit", above)), key=lambda each: len(each.unit.path), default=None)


@cache
def _in_force(depth: int) -> Ready[Adoption]:
    return Ready(lambda: Adoption.objects.filter(one_of("unit", depth), ended_at__isnull=True).select_related("unit"))


def laws_followed(viewer: Viewer) -> list[Followed]:
    """Give the law of every unit that has one of its own, by unit; to members of the house."""
    if not may_see_law(viewer):
        return []
    found = Adoption.objects.filter(ended_at__isnull=True).select_related("unit").order_by("unit__path")
    last = {pack.code: pack for pack in packs.newest()}
    return [Followed(each, each.pack, _newer(each, last.get(each.code))) for each in found]


def _newer(adoption: Adoption, last: LawPack | None) -> LawPack | None:
    return last if last and last.edition > adoption.edition else None


def packs_offered(viewer: Viewer) -> list[LawPack]:  # noqa: ARG001  # anybody may know
    """Give the newest edition of each pack."""
    return packs.newest()


def pack_of(viewer: Viewer, key: str) -> LawPack | None:  # noqa: ARG001  # anybody may know
    """Give the edition that is named so, such as 'de-hinschg.1'."""
    return next((pack for pack in packs.editions().values() if pack.key == key), None)


def policy(viewer: Viewer, language: str = "") -> Policy | None:  # noqa: ARG001  # a promise is made to everybody
    """Give the promise in force in `language`; in the house's own where there is none; else in any."""
    newest = {each.language: each for each in Policy.objects.order_by("edition")}
    return newest.get(language) or newest.get(settings.LANGUAGE_CODE) or next(iter(newest.values()), None)


def policy_in(viewer: Viewer, language: str) -> Policy | None:  # noqa: ARG001  # a promise is made to everybody
    """Give the promise in force in this very language."""
    return Policy.objects.filter(language=language).order_by("-edition").first()


def policy_languages(viewer: Viewer) -> list[str]:  # noqa: ARG001  # a promise is made to everybody
    """Give the languages in which the promise can be read."""
    return sorted(set(Policy.objects.values_list("language", flat=True)))


def policy_editions(viewer: Viewer) -> list[Policy]:
    """Give every edition that was ever signed, newest first; to members of the house."""
    return list(Policy.objects.order_by("-signed_at", "-pk")) if may_see_law(viewer) else []


def adoption(viewer: Viewer, public_id: str) -> Adoption | None:
    """Give the adoption with this id, to members of the house."""
    found = Adoption.objects.filter(public_id=public_id).select_related("unit").first()
    return found if may_see_law(viewer) else None


def signed(viewer: Viewer, public_id: str) -> Policy | None:
    """Give the promise with this id, in force or not, to members of the house."""
    return Policy.objects.filter(public_id=public_id).first() if may_see_law(viewer) else None
