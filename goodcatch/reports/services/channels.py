"""Verbs of channels: opening, changing, translating, closing. A channel takes no report that nobody would read."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goodcatch.kernel import clock
from goodcatch.kernel.errors import ChangedMeanwhile, RuleBroken
from goodcatch.kernel.refs import Actor, System
from goodcatch.people.models import Unit
from goodcatch.people.queries import holders
from goodcatch.people.terms import Role
from goodcatch.record import services as record
from goodcatch.record.terms import Hearer
from goodcatch.reports import kept, rules, terms
from goodcatch.reports.models import Channel, ChannelText, Office
from goodcatch.standards.queries import law_of
from goodcatch.standards.terms import Kept

TAKEN = frozenset(
    {"receipt", "sent", "slip", "report", "leave", "mine", "policy", "telling", "new-receipt", "proof", "watched"}
)
"""Words that the addresses below /speak-up/ and /in/speak-up/ use themselves."""


@transaction.atomic
def open_channel(  # noqa: PLR0913  # each is an answer on the form
    *,
    by: Actor,
    unit: Unit,
    name: str,
    slug: str = "",
    kinds: Iterable[str] = terms.Kind.values,
    emergency: str = "",
    wording: terms.Wording | None = None,
    entity: Unit | None = None,
    clocks: terms.Clocks | None = None,
) -> Channel:
    """Open a way to speak up, whose reports the triagers of `unit` handle; they are told. Raises RuleBroken.

    It is for the people of `entity`, a legal entity, which is the unit itself where none is named.
    """
    rules.demand_channel_keeper(by, unit)
    triagers = _triagers(unit)
    channel = made_channel(
        unit=unit, entity=entity, name=name, slug=slug, kinds=kinds, emergency=emergency, clocks=clocks, wording=wording
    )
    channel.opened_at = channel.prepared_at
    channel.save(update_fields=["opened_at"])
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
    clocks: terms.Clocks | None = None,
    version: int | None = None,
) -> Channel:
    """Change what a channel says and offers; its address stays, because posters bear it.

    Earlier wordings stay readable. Without `clocks`, times stay as they are. Raises RuleBroken, and ChangedMeanwhile.
    """
    current = to_edit(by, channel, version)
    current.name, current.kinds = _named(name), _kinds(kinds)
    current.emergency = kept.line(emergency, field="emergency", longest=120)
    if clocks is not None:
        _set_clocks(current, clocks)
    current.version += 1
    current.save()
    _write(current, wording or terms.Wording(), settings.LANGUAGE_CODE)
    hearers = told_of(current) if current.sealed else _triagers(current.unit)
    record.write(by=by, verb="reports.change_channel", thing=current.ref, within=current.unit.ref, hearers=hearers)
    return current


@transaction.atomic
def translate_channel(
    *, by: Actor, channel: Channel, language: str, wording: terms.Wording, version: int | None = None
) -> Channel:
    """Write what a channel says in another language; reporters choose among them.

    Raises RuleBroken, and ChangedMeanwhile.
    """
    current = to_edit(by, channel, version, language)
    if language not in LANG_INFO or language == settings.LANGUAGE_CODE:
        raise RuleBroken(_("Choose another language from the list."), field="language")
    current.version += 1
    current.save()
    _write(current, wording, language)
    record.write(
        by=by,
        verb="reports.translate_channel",
        thing=current.ref,
        within=current.unit.ref,
        facts={"language": language},
    )
    return current


@transaction.atomic
def close_channel(*, by: Actor, channel: Channel, version: int | None = None) -> Channel:
    """Take no further reports on this channel; those it has go on. Raises RuleBroken, and ChangedMeanwhile."""
    current = to_edit(by, channel, version)
    if current.closed_at is not None:
        raise RuleBroken(_("This channel is closed already."))
    current.closed_at = clock.now()
    current.version += 1
    current.save()
    hearers = told_of(current)
    record.write(by=by, verb="reports.close_channel", thing=current.ref, within=current.unit.ref, hearers=hearers)
    return current


def made_channel(  # noqa: PLR0913  # each is an answer on the form
    *,
    unit: Unit,
    entity: Unit | None,
    name: str,
    slug: str,
    kinds: Iterable[str],
    emergency: str,
    clocks: terms.Clocks | None,
    wording: terms.Wording | None,
    sealed: bool = False,
) -> Channel:
    """Give a new channel, prepared and not open yet; for verbs that have settled who may. Raises RuleBroken."""
    channel = Channel(
        unit=unit,
        entity=_entity(entity or unit, unit),
        sealed=sealed,
        name=_named(name),
        slug=_slug(slug or name),
        kinds=_kinds(kinds),
        emergency=kept.line(emergency, field="emergency", longest=120),
        prepared_at=clock.now(),
    )
    _set_clocks(channel, clocks or _default_clocks(channel.entity))
    try:
        with transaction.atomic():
            channel.save(force_insert=True)
    except IntegrityError as twice:
        raise RuleBroken(_("Another channel has this address. Choose another word for it."), field="slug") from twice
    _write(channel, wording or terms.Wording(), settings.LANGUAGE_CODE)
    return channel


def told_of(channel: Channel) -> list[Hearer]:
    """Give those who hear of what happens to a channel: who holds an office there, or its unit's triagers."""
    if channel.sealed:
        held = Office.objects.filter(channel=channel, until__isnull=True).select_related("person").order_by("pk")
        return [Hearer(office.person.public_id, "office") for office in held]
    return [Hearer(person.public_id, "triager") for person in holders(Role.TRIAGER, channel.unit)]


