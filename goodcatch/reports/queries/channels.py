"""Reads of channels: anybody may know of the open ones; those who keep or handle one see more."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from goodcatch.people.models import Person, Unit
from goodcatch.people.queries import Viewer, holders
from goodcatch.people.terms import Role
from goodcatch.places.models import Place
from goodcatch.reports import rules, terms
from goodcatch.reports.models import Channel, ChannelText
from goodcatch.vault import services as vault


def open_channels(viewer: Viewer) -> list[Channel]:  # noqa: ARG001  # anybody may know
    """Give the channels that take reports, by name: anybody may know of them."""
    return list(Channel.objects.filter(closed_at__isnull=True).select_related("unit").order_by("name", "pk"))


def channels_kept(viewer: Viewer) -> list[Channel]:
    """Give the channels that the viewer keeps or handles, closed ones too."""
    found = Channel.objects.select_related("unit").order_by("name", "pk")
    return [channel for channel in found if rules.may_print_poster(viewer, channel)]


def channel_kept(viewer: Viewer, public_id: str) -> Channel | None:
    """Give the channel with this id, open or closed, to those who keep or handle it; None to everybody else."""
    channel = Channel.objects.filter(public_id=public_id).select_related("unit").first()
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
    return Channel.objects.filter(slug=slug, closed_at__isnull=True).select_related("unit").first()


def place_at(viewer: Viewer, public_id: str) -> Place | None:  # noqa: ARG001  # anybody may know
    """Give the place that a QR code or an address names."""
    return Place.objects.filter(public_id=public_id, closed_at__isnull=True).first()


def wording(viewer: Viewer, channel: Channel, language: str = "") -> terms.Wording:  # noqa: ARG001  # anybody may know
    """Give what the house writes on this channel in `language`, or in the house's own where it has no such text."""
    wanted = [language or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE]
    texts = ChannelText.objects.filter(channel=channel, language__in=wanted).order_by("edition")
    newest = {text.language: text for text in texts}
    text = newest.get(wanted[0]) or newest.get(wanted[1])
    return terms.Wording(text.statement, text.signed_by, text.guidance) if text else terms.Wording()


def languages_of(viewer: Viewer, channel: Channel) -> list[str]:  # noqa: ARG001  # anybody may know
    """Give the languages in which the house writes on this channel, its own first; none where that is the only one."""
    found = set(ChannelText.objects.filter(channel=channel).values_list("language", flat=True))
    others = sorted(found - {settings.LANGUAGE_CODE})
    return [settings.LANGUAGE_CODE, *others] if others else []


def could_read(viewer: Viewer, channel: Channel) -> list[Person]:  # noqa: ARG001  # anybody may know
    """Give those who would read a report on this channel, where they are few enough to choose among."""
    if channel.sealed:
        listed = {reader.person for reader in vault.readers_of(scope=channel.ref)}
        readers = list(Person.objects.filter(public_id__in=listed, left_at__isnull=True).order_by("name", "pk"))
        return readers if len(readers) > 1 else []
    found = list(holders(Role.TRIAGER, channel.unit)[: terms.FEW_HANDLERS + 1])
    return found if 1 < len(found) <= terms.FEW_HANDLERS else []
