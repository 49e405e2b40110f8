"""Files made to harm: two things at once, bombs, lies about size, paths, entities, damage; and hidden data read back.

What comes of each is said, in bounded time and memory; what is left is read by other tools than those that cleaned.
"""

from __future__ import annotations

import random
import re
import resource
import subprocess
import time
import zipfile
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import ImageCms
from pillow_heif import register_heif_opener

from goodcatch.files.cleaning.words import Bounds, Code, Kind, Refusal
from goodcatch.files.tests import made
from goodcatch.files.tests.made import CANARY, VISIBLE
from goodcatch.files.tests.reading import Result, cleaned, exiftool, hidden_by_exiftool
from tests.attacks.bombs import BOMBS, packed_zeros

register_heif_opener()
pytestmark = pytest.mark.only_on("sqlite")  # a library that knows no database: once is enough

ARCHIVE = made.archive({"payload.txt": CANARY})
SCRIPT = f"*/=1;alert('{CANARY}')//".encode()


def said(result: Result) -> bool:
    """Whether the file was cleaned, refused with a reason, or kept with a warning: never anything else."""
    if result.answer.refusal is not None:
        return result.body == b""
    if result.answer.output is not None:
        return bool(result.body)
    return result.answer.looked_inside or bool({Code.UNSEEN, Code.HIDDEN_MAY_STAY} & set(result.codes))


POLYGLOTS = {
    "PDF and archive": made.pdf() + ARCHIVE,
    "JPEG and archive": made.picture("JPEG") + ARCHIVE,
    "PNG and archive": made.picture("PNG") + ARCHIVE,
    "GIF and script": made.picture("GIF").replace(b"GIF89a", b"GIF89a", 1) + SCRIPT,
    "JPEG with a script as its comment": made.picture("JPEG", comment=SCRIPT),
    "PNG and page": made.picture("PNG") + b"<html><script>alert(1)</script>" + CANARY.encode(),
    "WebP and PDF": made.picture("WEBP") + made.pdf(),
    "TIFF and archive": made.picture("TIFF") + ARCHIVE,
    "BMP and program": made.picture("BMP") + b"MZ" + CANARY.encode(),
    "document and archive in front": made.word() + ARCHIVE,
}


@pytest.mark.parametrize("name", [name for name in POLYGLOTS if "in front" not in name])
def test_what_is_two_things_becomes_one(name: str) -> None:
    result = cleaned(POLYGLOTS[name], "a.bin")
    assert result.answer.looked_inside
    assert CANARY.encode() not in result.body
    assert b"alert(" not in result.body
    assert not zipfile.is_zipfile(BytesIO(result.body))
    assert b"MZ" + CANARY.encode() not in result.body


def test_a_document_with_another_archive_behind_it_is_what_its_end_says() -> None:
    result = cleaned(POLYGLOTS["document and archive in front"], "a.docx")
    assert result.codes == [Code.ARCHIVE, Code.UNSEEN]  # every reader goes by the last list of parts


def test_a_program_in_front_of_an_archive_is_no_document() -> None:
    result = cleaned(b"MZ\x90\0" + made.word(), "a.docx")
    assert result.answer.kind == Kind.OTHER
    assert Code.UNSEEN in result.codes


def test_zeros_are_packed_as_anybody_packs_them() -> None:
    assert zlib.decompress(packed_zeros(3 * 2**20 + 70_001)) == bytes(3 * 2**20 + 70_001)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little_and_is_answered(name: str) -> None:
    make, refusal = BOMBS[name]
    body, begun = make(), time.monotonic()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = cleaned(body, "a.bin", Bounds(wall=45.0))
    assert time.monotonic() - begun < 50
    assert said(result)
    if refusal is not None:
        assert result.answer.refusal == refusal
    assert CANARY.encode() not in result.body
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 150 * 1024, "the parent unpacks nothing"


ENTITIES = {
    "laughs": b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;"><!ENTITY d "&c;&c;&c;">]><a>&d;</a>',
    "file": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "network": b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:1/x">%b;]><a/>',
    "outside": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>',
}


@pytest.mark.parametrize("name", ENTITIES)
@pytest.mark.parametrize("part", ["word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"])
def test_a_document_that_declares_entities_is_refused(name: str, part: str) -> None:
    result = cleaned(made.archive({**made.word_parts(), part: ENTITIES[name]}), "a.docx")
    assert result.answer.refusal == Refusal.STRANGE_INSIDE
    assert result.body == b""


