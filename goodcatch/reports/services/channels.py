"""Verbs of channels: opening, changing, closing. A channel takes no report that nobody would read."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Actor
from goodcatch.people.models import Unit
from goodcatch.people.queries import holders
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports import kept, rules, terms
from goodcatch.reports.models import Channel, ChannelText

TAKEN = frozenset({"receipt", "sent", "slip", "report", "leave", "mine", "telling", "new-receipt", "proof"})
"""Words that the addresses below /speak-up/ and /in/speak-up/ use themselves."""


@transaction.atomic
def open_channel(
    *,
    by: Actor,
    unit: Unit,
    name: str,
    slug: str = "",
    kinds: Iterable[str] = terms.Kind.values,
    emergency: str = "",
    wording: terms.Wording | None = None,
) -> Channel:
    """Open a way to speak up, whose reports the triagers of `unit` handle; they are told. Raises RuleBroken."""
    rules.demand_channel_keeper(by, unit)
    triagers = _triagers(unit)
    channel = Channel(
        unit=unit,
        name=_named(name),
        slug=_slug(slug or name),
        kinds=_kinds(kinds),
        emergency=kept.line(emergency, field="emergency", longest=120),
        opened_at=clock.now(),
    )
    try:
        with transaction.atomic():
            channel.save(force_insert=True)
    except IntegrityError as twice:
        raise RuleBroken(_("Another channel has this address. Choose another word for it."), field="slug") from twice
    _write(channel, wording or terms.Wording())
    record.write(by=by, verb="reports.open_channel", thing=channel.ref, within=unit.ref, hearers=triagers)
    return channel


@transaction.atomic
def change_channel(
    *,
    by: Actor,
    channel: Channel,
    name: str,
    kinds: Iterable[str],
    emergency: str = "",
    wording: terms.Wording | None = None,
    version: int | None = None,
) -> Channel:
    """Change what a channel says and offers; its address stays, because posters bear it.

    Earlier wordings stay readable. Raises RuleBroken, and ChangedMeanwhile.
    """
    current = _to_edit(by, channel, version)
    current.name, current.kinds = _named(name), _kinds(kinds)
    current.emergency = kept.line(emergency, field="emergency", longest=120)
    current.version += 1
    current.save()
    _write(current, wording or terms.Wording())
    record.write(
        by=by,
        verb="reports.change_channel",
        thing=current.ref,
        within=current.unit.ref,
        hearers=_triagers(current.unit),
    )
    return current


@transaction.atomic
def close_channel(*, by: Actor, channel: Channel, version: int | None = None) -> Channel:
    """Take no further reports on this channel; those it has go on. Raises RuleBroken, and ChangedMeanwhile."""
    current = _to_edit(by, channel, version)
    if not current.is_open:
        raise RuleBroken(_("This channel is closed already."))
    current.closed_at = clock.now()
    current.version += 1
    current.save()
    hearers = [Hearer(person.public_id, "triager") for person in holders(Role.TRIAGER, current.unit)]
    record.write(by=by, verb="reports.close_channel", thing=current.ref, within=current.unit.ref, hearers=hearers)
    return current


def _to_edit(by: Actor, channel: Channel, version: int | None) -> Channel:
    current = Channel.objects.select_for_update(of=("self",)).select_related("unit").get(pk=channel.pk)
    rules.demand_channel_keeper(by, current.unit)
    if version is not None and current.version != version:
        text = ChannelText.objects.filter(channel=current).order_by("-edition").first()
        theirs = {"name": current.name, "emergency": current.emergency}
        if text:
            theirs |= {"statement": text.statement, "signed_by": text.signed_by, "guidance": text.guidance}
        raise ChangedMeanwhile(
            _("Somebody saved this page while you were writing. Both texts stand here; send yours again to keep it."),
            theirs=theirs,
            version=current.version,
        )
    return current


def _triagers(unit: Unit) -> list[Hearer]:
    found = [Hearer(person.public_id, "triager") for person in holders(Role.TRIAGER, unit)]
    if not found:
        raise RuleBroken(
            _("Nobody would read what arrives here. Let somebody be a triager of this unit first."), field="unit"
        )
    return found


def _named(name: str) -> str:
    missing = _("A channel needs a name, such as 'Safety of the plant'.")
    return kept.line(name, field="name", missing=missing, longest=120)


def _slug(typed: str) -> str:
    slug = slugify(typed)[:40].strip("-")
    if not slug or slug in TAKEN:
        raise RuleBroken(_("The address needs a word of letters and digits, such as 'plant-safety'."), field="slug")
    return slug


def _kinds(chosen: Iterable[str]) -> list[str]:
    wanted = set(chosen)
    known = [kind for kind in terms.Kind.values if kind in wanted]
    if not known or wanted - set(known):
        raise RuleBroken(_("Choose at least one of the kinds in the list."), field="kinds")
    return known


def _write(channel: Channel, wording: terms.Wording) -> None:
    """Keep what the house writes in the house's language; other languages are rows beside it."""
    ChannelText.objects.create(
        channel=channel,
        language=settings.LANGUAGE_CODE,
        edition=channel.version,
        statement=kept.text(wording.statement, field="statement"),
        signed_by=kept.line(wording.signed_by, field="signed_by", longest=200),
        guidance=kept.text(wording.guidance, field="guidance"),
        written_at=clock.now(),
    )
