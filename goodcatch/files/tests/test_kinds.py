"""What a file is, is told by its content; names are plain and end as they should."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcatch.files.cleaning import kinds, names
from goodcatch.files.cleaning.words import ENDINGS, HEAD, Code, Kind, Refusal
from goodcatch.files.tests.made import archive, pdf, picture
from goodcatch.files.tests.reading import cleaned

pytestmark = pytest.mark.only_on("sqlite")

HEADS = [
    (b"\xff\xd8\xff\xe0", Kind.PICTURE, "image/jpeg"),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind.PICTURE, "image/heic"),
    (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Kind.PICTURE, "image/avif"),
    (b"\0\0\0\x18ftypisom\0\0\2\0isomavc1", Kind.VIDEO, "video/mp4"),
    (b"\0\0\0\x14ftypqt  \0\0\2\0qt  ", Kind.VIDEO, "video/quicktime"),
    (b"\0\0\0\x18ftyp3gp4\0\0\0\0isom3gp4", Kind.VIDEO, "video/3gpp"),
    (b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", Kind.SOUND, "audio/mp4"),
    (b"\x1aE\xdf\xa3\x01\0\0\0", Kind.VIDEO, "video/webm"),
    (b"RIFF\0\0\0\0WAVEfmt ", Kind.SOUND, "audio/wav"),
    (b"RIFF\0\0\0\0AVI LIST", Kind.VIDEO, "video/x-msvideo"),
    (b"OggS\0\2", Kind.SOUND, "audio/ogg"),
    (b"ID3\3\0\0\0\0", Kind.SOUND, "audio/mpeg"),
    (b"#!AMR\n\x3c", Kind.SOUND, "audio/amr"),
    (b"fLaC\0\0\0\x22", Kind.SOUND, "audio/flac"),
    (b"\x00\x00\x01\xba\x44", Kind.VIDEO, "video/mpeg"),
    (b"%PDF-1.7\n%\xe2\xe3", Kind.PDF, "application/pdf"),
    (b"\xef\xbb\xbf\n%PDF-1.4\n\xe2", Kind.PDF, "application/pdf"),
    (b"PK\3\4", Kind.OTHER, "application/zip"),
    (b"MZ\x90\0\3\0", Kind.OTHER, "application/octet-stream"),
    (b"\x7fELF\2\1", Kind.OTHER, "application/octet-stream"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OTHER, "application/octet-stream"),
    (b"BM gather at nine", Kind.TEXT, "text/plain"),
    (b"<html><script>", Kind.TEXT, "text/plain"),
    ("grün".encode(), Kind.TEXT, "text/plain"),
    ("grün".encode("utf-16"), Kind.TEXT, "text/plain"),
    (b"nul\0inside", Kind.OTHER, "application/octet-stream"),
]


@pytest.mark.parametrize(("head", "kind", "media_type"), HEADS)
def test_a_head_tells_the_kind(head: bytes, kind: Kind, media_type: str) -> None:
    assert kinds.find(head) == kinds.Found(kind, media_type)


def test_a_character_cut_at_the_end_of_the_head_is_still_text() -> None:
    body = b"x" + "ü".encode() * 40_000
    assert kinds.find(body[:HEAD]).kind == Kind.TEXT
    assert kinds.find(body[: HEAD - 2]).kind == Kind.OTHER, "a whole file that ends so is no text"


@given(st.binary(max_size=300))
def test_any_bytes_are_something(head: bytes) -> None:
    found = kinds.find(head)
    assert found.media_type in ENDINGS


@pytest.mark.parametrize(
    ("name", "body", "ending"),
    [
        ("photo.pdf", picture("PNG"), "png"),
        ("letter.jpg", pdf(), "pdf"),
        ("page.html", b"<html><script>alert(1)</script>", "txt"),
        ("run.exe", b"plain words", "txt"),
        ("film.docx", b"\0\0\0\x18ftypisom\0\0\2\0isomavc1" + bytes(500), "mp4"),
    ],
)
def test_a_wrong_ending_is_said_and_the_right_one_is_used(name: str, body: bytes, ending: str) -> None:
    result = cleaned(body, name)
    assert result.answer.ending == ending
    assert Code.ENDING_CHANGED in result.codes


@pytest.mark.parametrize("name", ["a.csv", "a.md", "a.txt", "noending"])
def test_a_right_ending_stays_and_nothing_is_said(name: str) -> None:
    result = cleaned(b"a,b\n1,2\n", name)
    assert result.codes == [Code.TEXT_KEPT]
    assert names.with_ending(name, result.answer.ending) == (name if "." in name else f"{name}.txt")


def test_invisible_marks_in_a_text_are_counted() -> None:
    assert cleaned("\ufeffone\u200btwo\u2060three".encode(), "a.txt").count(Code.INVISIBLE_MARKS) == 2


def test_a_voice_comes_with_its_warning() -> None:
    result = cleaned(b"ID3\3\0\0\0\0" + bytes(5000), "memo.mp3")
    assert result.codes == [Code.VOICE_IS_A_NAME, Code.HIDDEN_MAY_STAY]
    assert result.body == b""
    assert not result.answer.looked_inside


def test_an_archive_is_kept_unseen_and_said() -> None:
    assert cleaned(archive({"a.txt": "b"}), "a.zip").codes == [Code.ARCHIVE, Code.UNSEEN]


def test_an_empty_file_is_refused() -> None:
    assert cleaned(b"", "a.txt").answer.refusal == Refusal.EMPTY


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("..\\..\\boot.ini", "boot.txt"),
        ("a\x00b\r\nc.txt", "abc.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.txt"),
        ("\u2066report\u2069.txt", "report.txt"),
        ("   .txt", "txt.txt"),
        ("...", "file.txt"),
        ("", "file.txt"),
        ("CON.txt", "_CON.txt"),
        ("com1.tar.gz", "_com1.tar.txt"),
        ('a"b<c>d|e?.txt', "abcde.txt"),
        ("%2e%2e%2fx.txt", "2e2e2fx.txt"),
        ("Protokoll für Müller.txt", "Protokoll für Müller.txt"),
        ("a" * 300 + ".txt", "a" * 100 + ".txt"),
    ],
)
def test_a_name_is_plain(given: str, safe: str) -> None:
    assert names.with_ending(given, "txt") == safe


@given(st.text(max_size=200), st.sampled_from(["", "txt", "jpg"]))
def test_any_name_is_plain(name: str, ending: str) -> None:
    safe = names.with_ending(name, ending)
    assert safe
    assert not safe.startswith(".")
    assert len(safe) <= names.LONGEST + 12
    assert not set(safe) & set('<>:"/\\|?*%\0\n\r')
    assert all(unicodedata.category(character) not in {"Cc", "Cf", "Cs"} for character in safe)
    assert names.with_ending(safe, ending) == safe
