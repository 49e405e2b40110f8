"""Pictures: drawn anew, the right way up, in formats that every device opens; nothing but pixels is left."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import exifread
import pytest
from PIL import Image, ImageCms, ImageSequence
from pillow_heif import register_heif_opener

from goodcatch.files.cleaning import pictures
from goodcatch.files.cleaning.words import Bounds, Code, Kind, Refusal
from goodcatch.files.tests.made import CANARY, noise, photo, picture, png_notes
from goodcatch.files.tests.reading import cleaned

pytestmark = pytest.mark.only_on("sqlite")  # a library that knows no database: once is enough
register_heif_opener()

WRITTEN = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "TIFF": "image/png",
    "BMP": "image/png",
    "HEIF": "image/jpeg",
    "AVIF": "image/jpeg",
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_each_format_is_drawn_anew(kind: str) -> None:
    result = cleaned(picture(kind), f"a.{kind.lower()}")
    assert result.answer.kind == Kind.PICTURE
    assert result.answer.media_type == WRITTEN[kind]
    assert result.answer.looked_inside
    assert Code.DRAWN_ANEW in result.codes
    assert Code.SEEN_STAYS in result.codes
    with Image.open(BytesIO(result.body)) as drawn:
        assert drawn.size == (120, 80)
        assert Image.MIME[str(drawn.format)] == WRITTEN[kind]


def test_a_photo_is_rid_of_place_owner_and_remark() -> None:
    body = photo()
    assert CANARY.encode() in body
    result = cleaned(body, "me.jpg")
    assert CANARY.encode() not in result.body
    assert exifread.process_file(BytesIO(body)), "there was something to read"
    assert exifread.process_file(BytesIO(result.body)) == {}


def test_pixels_stay_as_they_were_where_the_format_loses_none() -> None:
    image = noise()
    with Image.open(BytesIO(cleaned(picture("PNG", image, pnginfo=png_notes()), "a.png").body)) as drawn:
        assert drawn.tobytes() == image.tobytes()
        assert drawn.info == {}


def test_the_way_up_is_carried_out() -> None:
    image = Image.new("RGB", (64, 32), "white")
    image.paste((255, 0, 0), (0, 0, 16, 16))  # red at the top left, as the sensor saw it
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: a quarter to the right
    with Image.open(BytesIO(cleaned(picture("JPEG", image, exif=exif, quality=95), "a.jpg").body)) as drawn:
        assert drawn.size == (32, 64)
        red, _green, blue = drawn.convert("RGB").getpixel((28, 4))  # type: ignore[misc]
        assert red > 200
        assert blue < 100


def test_colours_are_brought_to_srgb_and_the_profile_is_gone() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert b"icc_profile" not in cleaned(picture("JPEG", icc_profile=profile), "a.jpg").body
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"sRGB", CANARY[:4].encode())
    with Image.open(BytesIO(cleaned(picture("JPEG", icc_profile=srgb), "a.jpg").body)) as drawn:
        assert "icc_profile" not in drawn.info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "F"])
def test_every_way_of_storing_pixels_can_be_drawn(mode: str) -> None:
    image = Image.new("F", (20, 10), 5.0) if mode == "F" else Image.new(mode, (20, 10))
    kind = {"CMYK": "JPEG", "F": "TIFF"}.get(mode, "PNG")
    result = cleaned(picture(kind, image), "a")
    assert Code.DRAWN_ANEW in result.codes
    with Image.open(BytesIO(result.body)) as drawn:
        assert drawn.size == (20, 10)


def test_a_picture_that_its_format_cannot_hold_is_drawn_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds, image = Bounds(), noise()
    write = pictures._write

    def fails(frames: Any, media_type: str) -> bytes:
        if media_type == "image/webp":
            raise ValueError("partition 0 overflows")
        return write(frames, media_type)

    monkeypatch.setattr(pictures, "_write", fails)
    drawn = pictures.draw(picture("WEBP", image), "image/webp", bounds)
    assert drawn.media_type == "image/png"
    assert Code.DRAWN_AS_OTHER in [note.code for note in drawn.notes]


def test_transparency_stays() -> None:
    image = Image.new("RGBA", (20, 10), (10, 20, 30, 0))
    with Image.open(BytesIO(cleaned(picture("WEBP", image, lossless=True), "a.webp").body)) as drawn:
        assert drawn.mode == "RGBA"
        assert drawn.getchannel("A").getextrema() == (0, 0)


def several(kind: str, **options: Any) -> bytes:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "green", "blue")]
    return picture(kind, frames[0], save_all=True, append_images=frames[1:], **options)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_all_pictures_of_a_film_or_a_fax_are_drawn(kind: str) -> None:
    result = cleaned(several(kind), "a")
    with Image.open(BytesIO(result.body)) as drawn:
        assert getattr(drawn, "n_frames", 1) == 3


def test_how_long_each_is_shown_stays() -> None:
    with Image.open(BytesIO(cleaned(several("GIF", duration=[50, 70, 90], loop=2), "a.gif").body)) as drawn:
        assert [frame.info["duration"] for frame in ImageSequence.Iterator(drawn)] == [50, 70, 90]


def test_a_second_picture_behind_a_photo_is_left_out_and_said() -> None:
    result = cleaned(several("MPO"), "a.jpg")
    assert result.answer.media_type == "image/jpeg"
    assert result.count(Code.FURTHER_PICTURES_LEFT) == 2
    with Image.open(BytesIO(result.body)) as drawn:
        assert getattr(drawn, "n_frames", 1) == 1


def test_too_many_pixels_are_refused() -> None:
    bounds = Bounds(pixels=120 * 80 - 1)
    assert cleaned(picture("PNG"), "a.png", bounds).answer.refusal == Refusal.TOO_MANY_PIXELS
    assert cleaned(picture("PNG"), "a.png", Bounds(pixels=120 * 80)).answer.refusal is None
    assert cleaned(several("GIF"), "a.gif", Bounds(pixels=1700)).answer.refusal == Refusal.TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_damaged_picture_is_kept_as_it_is_and_said(kind: str) -> None:
    body = picture(kind)
    result = cleaned(body[: len(body) // 2], "a")
    assert result.answer.refusal is None
    if result.answer.looked_inside:  # a reader that makes do with what is there
        assert Code.DRAWN_ANEW in result.codes
    else:
        assert result.body == b""
        assert Code.UNSEEN in result.codes
