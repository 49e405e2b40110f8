"""A sealed channel of Northfield Water for tests: Lena reads first, Omar is deputy, Ingrid the last reader."""

from dataclasses import dataclass

from goodcatch.kernel.refs import PUBLIC
from goodcatch.people.models import Person
from goodcatch.reports import queries, services
from goodcatch.reports.models import Channel, Office
from goodcatch.reports.terms import Duty
from goodcatch.vault import services as vault
from goodcatch.vault.terms import Purpose
from tests.cast import Cast
from tests.keyholders import Holder, found_custodians, holder, recovery
from tests.steps import step


@dataclass(frozen=True)
class Readers:
    """Everybody with a key, unlocked, by what they are to do."""

    handler: Holder
    deputy: Holder
    last: Holder


@step()
def prepared(cast: Cast) -> Channel:
    """Give a sealed channel that is prepared and nothing more."""
    return services.prepare_sealed_channel(
        by=cast.administrator, unit=cast.units.northfield, name="Ethics and integrity", slug="ethics"
    )


@step()
def readers(cast: Cast, prepared: Channel) -> Readers:
    """Let the readers be proposed and make their keys; nothing is signed yet."""
    found = Readers(holder(cast.handler), holder(cast.peer), holder(cast.director))
    for held, duty in ((found.handler, Duty.HANDLER), (found.deputy, Duty.DEPUTY), (found.last, Duty.LAST_READER)):
        services.propose_office(by=cast.administrator, channel=prepared, person=held.ring.person, duty=duty)
    return found


def compared(*offices: Office) -> dict[str, str]:
    """Give offices with the fingerprints of their keys, as whoever signs has compared them."""
    return {each.public_id: queries.print_of(PUBLIC, each.person) for each in offices}


def sign(channel: Channel, held: Holder, *, without: tuple[Person, ...] = (), paper: bool = True) -> Channel:
    """Let somebody sign the list with everybody proposed and in force, but those left out."""
    offices = [each for each in queries.offices(held.ring.person, channel) if each.duty != Duty.SUPERVISOR]
    halves = vault.written(vault.public_of(recovery(channel.ref))) if paper else ""
    return services.sign_readers(
        by=held.ring,
        channel=channel,
        offices=compared(*[each for each in offices if each.person not in without]),
        after=vault.link_in_force(scope=channel.ref).number if without or not paper else 0,
        recovery=halves,
    )


def rehearse(channel: Channel, held: Holder) -> None:
    """Open the riddle with the paper shares, and say what it says."""
    rehearsal = vault.ask_rehearsal(by=held.ring, scope=channel.ref)
    answer = vault.answer_of(recovered=recovery(channel.ref), riddle=vault.riddle_text(rehearsal=rehearsal))
    vault.finish_rehearsal(by=held.ring, rehearsal=rehearsal, answer=answer)


def keep_identities(cast: Cast) -> None:
    """Let Maya, Hanna and Tomás be the custodians."""
    rings = [holder(person, Purpose.CUSTODIAN).ring for person in (cast.curator, cast.auditor, cast.leader)]
    found_custodians(cast.administrator, *rings)


def opened(cast: Cast, channel: Channel, readers: Readers) -> Channel:
    """Do all that it takes, and open the channel."""
    sign(channel, readers.handler)
    rehearse(channel, readers.handler)
    keep_identities(cast)
    return services.open_sealed_channel(by=cast.administrator, channel=channel)
