"""Keeping: sealed for one owner under one key; changed, cut, turned round or misplaced, it does not open."""

from __future__ import annotations

import hashlib
import secrets

import pytest
from django.db import connection

from goodcatch.files import queries, seal, services
from goodcatch.files.models import FileChunk, StoredFile
from goodcatch.files.terms import About, Damaged
from goodcatch.files.tests.made import CANARY, photo
from goodcatch.kernel.errors import RuleBroken
from goodcatch.kernel.refs import Ref

pytestmark = pytest.mark.django_db

OWNER, KEY, OTHER_KEY = Ref("report", "AAAABBBB"), bytes(range(32)), bytes(32)


def kept(body: bytes, name: str = "notes.txt", *, original_key: bytes | None = OTHER_KEY, owner: Ref = OWNER) -> About:
    examined = services.examine(received=services.receive(name=name, pieces=[body]))
    return services.keep(examined=examined, owner=owner, key=KEY, original_key=original_key)


def read(about: About, *, key: bytes = KEY, owner: Ref = OWNER) -> bytes:
    return b"".join(queries.content(stored=about.shown.stored, owner=owner, key=key))


LONG = f"{CANARY} and so on\n".encode() * 20_000  # six blocks


def test_a_text_comes_back_as_it_was() -> None:
    about = kept(LONG)
    assert read(about) == LONG
    assert about.original is None
    assert about.shown.size == len(LONG)
    assert about.shown.sha256 == hashlib.sha256(LONG).hexdigest()


def test_a_photo_is_kept_twice_and_only_the_original_holds_what_was_hidden() -> None:
    body = photo()
    about = kept(body, "Me at home.jpg")
    assert about.original is not None
    original = b"".join(queries.content(stored=about.original.stored, owner=OWNER, key=OTHER_KEY))
    assert original == body
    assert CANARY.encode() in original
    assert CANARY.encode() not in read(about)
    with pytest.raises(Damaged):
        queries.content(stored=about.original.stored, owner=OWNER, key=KEY)


def test_an_original_that_nobody_asked_for_is_not_kept() -> None:
    about = kept(photo(), "a.jpg", original_key=None)
    assert about.original is None
    assert StoredFile.objects.count() == 1


def test_nothing_readable_lies_in_the_tables() -> None:
    kept(LONG, f"{CANARY}.txt")
    kept(photo(), f"{CANARY}.jpg")
    with connection.cursor() as cursor:
        for table in ("files_storedfile", "files_filechunk"):
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                joined = b"".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
                assert CANARY.encode() not in joined
                assert b"and so on" not in joined


def test_what_is_known_survives_its_envelope() -> None:
    about = kept(photo(), "Me at home.jpg")
    assert About.from_bytes(about.to_bytes()) == about
    assert all(sentence.strip() for sentence in about.sentences())
    assert about.drawn


@pytest.mark.parametrize("length", [0, 1, 16_383, 16_384, 16_385, 65_535, 65_536, 65_537, 131_072, 1_000_000])
def test_every_length_fits_its_size_class(length: int) -> None:
    body = b"x" * length
    received = services.receive(name="x", pieces=[body[:100], body[100:]])
    assert b"".join(received.spool.read()) == body
    assert received.spool.padded_length == seal.padded(length) >= length
    assert received.spool.padded_length <= max(length * 1.12, seal.SMALLEST)


def test_lengths_near_each_other_look_alike() -> None:
    assert len({seal.padded(n) for n in range(1_000_000, 1_010_000)}) <= 2


def chunk(about: About, number: int) -> FileChunk:
    return FileChunk.objects.get(file__name=about.shown.stored, number=number)


def refused(about: About) -> None:
    with pytest.raises(Damaged):
        read(about)


def test_a_changed_block_is_refused() -> None:
    about = kept(LONG)
    row = chunk(about, 3)
    sealed = bytearray(bytes(row.sealed))
    sealed[100] ^= 1
    FileChunk.objects.filter(pk=row.pk).update(sealed=bytes(sealed))
    refused(about)


