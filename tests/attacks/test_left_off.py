"""Somebody left off a matter gets what they would get if it did not exist: every page, list, count, notice and letter.

Two houses are told alike but for one matter, which hides between two that everybody reads. What whoever is left off
sees of the one is compared, byte for byte, with what they see of the other.
"""

import difflib
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from goodcatch.cases.services import ensure_scales
from goodcatch.jobs.worker import Worker
from goodcatch.kernel import clock, ids
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.tasks import tell_readers
from goodcatch.reports.models import Channel
from tests import whole_matter
from tests.attacks.probing import LOOKING, probes, slips
from tests.cast import SETUP, Cast
from tests.matrix.house import NOTHING, things_of
from tests.matrix.walk import EMPTY, addresses, browser_of, filled
from tests.whole_matter import WORD, Matter

pytestmark = pytest.mark.django_db

BEFORE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HIDDEN = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
SEEN = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
LOOKING_EVERYWHERE = ("handler", "facilitator", "administrator", "colleague", "guest")
"""Those left off who look at every page: by what they may do otherwise, each sees the house differently."""
LOOKING_AT_LISTS = ("leader", "auditor", "outsider", "leaver")
"""Those left off who look at what is not about one thing; tests/matrix tries every address as them."""
TRYING = ("handler", "facilitator", "administrator", "colleague")
ROOMS = {"cases", "casefile", "reports", "reviews", "actions", "lessons", "recognition"}
"""Rooms in whose addresses something of the hidden matter can stand."""

BLANKED = (
    (re.compile(rb'name="(csrfmiddlewaretoken|nonce)" value="[^"]*"'), rb'name="\1"'),
    (re.compile(rb'name="notice" value="\w{8}"'), b'name="notice"'),
    (re.compile(rb"/speak-up/watched/[\w-]+/"), b"/speak-up/watched/"),
    (re.compile(rb'<svg [^>]*class="qr".*?</svg>'), b""),  # the same address, drawn
    (re.compile(rb"\('Expires', '[^']*'\)"), b""),
    (re.compile(rb"process_\w+ .*"), b""),
    (re.compile(rb"\d+ seconds apart"), b""),  # the doctor's: the database's clock is not moved
)
"""What differs in any case: tokens of forms and of one's own notices, the present instant, what a process costs."""


