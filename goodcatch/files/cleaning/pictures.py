"""Pictures, drawn anew from their pixels: nothing else of the file is written, so nothing hidden comes along.

The way up that a camera notes is carried out, colours are brought to sRGB; profile, notes, preview, place, maker's
notes, comments and whatever stands behind the picture are not written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageFile, ImageSequence

from goodcatch.files.cleaning.refusing import Refused, Unseen
from goodcatch.files.cleaning.words import Bounds, Code, Note, Refusal

FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
    "image/tiff": ("TIFF",),
    "image/bmp": ("BMP",),
    "image/heic": ("HEIF",),
    "image/avif": ("AVIF",),
}
"""Media type → the readers that may try it; no other reader of the library is ever asked."""

_PLUGINS = {
    "image/jpeg": ("Jpeg", "Mpo"),
    "image/png": (),
    "image/gif": ("Gif",),
    "image/webp": ("WebP",),
    "image/tiff": ("Jpeg",),
    "image/bmp": ("Bmp",),
    "image/heic": ("Jpeg",),
    "image/avif": ("Avif", "Jpeg"),
}
_WRITTEN = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP", "image/tiff": "TIFF"}
_INSTEAD = {"image/bmp": "image/png", "image/heic": "image/jpeg", "image/avif": "image/jpeg", "image/tiff": "image/png"}
_SEVERAL = {"image/gif", "image/webp", "image/png", "image/tiff"}
_TROUBLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)
"""What readers raise over a picture that is damaged, or means to be."""
_QUALITY = 90
_MOST_PICTURES = 500


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture drawn anew, its type, and what was done."""

    body: bytes
    media_type: str
    notes: tuple[Note, ...]


def prepare(media_type: str) -> None:
    """Load what reads and writes this type now, since nothing can be loaded once the walls stand."""
    if media_type == "image/heic":
        pillow_heif = import_module("pillow_heif")
        pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    for name in (*_PLUGINS[media_type], "Tiff", "Png"):  # what cameras note is written as TIFF, whatever the format
        import_module(f"PIL.{name}ImagePlugin")
    Image.preinit()
    Image.MAX_IMAGE_PIXELS = None  # bounded below, for all pictures of a file together
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    ImageCms.createProfile("sRGB")


def draw(body: bytes, media_type: str, bounds: Bounds) -> Drawn:
    """Draw the picture anew. Raises Refused where it unpacks to too much, Unseen where it cannot be read."""
    try:
        with Image.open(BytesIO(body), formats=FORMATS[media_type]) as picture:
            frames = _frames(picture, media_type, bounds)
            left = getattr(picture, "n_frames", 1) - len(frames.fresh)
    except (MemoryError, Image.DecompressionBombError) as problem:
        raise Refused(Refusal.TOO_MANY_PIXELS) from problem
    except _TROUBLE as problem:
        raise Unseen(Code.DAMAGED) from problem
    wanted = media_type if len(frames.fresh) > 1 else _INSTEAD.get(media_type, media_type)
    out, written = _write_somehow(frames, wanted)
    notes = [Note(Code.DRAWN_ANEW)]
    if written != media_type:
        notes.append(Note(Code.DRAWN_AS_OTHER))
    if left > 0:
        notes.append(Note(Code.FURTHER_PICTURES_LEFT, left))
    return Drawn(out, written, (*notes, Note(Code.SEEN_STAYS)))


def _write_somehow(frames: _Frames, wanted: str) -> tuple[bytes, str]:
    """Write in the format wanted; as PNG where it cannot hold such a picture. Raises Refused."""
    for media_type in (wanted, "image/png"):
        try:
            return _write(frames, media_type), media_type
        except MemoryError as problem:
            raise Refused(Refusal.TOO_MANY_PIXELS) from problem
        except _TROUBLE:
            continue
    raise Refused(Refusal.TOO_MANY_PIXELS)


@dataclass(frozen=True, slots=True)
class _Frames:
    """Pictures that were never part of a file, and how long each is shown."""

    fresh: list[Image.Image]
    durations: list[int]
    loop: int | None


def _frames(picture: Image.Image, media_type: str, bounds: Bounds) -> _Frames:
    count = getattr(picture, "n_frames", 1)
    if count > _MOST_PICTURES:
        raise Refused(Refusal.TOO_MANY_PIXELS)
    fresh, durations, pixels = [], [], 0
    for frame in _each(picture, several=media_type in _SEVERAL):
        pixels += frame.width * frame.height
        if pixels > bounds.pixels or not pixels:
            raise Refused(Refusal.TOO_MANY_PIXELS)
        fresh.append(_redrawn(frame))
        shown = frame.info.get("duration", 100)
        durations.append(min(max(int(shown), 0), 60_000))
    loop = picture.info.get("loop")
    return _Frames(fresh, durations, min(loop, 65_535) if isinstance(loop, int) and loop >= 0 else None)


def _each(picture: Image.Image, *, several: bool) -> Iterator[Image.Image]:
    if several:
        yield from ImageSequence.Iterator(picture)
    else:
        yield picture


def _redrawn(frame: Image.Image) -> Image.Image:
    """Give a new picture with the same pixels, the right way up, in sRGB."""
    upright = _in_srgb(_upright(frame))
    fresh = Image.new(upright.mode, upright.size)
    fresh.paste(upright)
    return fresh


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What a camera notes (Exif 2.32, tag 0x0112) → how its picture is turned upright."""


def _upright(frame: Image.Image) -> Image.Image:
    turn = None
    with contextlib.suppress(*_TROUBLE):  # notes that cannot be read turn nothing
        turn = _TURNS.get(frame.getexif().get(0x0112, 1))
    if turn is None:
        return frame
    turned = frame.transpose(turn)
    turned.info = frame.info
    return turned


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile, mode = picture.info.get("icc_profile"), _mode_for(picture)
    if profile and picture.mode in {"RGB", "CMYK"} and mode == "RGB":
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if converted is not None:
                return converted
    return picture if picture.mode == mode else picture.convert(mode)


def _mode_for(picture: Image.Image) -> str:
    if picture.mode in {"1", "L", "LA", "RGB", "RGBA"} and "transparency" not in picture.info:
        return picture.mode
    return "RGBA" if picture.has_transparency_data else "L" if picture.mode.startswith("I;16") else "RGB"


def _write(frames: _Frames, media_type: str) -> bytes:
    kind, out = _WRITTEN[media_type], BytesIO()
    options: dict[str, Any] = {"JPEG": {"quality": _QUALITY}, "WEBP": {"quality": _QUALITY, "method": 1}}.get(kind, {})
    first, *others = [_writable(each, kind) for each in frames.fresh]
    if others:
        options |= {"save_all": True, "append_images": others}
        if kind != "TIFF":
            options["duration"] = frames.durations
        if frames.loop is not None and kind != "TIFF":
            options["loop"] = frames.loop
    if kind == "TIFF":
        options["compression"] = "tiff_adobe_deflate"
    first.save(out, kind, **options)
    return out.getvalue()


def _writable(picture: Image.Image, kind: str) -> Image.Image:
    if kind == "JPEG" and picture.mode not in {"L", "RGB"}:
        return picture.convert("L" if picture.mode in {"1", "LA"} else "RGB")
    return picture
