"""JPEG and PNG inside other files: hidden segments go, pixels stay to the last bit."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from goodcatch.files.cleaning.segments import without_notes
from goodcatch.files.tests.made import CANARY, noise, photo, picture, png_notes

pytestmark = pytest.mark.only_on("sqlite")

JPEGS = {
    "baseline": photo(),
    "progressive": photo(progressive=True),
    "restarts": photo(restart_marker_blocks=4),
    "grey": picture("JPEG", noise().convert("L"), comment=CANARY.encode()),
    "CMYK": picture("JPEG", noise().convert("CMYK"), comment=CANARY.encode()),
    "with more behind it": photo() + CANARY.encode(),
    "two pictures": picture("MPO", noise(), save_all=True, append_images=[noise()]) + CANARY.encode(),
}


@pytest.mark.parametrize("name", JPEGS)
def test_a_jpeg_keeps_its_pixels_and_nothing_else(name: str) -> None:
    body = without_notes(JPEGS[name])
    assert body is not None
    assert CANARY.encode() not in body
    with Image.open(BytesIO(JPEGS[name])) as before, Image.open(BytesIO(body)) as after:
        assert before.tobytes() == after.tobytes()
        assert not after.getexif()
    assert without_notes(body) == body


def test_a_png_keeps_its_pixels_and_nothing_else() -> None:
    before = picture("PNG", pnginfo=png_notes()) + CANARY.encode()
    body = without_notes(before)
    assert body is not None
    assert CANARY.encode() not in body
    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(body)) as two:
        assert one.tobytes() == two.tobytes()


def test_a_jpeg_whose_pixels_are_cut_off_loses_its_notes_too() -> None:
    body = without_notes(photo()[:3000])
    assert body is not None
    assert CANARY.encode() not in body


@pytest.mark.parametrize("body", [b"", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n\0\0"])
def test_what_is_neither_is_left_to_the_caller(body: bytes) -> None:
    assert without_notes(body) is None


@given(st.binary(max_size=400), st.sampled_from([b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xda\x00\x02"]))
def test_any_bytes_come_to_an_end(rest: bytes, head: bytes) -> None:
    body = without_notes(head + rest)
    assert body is None or len(body) <= len(head) + len(rest) + 2
