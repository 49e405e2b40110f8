"""A form of every address, filled in as somebody would: found by asking as the cast, or told here where that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import transaction
from django.test import Client

from goodcatch.people.models import Person
from tests.forms.filling import Filled, well
from tests.forms.reading import Form, page_of
from tests.journeys.clicking import deeds
from tests.matrix import table
from tests.matrix.house import House
from tests.matrix.walk import ANYBODY, Address, addresses, browser_of, filled

ASKED_AS = ("curator", "handler", "director", "administrator", "peer", "reporter", ANYBODY)
"""As whom a form is looked for, one after the other."""
_HELD: dict[str, tuple[str, str]] = {}
"""Address → of which thing, and by whom, its form held: the house is always raised alike, so it holds again."""


@dataclass(frozen=True)
class Sample:
    """A form that holds: who sends it, on which page it stands, what is typed where the first word will not do."""

    who: Person | None
    page: str
    action: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    client: Client | None = None

    def browser(self) -> Client:
        """Give the browser of whoever sends it."""
        if self.client is not None:
            return self.client
        return browser_of(self.who) if self.who else Client(raise_request_exception=False)

    def form(self, browser: Client) -> Form | None:
        """Open the page, and give the form as it stands there; None where there is no such page or form."""
        answer = browser.get(self.page)
        if answer.status_code != 200 or "text/html" not in answer.headers.get("Content-Type", ""):
            return None
        found = [form for form in page_of(answer).forms if leads(form, self.page) == bare(self.address)]
        return found[0] if found else None

    @property
    def address(self) -> str:
        """Where the form is sent."""
        return self.action or self.page

    def send(self, browser: Client, filled_in: Filled) -> Any:
        """Send it."""
        return browser.post(self.address, filled_in)


def bare(address: str) -> str:
    """Give an address without what is asked of it."""
    return address.partition("?")[0]


def leads(form: Form, page: str) -> str:
    """Give where a form leads that stands on this page."""
    return bare(form.action or page)


_KEYS = "admit answer begin let_go lock make open_first open_second propose refuse rehearse reseal sign sign_recovery"
_SEALED = "check_proof drop heard new_receipt telling"
_INQUIRED = (
    "open concerned allege plan step invite rights notes opinion transcript sign evidence find close reopen "
    "call_in hand_on recuse bridge look carry hold lift"
)
_SIGNED = "open_sealed_channel sign_readers"
_READING = (
    "sealed_report thank note assess hand_over leave_off let_in step_back where_it_went answer hold lift_hold decide"
)
_LEAVING = "propose_summary agree carry"
_WATCHED_INSIDE = "wanted plan answer end tell name"
_WATCHED = "watched answer harmed end tell invited"
_COPIED = "goodcatch/reports/tests/test_export.py"
_ASKED = "goodcatch/reports/tests/test_ask_who.py"
ELSEWHERE = {
    **{f"reports:{name}": "goodcatch/reports/tests/test_sealed_deeds.py" for name in _READING.split()},
    **{f"reports:{name}": "goodcatch/cases/tests/test_agreed.py" for name in _LEAVING.split()},
    "reports:export": _COPIED,
    "reports:ask_who": _ASKED,
    "reports:change_turn": "goodcatch/reports/tests/test_turns.py",
    "reports:print_again": "goodcatch/reports/tests/test_minutes.py",
    "reports:write_down": "goodcatch/reports/tests/test_write_down.py",
    "speak_up:minutes": "goodcatch/reports/tests/test_minutes.py",
    **dict.fromkeys(("account_kept", "subjects:copy", "subjects:looked"), "goodcatch/subjects/tests/test_requests.py"),
    "speak_up:summary": "goodcatch/cases/tests/test_agreed.py",
    "account_demo": "goodcatch/people/tests/test_demo_door.py",
    "setup:found": "tests/forms/test_first_form.py",
    "setup:reopen": "goodcatch/setup/tests/test_doctor_page.py",
    "vault:unlock": "goodcatch/vault/tests/test_pages.py",
    **{f"vault:{name}": "goodcatch/vault/tests/test_pages.py" for name in _KEYS.split()},
    **{f"reports:{name}": "goodcatch/reports/tests/test_channel_pages.py" for name in _SIGNED.split()},
    **{f"inquiry:{name}": "goodcatch/inquiry/tests/test_pages.py" for name in _INQUIRED.split()},
    **{f"speak_up:{name}": "goodcatch/reports/tests/test_sealed_journey.py" for name in _SEALED.split()},
    **{f"watch:{name}": "goodcatch/protection/tests/test_answering.py" for name in _WATCHED_INSIDE.split()},
    **{f"watched:{name}": "goodcatch/protection/tests/test_answering.py" for name in _WATCHED.split()},
}
"""Forms that do not stand in this house, and where they are tried: in one without people, on one machine alone, or
with keys in hand and a channel that is sealed to them."""

Told = Callable[[House], Sample]


@cache
def form_addresses() -> tuple[Address, ...]:
    """Give every address that takes a form: all that, as the matrix says, do not refuse to be sent one."""
    takes: set[str] = set()
    for row in table.kept():
        answers = {cell.split(" ")[1] for who, cell in row.items() if who not in table.OF_WHAT and cell}
        if answers - {"405", "302>login"}:
            takes.add(row["address"])
    return tuple(address for address in addresses() if address.name in takes - ELSEWHERE.keys())


def sample_of(address: Address, house: House, told: Mapping[str, Told]) -> Sample:
    """Give a form of this address that holds. Raises LookupError, with what to add, where there is none."""
    if address.name in told:
        return told[address.name](house)
    for key, sample in _found(address, house):
        if _HELD.get(address.name) == key or _holds(sample):
            _HELD[address.name] = key
            return sample
    raise LookupError(
        f"{address.name} takes a form, and no form that holds was found for it. Say in tests/forms/told.py who "
        f"fills it in, on which page, and what they type."
    )


def _found(address: Address, house: House) -> Iterator[tuple[tuple[str, str], Sample]]:
    """Give what may be tried: of each thing, for each of those to whom, as the matrix says, its page is shown."""
    rows = {row["thing"]: row for row in table.kept() if row["address"] == address.name}
    held = _HELD.get(address.name)
    for thing in ("", "open", "draft"):
        path = filled(address, house.things[thing or "open"]) if thing in rows else None
        for who in ASKED_AS if path else ():
            if rows[thing][who].startswith("200") and held in {None, (thing, who)}:
                yield (thing, who), Sample(house.cast.everybody.get(who), path or "")


def _holds(sample: Sample) -> bool:
    """Try it, and undo whatever came of it."""
    browser = sample.browser()
    with transaction.atomic():
        form, before = sample.form(browser), deeds()
        answer = sample.send(browser, well(form, sample.typed)) if form else None
        holds = answer is not None and answer.status_code in {302, 303} and deeds() > before
        transaction.set_rollback(True)
    return holds
