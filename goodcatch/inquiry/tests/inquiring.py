"""An inquiry that two readers of a sealed channel share, and their browsers, for tests of this room and attacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from goodcatch.inquiry import queries, services
from goodcatch.inquiry.models import Inquiry
from goodcatch.inquiry.terms import Kind
from goodcatch.kernel import clock
from goodcatch.people.models import Person
from goodcatch.reports.models import Channel
from goodcatch.reports.tests.handling import unlocked
from goodcatch.reports.tests.sealing import sealed_at_once
from goodcatch.vault import services as vault
from goodcatch.vault.terms import DataKeys
from tests.cast import Cast, signed_in
from tests.keyholders import Holder, found_readers, holder
from tests.steps import step


@dataclass
class Inquiring:
    """An inquiry, the two who inquire (Lena Brandt opened it, Omar Haddad), and Ingrid Solheim, who does not."""

    inquiry: Inquiry
    channel: Channel
    first: Person
    second: Person
    outside: Person
    held: dict[str, Holder]

    def keys(self, person: Person | None = None) -> DataKeys:
        """Give the keys of one who inquires; of the first, unless said."""
        ring = self.held[(person or self.first).public_id].ring
        return vault.keys_of_reader(ring=ring, thing=self.inquiry.ref)

    def browser(self, person: Person | None = None) -> Client:
        """Give the browser of somebody with their key unlocked; of the first, unless said."""
        who = person or self.first
        return browser(who, self.held[who.public_id])

    def do(self, verb: Any, **said: Any) -> int:
        """Let one who inquires do something (`by`; the first, unless said); give the number of the leaf it left."""
        who = said.pop("by", self.first)
        self.inquiry = verb(by=who, inquiry=self.inquiry, keys=self.keys(who), **said)
        return self.inquiry.leaves

    def file(self, by: Person | None = None) -> queries.Opened:
        """Open its file."""
        who = by or self.first
        fresh = queries.inquiry_for(who, self.inquiry.public_id)
        assert fresh is not None
        return queries.opened(who, fresh, self.keys(who))

    def alleged(self) -> tuple[int, int]:
        """Name somebody, allege something of them, and settle the plan; give the numbers."""
        person = self.do(services.name_concerned, name="Ottokar Zabel", part="buyer")
        allegation = self.do(services.allege, text="He signed for goods that never came.", persons=[person])
        self.do(services.settle_plan, standard="balance", bounds="Orders of the spring.")
        return allegation, person

    def heard(self, person: int) -> int:
        """Hear a person concerned; give the number of the interview."""
        number = self.do(
            services.invite_to_interview, whom="Ottokar Zabel", when="Tuesday at ten", where="Room 4", person=person
        )
        self.do(services.note_rights_read, interview=number, on=clock.today(), companion="Selma Ruiz")
        self.do(services.write_notes, interview=number, text="He says the goods lie in the yard.")
        return number

    def found(self) -> tuple[int, int]:
        """Go all the way to a finding; give the numbers of allegation and person."""
        allegation, person = self.alleged()
        self.heard(person)
        self.do(services.find, allegation=allegation, person=person, verdict="not", reasons="The goods are there.")
        return allegation, person

    def leaves(self, kind: Kind) -> int:
        """Count the leaves of a kind."""
        return len(self.file().some(kind))


@step()
def opened_inquiry(cast: Cast) -> Inquiring:
    """Give an inquiry of Lena and Omar on a channel that Ingrid reads too, opened without a report."""
    channel = sealed_at_once(cast, "Integrity line", "integrity")
    holders = [holder(each) for each in (cast.handler, cast.peer, cast.director)]
    found_readers(channel.ref, *[each.ring for each in holders])
    row = services.open_inquiry(
        by=cast.handler,
        channel=channel,
        title="Orders in the spring",
        matter="Whether what was paid for came.",
        inquirers=[cast.peer],
    )
    held = {each.ring.person.public_id: each for each in holders}
    return Inquiring(row, channel, cast.handler, cast.peer, cast.director, held)


def browser(person: Person, held: Holder | None = None) -> Client:
    """Give a browser in which somebody is signed in, with their key unlocked where it is given."""
    return unlocked(held) if held else signed_in(person)


def page_of(inquiry: Inquiry, *parts: object) -> str:
    """Give the address of an inquiry, or of what lies below it."""
    return "/".join(["/in/inquiries", inquiry.public_id, *map(str, parts)]) + "/"
