"""PDF: written anew from what its pages reach; who, when, with what, and whatever acts by itself is gone."""

from __future__ import annotations

import base64
import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Name
from pypdf import PdfReader

from goodcatch.files.cleaning.words import Code, Kind
from goodcatch.files.tests.made import CANARY, VISIBLE, pdf, photo
from goodcatch.files.tests.reading import Result, cleaned, everything_in_pdf

pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture(scope="module")
def result() -> Result:
    return cleaned(pdf(), "report.pdf")


def test_what_was_hidden_can_be_read_before_and_not_after(result: Result) -> None:
    assert everything_in_pdf(pdf()).count(CANARY) > 12
    assert CANARY not in everything_in_pdf(result.body)
    assert CANARY.encode() not in result.body


def test_what_the_page_says_stays(result: Result) -> None:
    assert VISIBLE in PdfReader(BytesIO(result.body)).pages[0].extract_text()
    assert "a remark" in everything_in_pdf(result.body)
    assert "https://example.org/kept" in everything_in_pdf(result.body)
    assert "Sign here" in everything_in_pdf(result.body)


def test_it_is_said_what_was_done(result: Result) -> None:
    assert result.answer.kind == Kind.PDF
    assert result.count(Code.ATTACHMENTS_REMOVED) == 2
    assert result.count(Code.SCRIPTS_REMOVED) == 4
    assert result.count(Code.SIGNATURES_REMOVED) == 1
    assert Code.PDF_STAYS in result.codes


def test_nothing_acts_by_itself(result: Result) -> None:
    text = everything_in_pdf(result.body)
    for word in ("/JavaScript", "/JS", "/OpenAction", "/XFA", "/EmbeddedFile", "/AA'"):
        assert word not in text.replace("'/AA': IndirectObject", ""), word  # a picture may be called /AA


def test_a_picture_with_a_telling_name_is_still_a_picture(result: Result) -> None:
    assert list(PdfReader(BytesIO(result.body)).pages[0]["/Resources"]["/XObject"]) == ["/AA", "/Im0"]  # type: ignore[index]


def test_a_pdf_has_one_version_and_no_word_of_its_maker(result: Result) -> None:
    assert result.body.count(b"%%EOF") == 1
    reader = PdfReader(BytesIO(result.body))
    assert reader.metadata is None or not dict(reader.metadata)
    assert reader.xmp_metadata is None


def locked(owner: str, user: str) -> bytes:
    file = pikepdf.new()
    file.add_blank_page()
    file.docinfo["/Author"] = CANARY
    out = BytesIO()
    file.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


def test_a_locked_pdf_is_kept_as_it_is_and_said() -> None:
    result = cleaned(locked(owner="a", user="b"), "a.pdf")
    assert not result.answer.looked_inside
    assert result.codes[-2:] == [Code.LOCKED, Code.UNSEEN]


def test_a_pdf_that_everybody_may_open_is_written_without_its_lock() -> None:
    result = cleaned(locked(owner="a", user=""), "a.pdf")
    assert result.answer.looked_inside
    assert not PdfReader(BytesIO(result.body)).is_encrypted


def test_a_jpeg_in_other_packings_is_cleaned_too() -> None:
    for packing, pack in (("/FlateDecode", zlib.compress), ("/ASCII85Decode", lambda b: base64.a85encode(b) + b"~>")):
        file = pikepdf.new()
        file.add_blank_page()
        stream = pikepdf.Stream(file, pack(photo()))
        stream.Type, stream.Subtype, stream.Width, stream.Height = Name.XObject, Name.Image, 120, 80
        stream.ColorSpace, stream.BitsPerComponent = Name.DeviceRGB, 8
        stream.Filter = pikepdf.Array([Name(packing), Name.DCTDecode])
        file.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
        out = BytesIO()
        file.save(out)
        result = cleaned(out.getvalue(), "a.pdf")
        assert CANARY.encode() not in result.body
        assert Code.MEDIA_STAY not in result.codes
        with pikepdf.open(BytesIO(result.body)) as again:
            image = again.pages[0].obj.Resources.XObject.Im0
            assert isinstance(image, pikepdf.Stream)
            assert pikepdf.PdfImage(image).as_pil_image().size == (120, 80)
