"""Sealed channels: preparing one, proposing who reads, signing the list, opening it once nothing is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.forms import SureForm
from goodcatch.people.models import Person
from goodcatch.people.rules import may_run_house
from goodcatch.reports import queries, rules, services, terms
from goodcatch.reports.forms import OpenSealedForm, PrepareForm, ProposeForm, RetaliationForm, SignReadersForm, TurnForm
from goodcatch.reports.models import Channel, Office
from goodcatch.reports.views.answers import the_person, what_was_sent
from goodcatch.reports.views.questions import kept_by, page_of
from goodcatch.ui.forms import DeedForm, Outcome
from goodcatch.ui.pages import verb_page
from goodcatch.vault.unlocked import leads_to_unlocking, ring_of


def prepare(request: HttpRequest) -> HttpResponse:
    """Prepare a sealed channel; it takes nothing yet."""
    person = the_person(request)
    if not rules.may_keep_channels(person):
        raise Http404
    units = queries.units_to_choose(person)
    return verb_page(
        request,
        PrepareForm(what_was_sent(request), units=units, initial={"kinds": terms.Kind.values}),
        lambda form: form.perform(services.prepare_sealed_channel, by=person, **cast("PrepareForm", form).chosen()),
        title=_("Prepare a sealed channel"),
        lead=_(
            "What is told there is sealed to those who read it: no administrator opens it, and none can add a reader. "
            "It takes six people: three who read (handler, deputy, last reader) and three custodians. It opens once "
            "its self-test finds nothing missing."
        ),
        label=_("Prepare it"),
        back=reverse("reports:channels"),
        then=lambda outcome: reverse("reports:channel", args=[outcome.ref.id]),
        said=_("Prepared. The page says what it still takes."),
    )


def open_sealed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open it."""
    person, channel = kept_by(request, public_id)
    if not channel.sealed:
        raise Http404

    def do(form: DeedForm) -> Outcome | None:
        version = form.cleaned_data["version"]
        return form.perform(services.open_sealed_channel, by=person, channel=channel, version=version)

    return verb_page(
        request,
        OpenSealedForm(what_was_sent(request), initial={"version": channel.version}),
        do,
        title=_("Open this channel"),
        lead=_("From now on people speak up here. Those who hold an office are told."),
        label=_("Open it"),
        back=page_of(channel),
        said=_("The channel is open. A poster leads people to it."),
    )


def propose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose somebody for an office."""
    person, channel = _seen(request, public_id)
    if not rules.may_propose_office(person, channel):
        raise Http404
    people = queries.may_take_office(person, channel)

    def do(form: DeedForm) -> Outcome | None:
        chosen = {name: form.cleaned_data[name] for name in ("person", "duty")}
        return form.perform(services.propose_office, by=person, channel=channel, **chosen)

    return verb_page(
        request,
        ProposeForm(what_was_sent(request), people=people, initial={"duty": request.GET.get("duty", "")}),
        do,
        title=_("Propose somebody"),
        lead=_(
            "A proposal admits nobody. They make a key of their own and try it; then somebody who reads signs the list "
            "with them. The first list is signed by one of those proposed."
        ),
        label=_("Propose them"),
        back=page_of(channel),
        then=lambda _outcome: page_of(channel),
        said=_("Proposed. They and everybody with an office here are told."),
    )


def end(request: HttpRequest, public_id: str, office_id: str) -> HttpResponse:
    """Withdraw a proposal, or end the office of a supervisor."""
    person, channel = _seen(request, public_id)
    office = queries.office_of(person, channel, office_id)
    if office is None:
        raise Http404
    return verb_page(
        request,
        SureForm(what_was_sent(request)),
        lambda form: form.perform(services.end_office, by=person, office=office),
        title=_("End this"),
        lead=str(office),
        label=_("End it"),
        back=page_of(channel),
    )


def turn(request: HttpRequest, public_id: str, office_id: str) -> HttpResponse:
    """Say when somebody's turn comes among those who hold the same office."""
    person, channel = _seen(request, public_id)
    listed = queries.offices(person, channel)
    office = next((each for each in listed if each.public_id == office_id), None)
    others = [each for each in listed if office and each.duty == office.duty and each != office]
    if office is None or not others or not rules.may_propose_office(person, channel):
        raise Http404

    def do(form: DeedForm) -> Outcome | None:
        return form.perform(services.change_turn, by=person, office=office, **form.words())

    return verb_page(
        request,
        TurnForm(what_was_sent(request), others=others),
        do,
        title=_("The order of turn"),
        lead=_(
            "%(office)s. Whoever is first owes what is told from now on; what somebody owes already stays with them."
        )
        % {"office": office},
        label=_("Keep this order"),
        back=page_of(channel),
        said=_("Kept. Everybody who holds this office is told."),
    )