def test_deep_markup_is_answered() -> None:
    deep = b"<a>" * 200_000 + b"</a>" * 200_000
    result = cleaned(made.archive({**made.word_parts(), "word/document.xml": deep}), "a.docx")
    assert said(result)
    assert not result.answer.looked_inside


STRANGE = ["../evil.xml", "/etc/evil.xml", "word/../../evil.xml", "word\\evil.xml", "C:evil.xml", "a\nb.xml", "./a.xml"]


@pytest.mark.parametrize("name", STRANGE)
def test_a_part_that_leads_out_of_its_document_is_refused(name: str) -> None:
    result = cleaned(made.archive({**made.word_parts(), name: "<a/>"}), "a.docx")
    assert result.answer.refusal == Refusal.STRANGE_INSIDE


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    out = BytesIO(made.word())
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("word/document.xml", f"<a>{CANARY}</a>")
    assert cleaned(out.getvalue(), "a.docx").answer.refusal == Refusal.STRANGE_INSIDE


def test_a_relation_that_leads_out_reaches_nothing() -> None:
    links = made.relations(("image", "../../../../etc/passwd"), ("settings", "/../word/settings.xml"))
    result = cleaned(made.archive({**made.word_parts(), "word/_rels/document.xml.rels": links}), "a.docx")
    assert set(made.parts_of(result.body)) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/settings.xml",
        "word/_rels/settings.xml.rels",
    }


def test_relations_that_run_in_a_circle_come_to_an_end() -> None:
    links = made.relations(("settings", "settings.xml"), ("self", "document.xml"))
    back = made.relations(("document", "document.xml"))
    parts = {**made.word_parts(), "word/_rels/document.xml.rels": links, "word/_rels/settings.xml.rels": back}
    assert cleaned(made.archive(parts), "a.docx").answer.looked_inside


WHOLE = {
    "jpg": made.photo(),
    "png": made.picture("PNG", pnginfo=made.png_notes()),
    "gif": made.picture("GIF"),
    "webp": made.picture("WEBP"),
    "tif": made.picture("TIFF"),
    "bmp": made.picture("BMP"),
    "avif": made.picture("AVIF"),
    "pdf": made.pdf(),
    "docx": made.word(),
    "xlsx": made.sheet(),
    "odt": made.open_document(),
    "mp4": b"\0\0\0\x18ftypisom\0\0\2\0isomavc1" + bytes(900),
}


def damaged(body: bytes, luck: random.Random) -> bytes:
    """Cut, turn over, double or swap some of it."""
    broken = bytearray(body)
    for _ in range(luck.randint(1, 12)):
        at = luck.randrange(len(broken))
        match luck.randrange(4):
            case 0:
                broken[at] ^= 1 << luck.randrange(8)
            case 1:
                del broken[at : at + luck.randint(1, 200)]
            case 2:
                broken[at:at] = luck.randbytes(luck.randint(1, 40))
            case _:
                broken[at : at + 4] = b"\xff\xff\xff\x7f"
        if len(broken) < 16:
            return bytes(broken) + b"the end"
    return bytes(broken)


@pytest.mark.parametrize("ending", WHOLE)
def test_a_damaged_file_is_answered_whatever_is_wrong_with_it(ending: str) -> None:
    luck = random.Random(f"goodcatch {ending}")  # the same damage in every run
    for number in range(6):
        body = damaged(WHOLE[ending], luck)
        result = cleaned(body, f"a.{ending}", Bounds(wall=20.0, processor=15))
        assert said(result), number
        if ending != "pdf":  # there, damage turns hidden words into words that nobody knows
            assert CANARY.encode() not in result.body or Code.MEDIA_STAY in result.codes, number