def test_blocks_that_changed_places_are_refused() -> None:
    about = kept(LONG)
    one, two = bytes(chunk(about, 1).sealed), bytes(chunk(about, 2).sealed)
    FileChunk.objects.filter(pk=chunk(about, 1).pk).update(sealed=two)
    FileChunk.objects.filter(pk=chunk(about, 2).pk).update(sealed=one)
    refused(about)


def test_a_file_cut_short_is_refused() -> None:
    about = kept(LONG)
    last = StoredFile.objects.get(name=about.shown.stored).chunks - 1
    chunk(about, last).delete()
    refused(about)
    StoredFile.objects.filter(name=about.shown.stored).update(chunks=last)
    refused(about)


def test_a_block_of_another_file_is_refused() -> None:
    about, other = kept(LONG), kept(LONG[::-1])
    FileChunk.objects.filter(pk=chunk(about, 0).pk).update(sealed=bytes(chunk(other, 0).sealed))
    refused(about)


def test_a_file_that_was_given_to_another_owner_is_refused() -> None:
    about, thief = kept(LONG), Ref("report", "CCCCDDDD")
    StoredFile.objects.filter(name=about.shown.stored).update(owner=str(thief))
    refused(about)
    with pytest.raises(Damaged):
        read(about, owner=thief)


def test_two_files_whose_rows_were_swapped_are_refused() -> None:
    about, other = kept(LONG), kept(LONG[::-1])
    FileChunk.objects.filter(file__name=about.shown.stored).delete()
    FileChunk.objects.filter(file__name=other.shown.stored).update(file=StoredFile.objects.get(name=about.shown.stored))
    refused(about)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Damaged):
        read(kept(b"words"), key=secrets.token_bytes(32))


def test_a_draft_hands_its_files_on() -> None:
    draft, new_key = Ref("draft", "EEEEFFFF"), secrets.token_bytes(32)
    about = kept(LONG, owner=draft)
    services.hand_on(stored=about.shown.stored, owner=draft, key=KEY, to=OWNER, under=new_key)
    assert read(about, key=new_key) == LONG
    with pytest.raises(Damaged):
        read(about, key=KEY)
    with pytest.raises(Damaged):
        read(about, key=new_key, owner=draft)


def test_nobody_hands_on_what_is_not_theirs() -> None:
    about = kept(b"words")
    for owner, key in ((Ref("draft", "EEEEFFFF"), KEY), (OWNER, OTHER_KEY)):
        with pytest.raises(Damaged):
            services.hand_on(stored=about.shown.stored, owner=owner, key=key, to=OWNER, under=KEY)
    assert read(about) == b"words"


def test_purging_leaves_nothing_of_one_owner_and_everything_of_others() -> None:
    kept(photo(), "a.jpg")
    kept(LONG)
    other = kept(b"stays", owner=Ref("report", "CCCCDDDD"))
    assert services.purge(owner=OWNER) == 3
    assert services.purge(owner=OWNER) == 0
    assert StoredFile.objects.count() == FileChunk.objects.count() == 1
    assert read(other, owner=Ref("report", "CCCCDDDD")) == b"stays"


def test_no_more_files_than_fit(settings: pytest.FixtureRequest) -> None:
    settings.FILES_PER_THING = 2  # type: ignore[attr-defined]
    kept(b"one")
    kept(photo(), "two.jpg")
    with pytest.raises(RuleBroken, match="2 files here already"):
        kept(b"three")
    assert len(queries.held_by(owner=OWNER)) == 3


def test_outside_of_the_seal_stands_a_day_and_no_time() -> None:
    kept(LONG)
    (row,) = queries.held_by(owner=OWNER)
    assert type(row.day).__name__ == "date"
    assert CANARY not in row.name
    assert row.padded_length == seal.padded(len(LONG)) != len(LONG)
