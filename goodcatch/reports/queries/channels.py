"""Reads of channels: anybody may know of the open ones; those who keep or handle one see more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.conf import settings
from django.db.models import BigAutoField, CharField, Q, QuerySet, SlugField

from goodcatch.kernel.ready import Gap, Ready, one_of, these
from goodcatch.kernel.refs import System
from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer, first_holders
from goodcatch.people.terms import Role
from goodcatch.places.models import Place
from goodcatch.reports import rules, terms
from goodcatch.reports.models import Channel, ChannelText, Office, Report
from goodcatch.reports.terms import LONGEST_KEPT
from goodcatch.standards.models import Adoption
from goodcatch.standards.queries import law_of
from goodcatch.standards.terms import Kept, LawPack
from goodcatch.vault import services as vault


def open_channels(viewer: Viewer) -> list[Channel]:  # noqa: ARG001  # anybody may know
    """Give the channels that take reports, by name: anybody may know of them."""
    return list(_open().order_by("name", "pk"))


def channels_kept(viewer: Viewer) -> list[Channel]:
    """Give the channels that the viewer keeps or handles, closed ones too."""
    found = Channel.objects.select_related("unit", "entity").order_by("name", "pk")
    return [channel for channel in found if rules.may_print_poster(viewer, channel)]


def channel_kept(viewer: Viewer, public_id: str) -> Channel | None:
    """Give the channel with this id, open or closed, to those who keep or handle it; None to everybody else."""
    channel = Channel.objects.filter(public_id=public_id).select_related("unit", "entity").first()
    return channel if channel and rules.may_print_poster(viewer, channel) else None


def units_to_choose(viewer: Viewer) -> QuerySet[Unit]:
    """Give the units for which this viewer may open a channel; an administrator is one of the whole house."""
    units = Unit.objects.filter(closed_at__isnull=True).order_by("name", "pk")
    return units if rules.may_keep_channels(viewer) else units.none()


def places_of(viewer: Viewer, channel: Channel) -> list[Place]:
    """Give the places of the channel's unit and those below it, for posters: the first 200 by name."""
    if not rules.may_print_poster(viewer, channel):
        return []
    found = Place.objects.filter(closed_at__isnull=True, unit__path__startswith=channel.unit.path)
    return list(found.order_by("name", "pk")[:200])


def channel_at(viewer: Viewer, slug: str) -> Channel | None:  # noqa: ARG001  # anybody may know
    """Give the open channel at this address."""
    return _OPEN_AT.first(slug=slug)


def _open() -> QuerySet[Channel]:
    return Channel.objects.filter(opened_at__isnull=False, closed_at__isnull=True).select_related("unit", "entity")


_OPEN_AT = Ready(lambda: _open().filter(slug=Gap("slug", SlugField())))


def place_at(viewer: Viewer, public_id: str) -> Place | None:  # noqa: ARG001  # anybody may know
    """Give the place that a QR code or an address names."""
    return Place.objects.filter(public_id=public_id, closed_at__isnull=True).first()


def wording(viewer: Viewer, channel: Channel, language: str = "") -> terms.Wording:  # noqa: ARG001  # anybody may know
    """Give what the house writes on this channel in `language`, or in the house's own where it has no such text.

    Where and when one can speak to somebody holds in every language, also where it was not translated.
    """
    wanted, house = language or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE
    newest = {text.language: text for text in _TEXTS.ask(channel=channel.pk, wanted=wanted, own=house)}
    own = newest.get(house)
    text = newest.get(wanted) or own
    if text is None:
        return terms.Wording()
    spoken = text.by_voice or (own.by_voice if own else "")
    return terms.Wording(text.statement, text.signed_by, text.guidance, spoken)


def by_voice(viewer: Viewer, channel: Channel, wording: terms.Wording) -> terms.ByVoice | None:
    """Give how something is told in person or by phone, with the law on meetings; None where nobody wrote it."""
    if not wording.by_voice:
        return None
    law = law_of_channel(viewer, channel)
    if law is None:
        return terms.ByVoice(wording.by_voice, None, "")
    oral = law.pack.oral
    return terms.ByVoice(wording.by_voice, oral.meeting_working_days, f"{law.pack.name}, {oral.rule.article}")


def handled_otherwise(viewer: Viewer, channel: Channel) -> list[Channel]:  # noqa: ARG001  # anybody may know
    """Give the open channels for the same people that somebody else handles: the group, or their own entity."""
    found = _open().filter(entity_id=channel.entity_id, sealed=channel.sealed).exclude(pk=channel.pk)
    return [each for each in found.order_by("name", "pk") if each.by_group != channel.by_group]


_TEXTS = Ready(
    lambda: ChannelText.objects.filter(
        Q(language=Gap("wanted", CharField())) | Q(language=Gap("own", CharField())),
        channel=Gap("channel", BigAutoField()),
    ).order_by("edition")
)


def languages_of(viewer: Viewer, channel: Channel) -> list[str]:  # noqa: ARG001  # anybody may know
    """Give the languages in which the house writes on this channel, its own first; none where that is the only one."""
    found = set(ChannelText.objects.filter(channel=channel).values_list("language", flat=True))
    others = sorted(found - {settings.LANGUAGE_CODE})
    return [settings.LANGUAGE_CODE, *others] if others else []


