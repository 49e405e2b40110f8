"""Somebody left off a matter gets what they would get if it did not exist: every page, list, count, notice and letter.

Two houses are told alike but for one matter, which hides between two that everybody reads. What whoever is left off
sees of the one is compared, byte for byte, with what they see of the other.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from goodcatch.cases.services import ensure_scales
from goodcatch.kernel import clock, ids
from goodcatch.reports.models import Channel
from tests import whole_matter
from tests.attacks.probing import LOOKING, probes, slips
from tests.attacks.two_houses import SEEN, Drawn, blank, difference, letters_to, looked_at, send_letters
from tests.cast import SETUP, Cast
from tests.matrix.house import NOTHING, things_of
from tests.matrix.walk import EMPTY, addresses, browser_of, filled
from tests.whole_matter import WORD, Matter

pytestmark = pytest.mark.django_db

BEFORE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HIDDEN = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
LOOKING_EVERYWHERE = ("handler", "facilitator", "administrator", "colleague", "guest")
"""Those left off who look at every page: by what they may do otherwise, each sees the house differently."""
LOOKING_AT_LISTS = ("leader", "auditor", "outsider", "leaver")
"""Those left off who look at what is not about one thing; tests/matrix tries every address as them."""
TRYING = ("handler", "facilitator", "administrator", "colleague")
ROOMS = {"cases", "casefile", "reports", "reviews", "actions", "lessons", "recognition"}
"""Rooms in whose addresses something of the hidden matter can stand."""


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
