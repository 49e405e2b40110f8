"""Two houses told alike but for one thing: what whoever is left off sees of the one is compared with the other."""

import difflib
import random
import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client

from goodcatch.jobs.worker import Worker
from goodcatch.kernel import clock, ids
from goodcatch.people.models import Person
from goodcatch.record import services as record
from goodcatch.record.tasks import tell_readers

SEEN = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
"""When both houses are looked at."""

BLANKED = (
    (re.compile(rb'name="(csrfmiddlewaretoken|nonce|printed)" value="[^"]*"'), rb'name="\1"'),
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


def send_letters() -> None:
    """Let the worker number the record, make notices and send what is due."""
    with clock.moved_to(SEEN):
        record.close_days()
        worker = Worker()
        del worker._daily["vault.write_anew"]  # writes the database's files anew, which no transaction can hold
        for _each in ("what was told", "what the day's work told of it"):
            record.number()
            tell_readers()
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


def letters_to(person: Person) -> list[bytes]:
    letters = [letter for letter in mail.outbox if person.email and person.email in letter.to]
    return [f"{letter.subject}\n{letter.body}".encode() for letter in letters]
