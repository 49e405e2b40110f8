"""Office files: every part written anew; who, when, where and with what is gone, the words stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from goodcatch.files.cleaning.segments import without_notes
from goodcatch.files.cleaning.words import Code, Kind
from goodcatch.files.tests import made
from goodcatch.files.tests.made import CANARY, VISIBLE
from goodcatch.files.tests.reading import cleaned

pytestmark = pytest.mark.only_on("sqlite")

MADE: dict[str, Callable[[], bytes]] = {
    "docx": made.word,
    "xlsx": made.sheet,
    "pptx": made.show,
    "odt": made.open_document,
    "ods": lambda: made.open_document("spreadsheet"),
    "odp": lambda: made.open_document("presentation"),
}


@pytest.mark.parametrize("ending", MADE)
def test_the_words_stay_and_what_was_hidden_is_gone(ending: str) -> None:
    body = MADE[ending]()
    result = cleaned(body, f"a.{ending}")
    assert result.answer.kind == Kind.OFFICE
    assert result.answer.ending == ending
    parts, before = made.parts_of(result.body), made.parts_of(body)
    assert sum(CANARY.encode() in part for part in before.values()) >= 5
    assert [name for name, part in parts.items() if CANARY.encode() in part or CANARY in name] == []
    assert CANARY.encode() not in result.body
    assert any(VISIBLE.encode() in part for part in parts.values())


def test_a_word_document_says_what_was_done() -> None:
    result = cleaned(made.word(), "a.docx")
    assert result.count(Code.COMMENTS_REMOVED) == 2  # one of them in the sheet inside
    assert result.count(Code.LINKS_CUT) == 2
    assert result.count(Code.EMBEDDED_REMOVED) == 1
    assert {Code.MACROS_REMOVED, Code.CHANGES_STAY, Code.OFFICE_STAYS} <= set(result.codes)


def test_only_what_the_document_reaches_is_written() -> None:
    parts = made.parts_of(cleaned(made.word(), "a.docx").body)
    assert "stray/hidden.xml" not in parts
    listed = parts["[Content_Types].xml"].decode()
    assert "docProps" not in listed
    assert "word/document.xml" in listed
    for name, body in parts.items():
        if name.endswith(".rels"):
            assert b"comments" not in body
            assert b"customXml" not in body


def test_no_element_leads_to_what_is_gone() -> None:
    sheet = made.parts_of(cleaned(made.sheet(), "a.xlsx").body)["xl/worksheets/sheet1.xml"]
    assert b"legacyDrawing" not in sheet
    assert b"pageSetup" in sheet
    assert b"rId3" not in sheet
    document = made.parts_of(cleaned(made.word(), "a.docx").body)["word/document.xml"]
    assert b"commentReference" not in document
    assert b"rsid" not in document
    assert b"taken out" in document


def test_links_that_somebody_clicks_stay() -> None:
    links = made.parts_of(cleaned(made.word(), "a.docx").body)["word/_rels/document.xml.rels"]
    assert b"https://example.org/kept" in links
    assert b"file:///" not in links


def test_a_sheet_inside_a_document_is_cleaned_too() -> None:
    parts = made.parts_of(cleaned(made.word(), "a.docx").body)
    inner = made.parts_of(parts["word/embeddings/inner.xlsx"])
    assert "docProps/core.xml" not in inner
    assert VISIBLE.encode() in inner["xl/worksheets/sheet1.xml"]
    assert parts["word/embeddings/oleObject1.bin"] == b""


def test_a_document_with_macros_becomes_one_without() -> None:
    parts = made.word_parts()
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(made.WORD_TYPE, macro)
    result = cleaned(made.archive(parts), "a.docm")
    assert result.answer.ending == "docx"
    written = made.parts_of(result.body)
    assert "word/vbaProject.bin" not in written
    assert made.WORD_TYPE.encode() in written["[Content_Types].xml"]
    assert Code.ENDING_CHANGED in result.codes


def test_text_after_an_annotation_stays_in_its_place() -> None:
    content = made.parts_of(cleaned(made.open_document(), "a.odt").body)["content.xml"].decode()
    assert f"{VISIBLE}, and so on" in content


def test_an_open_document_begins_with_its_type_unpacked() -> None:
    body = cleaned(made.open_document(), "a.odt").body
    assert body[30:38] == b"mimetype"
    assert body[38:].startswith(b"application/vnd.oasis.opendocument.text")


def test_a_locked_open_document_is_kept_as_it_is() -> None:
    parts = made.parts_of(made.open_document())
    parts["META-INF/manifest.xml"] = (
        b'<m:manifest xmlns:m="urn:manifest"><m:file-entry m:full-path="content.xml"><m:encryption-data/>'
        b"</m:file-entry></m:manifest>"
    )
    result = cleaned(made.archive(parts, stored=True), "a.odt")
    assert result.codes[-2:] == [Code.LOCKED, Code.UNSEEN]
    assert result.body == b""


def test_pictures_inside_keep_their_pixels_and_lose_their_notes() -> None:
    written = made.parts_of(cleaned(made.show(), "a.pptx").body)["ppt/media/image1.png"]
    before = made.parts_of(made.show())["ppt/media/image1.png"]
    assert CANARY.encode() in before
    assert CANARY.encode() not in written
    assert without_notes(written) == written


def test_what_nobody_can_clean_inside_is_counted() -> None:
    assert cleaned(made.show(), "a.pptx").count(Code.MEDIA_STAY) == 1