def _entity(entity: Unit, unit: Unit) -> Unit:
    adoption = law_of(System("reports"), entity)
    own = unit.path.startswith(entity.path)
    if adoption and not own and not adoption.pack.handlers.group:
        raise RuleBroken(
            _("The law of %(entity)s wants its own people to handle this. Choose a unit of it.") % {"entity": entity},
            field="unit",
        )
    return entity


def _default_clocks(entity: Unit) -> terms.Clocks:
    adoption = law_of(System("reports"), entity)
    days = adoption.pack.acknowledge.days if adoption else terms.ACKNOWLEDGE_DAYS
    return terms.Clocks(acknowledge_days=min(days, terms.ACKNOWLEDGE_DAYS))


def _set_clocks(channel: Channel, clocks: terms.Clocks) -> None:
    """Keep a channel's own times. Raises RuleBroken where one is looser than the law of its entity."""
    adoption = law_of(System("reports"), channel.entity)
    pack = adoption.pack if adoption else None
    days = pack.acknowledge.days if pack else terms.ACKNOWLEDGE_DAYS
    if not 1 <= clocks.acknowledge_days <= days:
        raise RuleBroken(_("From 1 to %(days)s days would be right.") % {"days": days}, field="acknowledge_days")
    if not clocks.acknowledge_days <= clocks.answer_days <= terms.ANSWER_DAYS:
        raise RuleBroken(
            _("From %(first)s to %(last)s days would be right.")
            % {"first": clocks.acknowledge_days, "last": terms.ANSWER_DAYS},
            field="answer_days",
        )
    longest = pack.keep[Kept.HANDLED].months if pack else terms.LONGEST_KEPT
    if clocks.keep_months is not None and not 1 <= clocks.keep_months <= longest:
        raise RuleBroken(_("From 1 to %(months)s months would be right.") % {"months": longest}, field="keep_months")
    channel.acknowledge_days, channel.answer_days = clocks.acknowledge_days, clocks.answer_days
    channel.keep_months = clocks.keep_months


def to_edit(keeper: Actor, channel: Channel, version: int | None, language: str = settings.LANGUAGE_CODE) -> Channel:
    """Give the channel as it stands, held until the deed is done. Raises RuleBroken, and ChangedMeanwhile.

    Whoever comes second sees what the first wrote in this language.
    """
    current = Channel.objects.select_for_update(of=("self",)).select_related("unit", "entity").get(pk=channel.pk)
    rules.demand_channel_keeper(keeper, current.unit)
    if version is not None and current.version != version:
        own = ChannelText.objects.filter(channel=current, language=language)
        text = own.order_by("-edition").first()
        told_on = current.retaliation_to
        theirs = {"name": current.name, "emergency": current.emergency, "to": told_on.name if told_on else _("none")}
        if text:
            theirs |= {
                "statement": text.statement,
                "signed_by": text.signed_by,
                "guidance": text.guidance,
                "by_voice": text.by_voice,
            }
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


def _write(channel: Channel, wording: terms.Wording, language: str) -> None:
    """Keep what the house writes, in one language; other languages are rows beside it."""
    ChannelText.objects.create(
        channel=channel,
        language=language,
        edition=channel.version,
        statement=kept.text(wording.statement, field="statement"),
        signed_by=kept.line(wording.signed_by, field="signed_by", longest=200),
        guidance=kept.text(wording.guidance, field="guidance"),
        by_voice=kept.text(wording.by_voice, field="by_voice", longest=terms.LONGEST_BY_VOICE),
        written_at=clock.now(),
    )