@leads_to_unlocking
def sign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign the list of those who read from now on."""
    person, channel = _seen(request, public_id)
    offices = [each for each in queries.offices(person, channel) if each.duty in terms.READING]
    if not channel.sealed or not _is_to_read(person, offices):
        raise Http404
    ring = ring_of(request)
    number = queries.list_number(person, channel)
    listed = [(each, queries.print_of(PUBLIC, each.person)) for each in offices]

    def do(sent: DeedForm) -> Outcome | None:
        form = cast("SignReadersForm", sent)
        chosen = {name: form.cleaned_data[name] for name in ("after", "recovery")}
        return form.perform(services.sign_readers, by=ring, channel=channel, offices=form.compared_offices(), **chosen)

    keyless = [each.person.name for each, mark in listed if not mark]
    lead = _("Speak with each of them, by voice. Your signature says that the keys are theirs.")
    waits = _("Not here yet, for they have no key that they tried: %(names)s.") % {"names": ", ".join(keyless)}
    return verb_page(
        request,
        SignReadersForm(what_was_sent(request), listed=listed, initial={"after": number}),
        do,
        title=_("Sign who reads"),
        lead=f"{lead} {waits}" if keyless else lead,
        label=_("Sign the list"),
        back=page_of(channel),
        said=_("Signed. From now on reports are sealed to those on the list."),
    )


def settle_retaliation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Settle where retaliation goes that somebody suffers because they spoke up on this channel."""
    person, channel = kept_by(request, public_id)

    def do(form: DeedForm) -> Outcome | None:
        chosen = {name: form.cleaned_data[name] for name in ("to", "version")}
        return form.perform(services.settle_retaliation, by=person, channel=channel, **chosen)

    return verb_page(
        request,
        RetaliationForm(
            what_was_sent(request),
            channels=queries.receivers_to_choose(person, channel),
            initial={"to": channel.retaliation_to, "version": channel.version},
        ),
        do,
        title=_("Where retaliation goes"),
        lead=_(
            "Whoever speaks up may be watched over afterwards. If something is done to them because of it, they tell "
            "it on another sealed channel: nobody who handles the first report reads it. Those who read there keep the "
            "protection plans."
        ),
        label=_("Keep it"),
        back=page_of(channel),
        said=_("Settled. The self-test says who would read it."),
    )


@dataclass(frozen=True, slots=True)
class Opens:
    """Which pages open for whoever reads the self-test of a channel: no step leads to one that does not."""

    proposing: bool
    signing: bool
    signed_list: bool
    keeping: bool
    running_house: bool
    belonging: bool


def opens_for(person: Person, channel: Channel, offices: Iterable[Office]) -> Opens:
    """Find out which of the pages that the self-test leads to open for somebody; `offices` are all of the channel."""
    return Opens(
        proposing=rules.may_propose_office(person, channel),
        signing=_is_to_read(person, offices),
        signed_list=queries.opens_list(person, channel),
        keeping=rules.may_keep_channels(person, channel.unit),
        running_house=may_run_house(person),
        belonging=not person.guest,
    )


def step_of(finding: terms.Finding, channel: Channel, opens: Opens) -> tuple[str, str]:
    """Give the address where a finding of the self-test is set right, and the word for going there.

    Both are empty where that page does not open for whoever reads it.
    """
    propose, sign = (
        reverse(f"reports:{name}", args=[channel.public_id]) for name in ("propose_office", "sign_readers")
    )
    settle = reverse("reports:settle_retaliation", args=[channel.public_id])
    signed = (opens.signing, sign, _("Sign the list"))
    steps = {
        "house": (opens.running_house, reverse("people:invite"), _("Invite a guest")),
        "handler": (opens.proposing, f"{propose}?duty=handler", _("Propose a handler")),
        "deputy": (opens.proposing, f"{propose}?duty=deputy", _("Propose a deputy")),
        "last_reader": (opens.proposing, f"{propose}?duty=last%20reader", _("Propose a last reader")),
        "supervisor": (opens.proposing, f"{propose}?duty=supervisor", _("Propose a supervisor")),
        "proposed": signed,
        "keyless": signed,
        "gone": signed,
        "custodians": (opens.belonging, reverse("vault:custodians"), _("See the custodians")),
        "recovery": (opens.signed_list, reverse("vault:list", args=[str(channel.ref)]), _("See the signed list")),
        "law": (opens.running_house, reverse("standards:adopt"), _("Say which law it follows")),
        "by_voice": (opens.keeping, f"{page_of(channel)}#id_by_voice", _("Write it")),
        "choice": (opens.keeping, reverse("reports:prepare_sealed_channel"), _("Prepare another one")),
        "retaliation": (opens.keeping, settle, _("Settle where it goes")),
        "policy": (opens.belonging, reverse("standards:policy"), _("Write and sign it")),
    }
    leads, address, word = steps[finding.name]
    return (address, word) if leads else ("", "")


def _is_to_read(person: Person, offices: Iterable[Office]) -> bool:
    return any(each.person == person and each.duty in terms.READING for each in offices)


def _seen(request: HttpRequest, public_id: str) -> tuple[Person, Channel]:
    person = the_person(request)
    found = queries.channel_kept(person, public_id)
    if found is None:
        raise Http404
    return person, found
