"""Uploads: sealed before any disk, forgotten afterwards, read past where nobody asked for them, never in the clear."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from goodcatch.files import services, uploads
from goodcatch.files.tests.made import CANARY, photo

WORDS = f"{CANARY} and more words, line by line\n".encode()


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_these_pages() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="goodcatch.files.tests.pages"):
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own temporary folder, which whoever asks for one is given."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def sent(path: str, *files: tuple[str, bytes], client: Client | None = None, words: str = "kept words") -> Any:
    data = {"words": words, "attached": [SimpleUploadedFile(name, body) for name, body in files]}
    return (client or Client()).post(path, data)


def open_files(folder: Path) -> list[Path]:
    """The files of the folder that this process holds open, also those without a name."""
    found = []
    for number in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            if str(folder) in str(number.readlink()):
                found.append(number)
    return found


def in_the_clear(folder: Path) -> list[Path]:
    """Where the canary can be read: files of the folder, and files without a name that are open."""
    named = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in [*named, *open_files(folder)] if CANARY.encode() in path.read_bytes()]


def test_a_form_brings_words_and_files() -> None:
    answer = sent("/bring/", ("notes.txt", WORDS), ("me.jpg", photo()))
    assert answer.status_code == 200
    assert answer.json()["words"] == "kept words"
    assert [each["kind"] for each in answer.json()["files"]] == ["text", "picture"]


def test_a_form_without_files_is_fine() -> None:
    assert Client().post("/bring/", {"words": "only"}).json() == {"words": "only", "files": []}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at the open files of Linux")
def test_nothing_lies_in_the_clear_while_a_file_arrives(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[tuple[int, list[Path]]] = []
    take = uploads.SealedUploads.receive_data_chunk

    def take_and_look(self: uploads.SealedUploads, raw_data: bytes, start: int) -> bytes | None:
        taken = take(self, raw_data, start)
        looked.append((len(open_files(folder)), in_the_clear(folder)))
        return taken

    monkeypatch.setattr(uploads.SealedUploads, "receive_data_chunk", take_and_look)
    assert sent("/bring/", ("notes.txt", WORDS * 20_000)).status_code == 200
    assert len(looked) > 5
    assert max(spools for spools, _ in looked) >= 1, "the test must see the spool"
    assert not any(clear for _, clear in looked)
    assert list(folder.iterdir()) == []
    assert len(open_files(folder)) == 0


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at the open files of Linux")
def test_nothing_stays_when_something_breaks_after_the_files_came(folder: Path) -> None:
    assert sent("/stumble/", ("notes.txt", WORDS * 5_000), ("me.jpg", photo())).status_code == 500
    assert list(folder.iterdir()) == []
    assert in_the_clear(folder) == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at the open files of Linux")
@pytest.mark.parametrize("trouble", ["write", "finish"])
def test_nothing_stays_when_something_breaks_while_they_come(
    folder: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    write, calls = services.Receiving.write, []

    def breaks(self: services.Receiving, *args: bytes) -> None:
        calls.append(args)
        if trouble == "write" and len(calls) < 3:
            return write(self, *args)
        raise RuntimeError("in the middle")

    monkeypatch.setattr(services.Receiving, trouble, breaks)
    assert sent("/bring/", ("notes.txt", WORDS * 20_000)).status_code == 500
    assert calls
    assert list(folder.iterdir()) == []
    assert in_the_clear(folder) == []


def test_a_page_that_asked_for_no_file_gets_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(self: services.Receiving, piece: bytes) -> None:
        raise AssertionError("nobody asked for a file here")

    monkeypatch.setattr(services.Receiving, "write", never)
    assert sent("/plain/", ("notes.txt", WORDS)).json() == {"words": "kept words", "files": 0}


def test_what_is_too_large_is_said_and_the_words_stay(settings: Any) -> None:
    settings.FILE_MB, settings.VIDEO_MB = 1, 1
    answer = sent("/bring/", ("film.mp4", b"\0\0\0\x18ftypisom" + bytes(1_100_000)), ("notes.txt", WORDS))
    assert answer.status_code == 422
    assert answer.json()["words"] == "kept words"
    assert "larger than 1 MB" in answer.json()["wrong"]["attached"][0]


def test_a_large_file_is_read_past_without_being_kept(settings: Any) -> None:
    settings.FILE_MB = settings.VIDEO_MB = 1
    receiving = services.Receiving(name="film.mp4")
    for _ in range(40):
        receiving.write(bytes(64 * 1024))
    assert receiving.spool.length <= 2**20
    assert not receiving.spool.close.alive, "its spool is closed at once"
    assert receiving.finish().too_large


def test_what_is_far_too_large_is_read_past_so_that_the_words_are_there(settings: Any, folder: Path) -> None:
    settings.FILE_MB = settings.VIDEO_MB = 1
    answer = sent("/bring/", ("film.mp4", bytes(4_000_000)))
    assert answer.status_code == 422, "never taken for a form without files"
    assert answer.json()["words"] == "kept words"
    assert "larger than 1 MB" in answer.json()["wrong"]["attached"][0]
    assert len(open_files(folder)) == 0


def test_what_fits_in_no_form_is_refused_before_it_is_read(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FILE_MB = settings.VIDEO_MB = settings.FILES_AT_ONCE = 1

    def never(self: uploads.SealedUploads, raw_data: bytes, start: int) -> None:
        raise AssertionError("not a byte of it is read")

    monkeypatch.setattr(uploads.SealedUploads, "receive_data_chunk", never)
    answer = sent("/bring/", ("film.mp4", bytes(9_500_000)))
    assert answer.status_code == 413
    assert "go back, it stands on the page that you came from" in answer.content.decode()


def test_too_many_files_are_said(settings: Any) -> None:
    settings.FILES_AT_ONCE = 2
    answer = sent("/bring/", *((f"{n}.txt", WORDS) for n in range(4)))
    assert answer.status_code == 422
    assert "At most 2 files" in answer.json()["wrong"]["attached"][0]


def test_an_empty_file_is_said() -> None:
    answer = sent("/bring/", ("nothing.txt", b""))
    assert "is empty" in answer.json()["wrong"]["attached"][0]


def test_a_page_can_refuse_what_nobody_can_look_into() -> None:
    assert sent("/bring/", ("a.bin", bytes(range(256)))).status_code == 200
    refused = sent("/bring-known/", ("a.bin", bytes(range(256))))
    assert "cannot look inside" in refused.json()["wrong"]["attached"][0]


def test_a_needed_file_is_asked_for() -> None:
    answer = Client().post("/bring-known/", {"words": "only"})
    assert answer.json()["wrong"]["attached"] == ["Choose at least one file."]


def test_a_name_is_never_a_path() -> None:
    answer = sent("/bring/", ("..\\..\\evil.txt", WORDS))
    assert "/" not in answer.json()["files"][0]["name"]