@pytest.mark.parametrize("ending", WHOLE)
def test_a_file_cut_off_anywhere_is_answered(ending: str) -> None:
    body = WHOLE[ending]
    for part in (1, 7, 30, len(body) // 3, len(body) * 9 // 10, len(body) - 1):
        result = cleaned(body[:part], f"a.{ending}")
        assert said(result)
        assert CANARY.encode() not in result.body


# Every field that exiftool knows how to write, read back by exiftool after another tool has cleaned.

ALL = ("EXIF", "IPTC", "XMP", "Photoshop", "PNG", "GPS", "JFIF")
COMMON = ("EXIF", "IPTC", "XMP-dc", "XMP-xmp", "XMP-xmpMM", "XMP-photoshop", "XMP-exif", "Photoshop", "PNG", "GPS")
FULL = {
    "jpg": ("JPEG", ALL, 1000),
    "png": ("PNG", COMMON, 300),
    "webp": ("WEBP", COMMON, 200),
    "gif": ("GIF", COMMON, 100),
    "tif": ("TIFF", COMMON, 20),
    "heic": ("HEIF", COMMON, 200),
    "avif": ("AVIF", COMMON, 200),
}
"""Ending → format, groups of fields, and how many of them can be read back before anything is taken out."""


@cache
def writable() -> dict[str, list[str]]:
    """The fields of each group that exiftool can write. Asked once, for to begin takes it long."""
    groups = dict.fromkeys((*ALL, *COMMON))
    asked = [word for group in groups for word in ("-execute", "-listw", f"-{group}:All")]
    listed = subprocess.run(["exiftool", *asked[1:]], capture_output=True, text=True, check=True).stdout
    parts = re.split(r"^Writable .*:$", listed, flags=re.MULTILINE)[1:]
    return {group: part.split() for group, part in zip(groups, parts, strict=True)}


def writing(groups: tuple[str, ...]) -> list[str]:
    """The words with which exiftool writes the canary into every field of these groups that it can write."""
    words = [f"-Comment={CANARY}", "-GPSLatitude=52.5", "-GPSLongitude=13.4"]
    return words + [f"-{group}:{field}={CANARY}" for group in groups for field in writable()[group]]


@pytest.mark.needs_readers
@pytest.mark.parametrize("ending", FULL)
def test_no_field_that_can_be_written_is_left_in_a_picture(ending: str, tmp_path: Path) -> None:
    kind, groups, at_least = FULL[ending]
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = tmp_path / f"a.{ending}"
    path.write_bytes(made.picture(kind) if kind == "GIF" else made.picture(kind, icc_profile=profile))
    thumbnail = tmp_path / "thumbnail.jpg"
    thumbnail.write_bytes(made.picture("JPEG", comment=CANARY.encode()))
    fields = tmp_path / "fields"
    fields.write_text("\n".join(writing(groups)) + "\n")
    command = ["exiftool", "-q", "-q", "-m", "-overwrite_original", "-@", str(fields), str(path)]
    subprocess.run(command, check=False, capture_output=True)
    if ending == "jpg":
        command = ["exiftool", "-q", "-q", "-m", "-overwrite_original", f"-ThumbnailImage<={thumbnail}", str(path)]
        subprocess.run(command, check=True, capture_output=True)
    assert len(hidden_by_exiftool(path.read_bytes(), tmp_path, ending)) >= at_least
    result = cleaned(path.read_bytes(), path.name)
    assert Code.DRAWN_ANEW in result.codes
    seen = exiftool(result.body, tmp_path, result.answer.ending)
    assert [line for line in seen if CANARY in line] == []
    assert CANARY.encode() not in result.body
    assert {line.partition("]")[0] for line in seen} <= {
        "[ExifTool",
        "[System",
        "[File",
        "[JFIF",
        "[PNG",
        "[PNG-pHYs",
        "[RIFF",
        "[GIF",
        "[Composite",
    }


@pytest.mark.needs_readers
def test_no_field_that_can_be_written_is_left_in_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made.pdf())
    fields = ["Author", "Title", "Subject", "Keywords", "Creator", "Producer"]
    lines = [f"-PDF:{field}={CANARY}" for field in fields] + [f"-XMP-dc:{f}={CANARY}" for f in ("creator", "source")]
    subprocess.run(["exiftool", "-q", "-q", "-m", "-overwrite_original", *lines, str(path)], check=True)
    assert len(hidden_by_exiftool(path.read_bytes(), tmp_path, "pdf")) >= 8
    assert "2 embedded files" in told("pdfdetach", "-list", str(path)) or CANARY in told(
        "pdfdetach", "-list", str(path)
    )
    clean = tmp_path / "clean.pdf"
    clean.write_bytes(cleaned(path.read_bytes(), "a.pdf").body)
    assert hidden_by_exiftool(clean.read_bytes(), tmp_path, "pdf") == []
    facts = told("pdfinfo", str(clean))
    assert CANARY not in facts
    assert not {"Author:", "Title:", "Creator:", "Producer:", "CreationDate:"} & set(facts.split())
    assert "JavaScript:      no" in facts
    assert "0 embedded files" in told("pdfdetach", "-list", str(clean))
    assert VISIBLE in told("pdftotext", str(clean), "-")


def told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.needs_readers
@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx", "odt"])
def test_exiftool_finds_nobody_in_an_office_file(ending: str, tmp_path: Path) -> None:
    body = {"docx": made.word, "xlsx": made.sheet, "pptx": made.show, "odt": made.open_document}[ending]()
    assert hidden_by_exiftool(cleaned(body, f"a.{ending}").body, tmp_path, ending) == []
