"""The self-test of a sealed channel: what keeps it from opening, and what would be right."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodcatch.people.models import Person
from goodcatch.people.queries import Viewer
from goodcatch.reports import rules, terms
from goodcatch.reports.models import Channel, Office
from goodcatch.reports.queries.channels import handled_otherwise, supervisors, wording
from goodcatch.reports.queries.line import best_receiver
from goodcatch.reports.queries.offices import custodians, reachable, signed_now
from goodcatch.reports.terms import Duty, Finding
from goodcatch.standards.models import Adoption
from goodcatch.standards.queries import law_of, policy

FEWEST_CUSTODIANS = 3


def self_test(viewer: Viewer, channel: Channel) -> list[Finding]:
    """Give what was looked at on a sealed channel and how it stands, to those who keep it or hold an office there.

    Raises Refused where the signed list is not as it was signed.
    """
    if not channel.sealed or not rules.may_see_channel(viewer, channel):
        return []
    return [
        *_of_the_house(),
        *_of_readers(viewer, channel),
        *_of_custodians(viewer),
        *_of_recovery(viewer, channel),
        *_of_promises(viewer, channel),
        of_retaliation(viewer, channel),
    ]


def of_retaliation(viewer: Viewer, channel: Channel) -> Finding:
    """Give where somebody turns to whom something is done because they spoke up on this channel, open ones too."""
    found = best_receiver(viewer, channel)
    if found is None:
        said = _(
            "Nobody outside of its line could learn that something was done to somebody because they spoke up here, so "
            "nobody can be watched over. Open another sealed channel with other readers; a guest can be one of them."
        )
        return Finding("retaliation", said, advised=True)
    words = {"channel": found.channel.name, "names": ", ".join(person.name for person in found.readers)}
    if found.channel.pk == channel.retaliation_to_id:
        return Finding("retaliation", _("Retaliation goes to: %(channel)s (%(names)s).") % words)
    if channel.retaliation_to_id:
        said = _(
            "Nobody who could read it is left on the channel to which retaliation was to go. Until that is put right "
            "it goes to: %(channel)s (%(names)s)."
        )
        return Finding("retaliation", said % words, advised=True)
    said = _("Nobody settled where retaliation goes. As it stands, it goes to: %(channel)s (%(names)s).")
    return Finding("retaliation", said % words, advised=True)


def _of_the_house() -> Iterator[Finding]:
    people = Person.objects.filter(left_at__isnull=True).count()
    if people >= terms.FEWEST_PEOPLE:
        return
    said = ngettext(
        "One person has an account here; a sealed channel takes %(needed)s: three who read, three custodians.",
        "%(count)s people have an account here; a sealed channel takes %(needed)s: three who read, three custodians.",
        people,
    )
    outside = _(
        "Invite somebody from outside as a guest, such as a partner house, an ombudsperson or a member of the board: "
        "a guest can be a reader or a custodian."
    )
    yield Finding("house", f"{said % {'count': people, 'needed': terms.FEWEST_PEOPLE}} {outside}", missing=True)


def _of_readers(viewer: Viewer, channel: Channel) -> Iterator[Finding]:
    found = reachable(viewer, channel)
    for duty, missing in (
        (Duty.HANDLER, _("Nobody reads first: a handler with a key is missing from the signed list.")),
        (Duty.DEPUTY, _("Nobody takes over when the handlers are away or concerned: a deputy with a key is missing.")),
        (Duty.LAST_READER, _("Nobody reads when all others are gone: a last reader with a key is missing.")),
    ):
        names = ", ".join(person.name for person in found[duty])
        good = _("%(duty)s: %(names)s, with a key.") % {"duty": str(duty.label).capitalize(), "names": names}
        yield Finding(duty.name.lower(), good if names else missing, missing=not names)
    yield from _of_proposals(channel, {person.pk for people in found.values() for person in people})
    late = supervisors(viewer, channel)
    if late:
        said = _("Supervisor: %(names)s.") % {"names": ", ".join(person.name for person in late)}
        yield Finding("supervisor", said)
    else:
        said = _("Nobody is told when an answer is late: propose a supervisor, who reads nothing.")
        yield Finding("supervisor", said, advised=True)


def _of_proposals(channel: Channel, reading: set[int]) -> Iterator[Finding]:
    held = Office.objects.filter(channel=channel, until__isnull=True, duty__in=terms.READING).select_related("person")
    for office in held.order_by("pk"):
        words = {"name": office.person.name, "duty": office.get_duty_display()}
        if office.person.left_at:
            yield Finding("gone", _("%(name)s has left: sign the list without them.") % words, advised=True)
        elif office.since is None:
            said = _("%(name)s is proposed as %(duty)s: they make a key, then a reader signs the list with them.")
            yield Finding("proposed", said % words, advised=True)
        elif office.person_id not in reading:
            said = _("%(name)s has no key that opens anything here: they make one, then a reader signs the list anew.")
            yield Finding("keyless", said % words, advised=True)


def _of_custodians(viewer: Viewer) -> Iterator[Finding]:
    found = custodians(viewer)
    if len(found) < FEWEST_CUSTODIANS:
        said = _(
            "Three custodians with keys are needed, and there are %(count)s. Two of them together open who wrote a "
            "report; they never read one."
        )
        yield Finding("custodians", said % {"count": len(found)}, missing=True)
    else:
        yield Finding("custodians", _("%(count)s custodians, none of whom reads here.") % {"count": len(found)})


def _of_recovery(viewer: Viewer, channel: Channel) -> Iterator[Finding]:
    now = signed_now(viewer, channel)
    if now is None or not now.has_recovery:
        said = _("Nobody could open anything if all readers lost their words: a recovery key on paper is missing.")
        yield Finding("recovery", said, missing=True)
    elif now.rehearsed_at is None:
        said = _("Recovery was never rehearsed: open the riddle once with the paper shares, so that you know it works.")
        yield Finding("recovery", said, missing=True)
    else:
        yield Finding("recovery", _("Recovery from paper was rehearsed."))


def _of_promises(viewer: Viewer, channel: Channel) -> Iterator[Finding]:
    adoption = law_of(viewer, channel.entity)
    words = {"entity": channel.entity.name}
    if adoption:
        yield Finding("law", _("It follows: %(law)s.") % {"law": adoption.pack.name})
    else:
        said = _("%(entity)s follows no law yet; the times of the EU directive hold, and no authority is named.")
        yield Finding("law", said % words, advised=True)
    yield _of_voice(viewer, channel, adoption)
    if channel.by_group and not handled_otherwise(viewer, channel):
        said = _(
            "%(unit)s handles it for the people of %(entity)s, who cannot choose their own entity instead: open a "
            "channel for them within it, beside this one."
        )
        yield Finding("choice", said % {"unit": channel.unit.name, **words}, advised=True)
    if policy(viewer, settings.LANGUAGE_CODE):
        yield Finding("policy", _("The statement and policy are signed."))
    else:
        said = _("Nobody has signed what you promise. People speak up when they know what happens next.")
        yield Finding("policy", said, advised=True)


def _of_voice(viewer: Viewer, channel: Channel, adoption: Adoption | None) -> Finding:
    """Say whether the channel tells how to speak to somebody: needed where the law owes a meeting to whoever asks."""
    if wording(viewer, channel).by_voice:
        return Finding("by_voice", _("It says how to tell it in person or by phone."))
    oral = adoption.pack.oral if adoption else None
    if oral and oral.meeting_owed:
        said = _(
            "The law owes a meeting to whoever asks for one (%(article)s), and the channel does not say how to ask: "
            "write where, when and whom to call."
        )
        return Finding("by_voice", said % {"article": oral.rule.article}, missing=True)
    said = _("It says nothing of telling it in person or by phone. Many rather speak than write: say where and when.")
    return Finding("by_voice", said, advised=True)