def could_read(viewer: Viewer, channel: Channel) -> list[Person]:  # anybody may know
    """Give those who would read a report on this channel, where they are few enough to choose among.

    On a sealed channel also those who are told of lateness: they too can be left off.
    """
    if channel.sealed:
        listed = {reader.person for reader in vault.readers_of(scope=channel.ref)}
        readers = list(Person.objects.filter(public_id__in=listed, left_at__isnull=True).order_by("name", "pk"))
        return [*readers, *supervisors(viewer, channel)] if len(readers) > 1 else []
    triagers, advisers = (_few_of(role, channel) for role in (Role.TRIAGER, Role.ADVISER))
    return [*triagers, *(person for person in advisers if person not in triagers)]


def _few_of(role: Role, channel: Channel) -> list[Person]:
    """Give who holds a role over an open channel, where these are few, and more than one: somebody must be left."""
    found = first_holders(role, channel.unit, terms.FEW_HANDLERS + 1)
    return found if 1 < len(found) <= terms.FEW_HANDLERS else []


def could_read_about(viewer: System, channel: Channel, line: Collection[int]) -> list[Person]:
    """Give who would read on a sealed channel what was done to somebody, but those in the line of the first report."""
    return [person for person in could_read(viewer, channel) if person.pk not in line]


def answering(viewer: Viewer, channel: Channel) -> Role:  # noqa: ARG001  # anybody may know
    """Tell who answers a question before acting on an open channel: its unit's advisers, or, without any, triagers."""
    return Role.ADVISER if first_holders(Role.ADVISER, channel.unit, 1) else Role.TRIAGER


def supervisors(viewer: Viewer, channel: Channel) -> list[Person]:  # noqa: ARG001  # anybody may know
    """Give who is told of lateness on a sealed channel, living accounts alone."""
    held = Office.objects.filter(channel=channel, duty=terms.Duty.SUPERVISOR, since__isnull=False, until__isnull=True)
    return list(Person.objects.filter(left_at__isnull=True, pk__in=held.values("person_id")).order_by("name", "pk"))


def channels_of(viewer: System, scopes: Collection[str]) -> list[Channel]:  # noqa: ARG001  # for the house itself
    """Give the sealed channels among these scopes of signed lists."""
    ids = [scope.removeprefix("channel:") for scope in scopes if scope.startswith("channel:")]
    return list(Channel.objects.filter(public_id__in=ids, sealed=True).select_related("unit", "entity"))


def kinds_offered(viewer: Viewer, channel: Channel) -> list[str]:
    """Give the kinds that may be told here: ethical concerns go to a sealed channel where one is open for this unit."""
    if terms.Kind.NOT_RIGHT in channel.kinds and sealed_beside(viewer, channel):
        return [kind for kind in channel.kinds if kind != terms.Kind.NOT_RIGHT]
    return list(channel.kinds)


def sealed_beside(viewer: Viewer, channel: Channel) -> list[Channel]:  # noqa: ARG001  # anybody may know
    """Give the sealed channels that take ethical concerns of this open channel's unit."""
    if channel.sealed:
        return []
    above = channel.unit.ancestor_ids
    return [each for each in _sealed_over(len(above)).ask(**these("unit", above)) if terms.Kind.NOT_RIGHT in each.kinds]


@cache
def _sealed_over(depth: int) -> Ready[Channel]:
    return Ready(lambda: _open().filter(one_of("unit", depth), sealed=True).order_by("name", "pk"))


def sealed_channels(viewer: System) -> list[Channel]:  # noqa: ARG001  # for the house itself
    """Give the sealed channels that were opened and are not closed, paused ones too."""
    return list(_open().filter(sealed=True).order_by("name", "pk"))


def law_of_channel(viewer: Viewer, channel: Channel) -> Adoption | None:
    """Give the law under which reports on this channel come, as it stands today."""
    return law_of(viewer, channel.entity)


@dataclass(frozen=True, slots=True)
class Owed:
    """By which days a report is thanked for and answered, and for how many months it is kept after closing."""

    acknowledge_by: date
    answer_by: date
    keep_months: int


def owed(viewer: Viewer, report: Report) -> Owed:  # noqa: ARG001  # its report was given to a viewer
    """Give what a report is owed: by the law it came under, or by its channel where that is stricter."""
    channel = report.channel
    acknowledge_by = report.day + timedelta(days=channel.acknowledge_days)
    answer_by = report.day + timedelta(days=channel.answer_days)
    pack = report.law.pack if report.law else None
    months = _months_kept(channel, pack, not_taken_up=report.not_taken_up)
    if pack is None:
        return Owed(acknowledge_by, answer_by, months)
    thanked = report.acknowledged_at.date() if report.acknowledged_at else None
    return Owed(
        min(acknowledge_by, pack.acknowledge_by(report.day)),
        min(answer_by, pack.answer_by(report.day, thanked)),
        months,
    )


def months_kept(viewer: Viewer, channel: Channel) -> int:
    """Give for how many months after closing a report is kept that comes on this channel today, and is taken up."""
    law = law_of_channel(viewer, channel)
    return _months_kept(channel, law.pack if law else None)


def _months_kept(channel: Channel, pack: LawPack | None, *, not_taken_up: bool = False) -> int:
    longest = pack.keep[Kept.NOT_TAKEN_UP if not_taken_up else Kept.HANDLED].months if pack else LONGEST_KEPT
    return min(longest, channel.keep_months or longest)
