"""Whatever breaks inside a verb of the vault, no log, traceback, table or file says a word, a key or a passphrase."""

import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from config.logs import places
from goodcatch.kernel import clock
from goodcatch.kernel.refs import Ref
from goodcatch.vault import services
from goodcatch.vault.terms import Office, Purpose, Seat, Side
from tests.cast import Cast
from tests.disk import bytes_in
from tests.keyholders import Allowing, found_custodians, found_readers, holder, recovery, seal

pytestmark = pytest.mark.django_db
SCOPE, THING = Ref("channel", "CHANNE01"), Ref("matter", "MATTER01")
NAME, WORDS, REASON, NOTE = b"canary-name-Sam", b"canary-words-pump", "canary-reason", b"canary-note"
POINTS = [
    "goodcatch.vault.boxes.close",
    "goodcatch.vault.boxes.close_to",
    "goodcatch.vault.boxes.wrap",
    "goodcatch.vault.boxes.unwrap",
    "goodcatch.vault.boxes.open_with_key",
    "goodcatch.vault.boxes.open_with_private",
    "goodcatch.vault.boxes.stretched",
    "goodcatch.vault.boxes.sign",
    "goodcatch.record.services.write",
    "django.db.models.query.QuerySet.bulk_create",
    "django.db.models.base.Model.save",
    "django.db.models.query.QuerySet.first",
]
Deed = Callable[[], object]


class House:
    """Readers and custodians with keys, one thing sealed, and everything secret about them."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.lena, self.omar = holder(cast.handler), holder(cast.peer)
        self.custodians = [holder(p, Purpose.CUSTODIAN) for p in (cast.curator, cast.auditor, cast.leader)]
        found_custodians(cast.administrator, *(held.ring for held in self.custodians))
        found_readers(SCOPE, self.lena.ring, self.omar.ring, recovery=services.public_of(recovery(SCOPE)))
        self.pair = seal(THING, SCOPE, cast.handler, identity=NAME, words=WORDS)
        self.keys = services.keys_of_reader(ring=self.lena.ring, thing=THING)
        self.opening = services.ask_identity(by=self.lena.ring, thing=THING, reason=REASON)

    def secrets(self) -> Iterator[bytes]:
        yield from (NAME, WORDS, REASON.encode(), NOTE, self.pair.private, self.keys.words, self.keys.files)
        yield self.keys.notes or b""
        for held in (self.lena, self.omar, *self.custodians):
            yield from (held.ring.box_private, held.ring.sign_seed, held.token, held.words.encode())

    def deeds(self) -> list[Deed]:
        lena, thing, keys = self.lena.ring, THING, self.keys
        first, second, _third = (held.ring for held in self.custodians)
        seats = [Seat(Office.HANDLER, self.cast.handler), Seat(Office.DEPUTY, self.cast.peer)]
        soon = clock.now() + timedelta(hours=1)
        other = Ref("matter", "MATTER02")
        return [
            lambda: services.unlock(by=self.cast.handler, passphrase=self.lena.words),
            lambda: services.keyring(person=self.cast.handler, token=self.lena.token),
            lambda: services.lock(by=self.cast.peer, token=self.omar.token),
            lambda: services.make_keys(by=self.cast.outsider, purpose=Purpose.READER),
            lambda: services.admit(by=lena, scope=SCOPE, seats=seats),
            lambda: services.propose_custodians(by=first, people=[held.ring.person for held in self.custodians]),
            lambda: seal(other, SCOPE, self.cast.handler, identity=NAME, words=WORDS),
            lambda: services.put(keys=keys, thing=thing, kind="message", number=9, side=Side.NOTES, text=NOTE),
            lambda: services.take(keys=keys, thing=thing, kind="words"),
            lambda: services.take_all(keys=keys, thing=thing, kind="words"),
            lambda: services.put_draft(public=self.pair.public, thing=other, text=WORDS),
            lambda: services.keys_of_reader(ring=lena, thing=thing),
            lambda: services.keys_of_reporter(private=self.pair.private, thing=thing),
            lambda: services.change_reporter_pair(keys=keys, thing=thing, public=self.pair.public),
            lambda: services.change_identity(thing=thing, identity=NAME),
            lambda: services.narrow(thing=thing, people=[self.cast.handler]),
            lambda: services.give(keys=keys, thing=thing, people=[self.cast.peer]),
            lambda: services.open_first(by=first, opening=self.opening),
            lambda: services.open_second(by=second, opening=self.opening, until=soon),
            lambda: services.shown_identity(ring=lena, thing=thing),
            lambda: services.reason_of(ring=lena, opening=self.opening),
            lambda: services.ask_rehearsal(by=lena, scope=SCOPE),
            lambda: services.begin_resealing(by=lena, scope=SCOPE, person=self.cast.peer),
            lambda: services.shred(thing=thing),
        ]


def spelt(secret: bytes) -> set[str]:
    """Every way in which a secret could come to stand in a text."""
    return {secret.hex(), b64encode(secret).decode(), repr(secret)[2:-1], secret.decode(errors="replace")} - {""}


def said_of(error: BaseException) -> str:
    trace = "".join(traceback.format_exception(error))
    return "\n".join([trace, getattr(error, "sentence", ""), *places(error), repr(error), repr(error.args)])


def test_an_error_inside_every_verb_says_nothing(
    cast: Cast, keeper: Allowing, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    house, said, broken = House(cast), list[str](), 0
    for point in POINTS:
        for deed in house.deeds():
            with suppress(Undone), transaction.atomic():
                try:
                    with pytest.MonkeyPatch.context() as patch:
                        patch.setattr(point, _breaks)
                        deed()
                except Exception as error:  # noqa: BLE001  # whatever it is, it is read
                    broken += isinstance(error, RuntimeError)
                    said.append(said_of(error))
                raise Undone
    told = "\n".join([*said, caplog.text, *capfd.readouterr()])
    assert broken > len(POINTS) * 3, "the points are met"
    for secret in house.secrets():
        assert not [way for way in spelt(secret) if way in told]


class Undone(Exception):
    """Undoes what a deed did."""


def _breaks(*_args: object, **_kwargs: object) -> object:
    raise RuntimeError("broken on purpose")


def test_no_table_and_no_file_holds_a_secret(cast: Cast, keeper: Allowing) -> None:
    house = House(cast)
    for deed in house.deeds()[:-1]:
        deed()
    columns = [
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for model in apps.get_models()
        for row in model._base_manager.values_list()
        for value in row
    ]
    files = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file() and path.suffix != ".sqlite3"]
    assert files
    lying_about = b"\n".join([*columns, bytes_in(files)])
    for secret in house.secrets():
        assert not [way for way in {secret, *(w.encode() for w in spelt(secret))} if way in lying_about]


def test_what_holds_secrets_does_not_show_them(cast: Cast, keeper: Allowing) -> None:
    house = House(cast)
    made = services.make_keys(by=cast.outsider, purpose=Purpose.READER)
    holders: list[object] = [house.lena.ring, house.keys, house.pair, made, recovery(SCOPE)]
    holders.append(services.unlock(by=cast.outsider, passphrase=" ".join(made.passphrase)))
    shown = "\n".join(f"{each!r} {each!s}" for each in holders)
    for secret in [*house.secrets(), " ".join(made.passphrase).encode(), recovery(SCOPE).box_private]:
        assert not [way for way in spelt(secret) if way in shown]