class Drawn:
    """Stands for the module `secrets` in goodcatch.kernel.ids: what is drawn depends on the seed alone."""

    def __init__(self) -> None:
        self._source = random.Random()

    def begin(self, seed: str) -> None:
        self._source.seed(seed)

    def choice(self, among: str) -> str:
        return self._source.choice(among)

    def randbits(self, bits: int) -> int:
        return self._source.getrandbits(bits)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Let public ids and random keys be drawn alike in both houses."""
    source = Drawn()
    monkeypatch.setattr(ids, "secrets", source)
    return source


@pytest.fixture
def channel(cast: Cast) -> Channel:
    with clock.moved_to(BEFORE):
        ensure_scales(by=SETUP)
        return whole_matter.open_a_channel(cast)


@pytest.fixture
def told(cast: Cast, channel: Channel, drawn: Drawn) -> Callable[[bool], tuple[Matter, Matter | None]]:
    """Give a way to tell the house with or without the hidden matter, up to the last letter."""

    def tell(hidden: bool) -> tuple[Matter, Matter | None]:
        drawn.begin("before")
        before = whole_matter.tell(cast, channel, narrow=False, begun=BEFORE)
        drawn.begin("hidden")
        matter = whole_matter.tell(cast, channel, narrow=True, begun=HIDDEN) if hidden else None
        drawn.begin("after")
        whole_matter.tell(cast, channel, narrow=False, begun=AFTER)
        send_letters()
        return before, matter

    return tell


def send_letters() -> None:
    """Let the worker number the record, make notices and send what is due."""
    with clock.moved_to(SEEN):
        record.close_days()
        record.number()
        tell_readers()
        worker = Worker()
        del worker._daily["vault.write_anew"]  # writes the database's files anew, which no transaction can hold
        while worker.step():
            pass


def blank(content: bytes) -> bytes:
    for pattern, instead in BLANKED:
        content = pattern.sub(instead, content)
    return content


def difference(what: str, without: bytes, seen: bytes) -> str:
    lines = difflib.unified_diff(without.decode().splitlines(), seen.decode().splitlines(), lineterm="", n=0)
    return "\n".join([what, *lines][:12])


def looked_at(client: Client, path: str) -> bytes:
    answer = client.get(path)
    head = sorted((name, value) for name, value in answer.headers.items() if name != "Set-Cookie")
    return blank(repr((answer.status_code, head)).encode() + b"".join(answer))


def everything_seen(cast: Cast, before: Matter) -> Iterator[tuple[str, bytes]]:
    """Give all pages that can be asked for, as everybody who is left off, and the letters they got."""
    things = things_of(before)
    paths = {path: address for address in addresses() if (path := filled(address, things))}
    outside = [path for path in paths if not path.startswith("/in/")]
    lists = [path for path, address in paths.items() if path.startswith("/in/") and not address.words] + LOOKING
    everywhere = lists + [path for path, address in paths.items() if path.startswith("/in/") and address.words]
    asked = dict.fromkeys(LOOKING_EVERYWHERE, everywhere) | dict.fromkeys(LOOKING_AT_LISTS, lists)
    for who, where in asked.items():
        client = browser_of(cast.everybody[who])
        for path in where:
            yield f"{who} {path}", looked_at(client, path)
        for number, letter in enumerate(letters_to(cast.everybody[who])):
            yield f"{who} letter {number}", letter
    for path in outside:
        yield f"anybody {path}", looked_at(Client(), path)


def letters_to(person: Person) -> list[bytes]:
    letters = [letter for letter in mail.outbox if person.email and person.email in letter.to]
    return [f"{letter.subject}\n{letter.body}".encode() for letter in letters]


def test_two_houses_that_differ_in_it_alone_look_alike_to_whoever_is_left_off(
    cast: Cast, told: Callable[[bool], tuple[Matter, Matter | None]]
) -> None:
    with transaction.atomic():
        before, _ = told(False)
        with clock.moved_to(SEEN):
            without = dict(everything_seen(cast, before))
        transaction.set_rollback(True)
    mail.outbox.clear()
    before, matter = told(True)
    assert matter
    with clock.moved_to(SEEN):
        differing = [
            difference(what, without.get(what, b""), seen)
            for what, seen in everything_seen(cast, before)
            if without.get(what) != seen
        ]
        those_few = looked_at(browser_of(cast.director), "/in/cases/")
    assert not differing, "\n".join(differing)
    assert any("letter" in what for what in without)
    assert f"{WORD}: a round signed".encode() in those_few
    assert those_few.count(matter.case.public_id.encode()) > 0


def test_every_address_of_it_answers_like_one_of_a_matter_that_never_existed(
    cast: Cast, told: Callable[[bool], tuple[Matter, Matter | None]]
) -> None:
    before, matter = told(True)
    assert matter
    tries = list(tries_of(before, matter))
    assert len(tries) > 100
    with clock.moved_to(SEEN):
        for who in TRYING:
            client = browser_of(cast.everybody[who])
            differing = [hidden for hidden, never in tries if answers(client, hidden) != answers(client, never)]
            assert differing == [], who


@dataclass(frozen=True)
class Try:
    """A question, or a form that is sent, with the ids in it that are blanked in the answer."""

    path: str
    ids: tuple[str, ...]
    form: Mapping[str, str] | None = None


def tries_of(before: Matter, matter: Matter) -> Iterator[tuple[Try, Try]]:
    """Give each try that names something of the hidden matter, and the same that names nothing."""
    hidden = things_of(matter)
    ids_of_it = tuple({value for value in hidden.values() if len(value) == len(NOTHING)} - {matter.peer.public_id})
    for address in addresses():
        path = filled(address, hidden)
        if address.room not in ROOMS or not address.words or path is None:
            continue
        never = path
        for public_id in ids_of_it:
            never = never.replace(public_id, NOTHING)
        for form in (None, EMPTY):
            yield Try(path, ids_of_it, form), Try(never, (NOTHING,), form)
    for path, public_id in probes(before, matter):
        yield Try(path.format(public_id), (public_id,)), Try(path.format(NOTHING), (NOTHING,))
    for path, form, field, public_id in slips(before, matter):
        filled_in, nothing = {**form, field: public_id}, {**form, field: NOTHING}
        yield Try(path, (public_id,), filled_in), Try(path, (NOTHING,), nothing)


def answers(client: Client, tried: Try) -> bytes:
    """Give how a try is answered, whichever id was named, and undo what came of it."""
    with transaction.atomic():
        answer = client.get(tried.path) if tried.form is None else client.post(tried.path, tried.form)
        transaction.set_rollback(True)
    head = sorted((name, value) for name, value in answer.headers.items() if name != "Set-Cookie")
    whole = blank(repr((answer.status_code, head)).encode() + b"".join(answer))
    for public_id in tried.ids:
        for shown in (public_id, ids.shown(public_id)):
            whole = whole.replace(shown.encode(), b"=id=")
    return whole
