"""What the child and its parent say to each other: kinds, codes, bounds, and the one line of JSON between them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a file is, by its content."""

    PICTURE = "picture"
    PDF = "pdf"
    OFFICE = "office"
    TEXT = "text"
    VIDEO = "video"
    SOUND = "sound"
    OTHER = "other"


KEPT_WHOLE = frozenset({Kind.VIDEO, Kind.SOUND, Kind.OTHER})
"""Kinds that are kept as they are, whatever their size: nobody looks further than their first bytes."""


class Code(StrEnum):
    """What was done to a file, and what stays in it."""

    ENDING_CHANGED = "ending_changed"
    DRAWN_ANEW = "drawn_anew"
    DRAWN_AS_OTHER = "drawn_as_other"
    FURTHER_PICTURES_LEFT = "further_pictures_left"
    SEEN_STAYS = "seen_stays"
    PDF_REWRITTEN = "pdf_rewritten"
    ATTACHMENTS_REMOVED = "attachments_removed"
    SCRIPTS_REMOVED = "scripts_removed"
    SIGNATURES_REMOVED = "signatures_removed"
    PDF_STAYS = "pdf_stays"
    OFFICE_REWRITTEN = "office_rewritten"
    COMMENTS_REMOVED = "comments_removed"
    MACROS_REMOVED = "macros_removed"
    EMBEDDED_REMOVED = "embedded_removed"
    LINKS_CUT = "links_cut"
    CHANGES_STAY = "changes_stay"
    MEDIA_STAY = "media_stay"
    OFFICE_STAYS = "office_stays"
    TEXT_KEPT = "text_kept"
    INVISIBLE_MARKS = "invisible_marks"
    VOICE_IS_A_NAME = "voice_is_a_name"
    HIDDEN_MAY_STAY = "hidden_may_stay"
    UNSEEN = "unseen"
    LOCKED = "locked"
    DAMAGED = "damaged"
    ARCHIVE = "archive"
    GAVE_UP = "gave_up"


class Refusal(StrEnum):
    """Why a file is not taken at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    BOMB = "bomb"
    STRANGE_INSIDE = "strange_inside"


@dataclass(frozen=True, slots=True)
class Note:
    """A code, and how many things it is about where that can be counted."""

    code: Code
    count: int = 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may use. Sizes in bytes, times in seconds."""

    largest: int = 30 * 2**20
    """Largest file that is looked into; larger ones are read no further than `HEAD`."""
    pixels: int = 50_000_000
    """Pixels of all pictures in a file together: what a phone takes at most, and what fits in `memory` as HEIC."""
    unpacked: int = 200 * 2**20
    """What an office file may unpack to."""
    parts: int = 4_000
    """Parts of an office file; objects of a PDF are bounded by memory and time."""
    output: int = 100 * 2**20
    memory: int = 3 * 2**29
    processor: int = 40
    wall: float = 60.0


HEAD = 64 * 1024
"""How much of a large file the child is shown, to tell what it is."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the parent asks: the first line that the child reads. The file's bytes follow it."""

    name: str
    size: int
    whole: bool
    bounds: Bounds = field(default_factory=Bounds)

    def line(self) -> bytes:
        """Give it as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Task:
        """Give the task that this line holds."""
        plain = json.loads(line)
        return cls(plain["name"], plain["size"], plain["whole"], Bounds(**plain["bounds"]))


_MOST_NOTES = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child says: the first line that it writes. Where `output` is not None, so many bytes follow."""

    kind: Kind
    media_type: str
    ending: str
    looked_inside: bool
    notes: tuple[Note, ...] = ()
    output: int | None = None
    refusal: Refusal | None = None

    def line(self) -> bytes:
        """Give it as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Answer:
        """Give the answer that this line holds, every part of it checked. Raises ValueError, and its kin."""
        plain = json.loads(line)
        notes = tuple(Note(Code(each["code"]), _count(each["count"])) for each in plain["notes"])
        refusal = None if plain["refusal"] is None else Refusal(plain["refusal"])
        output = None if plain["output"] is None else _count(plain["output"])
        media_type, ending = str(plain["media_type"]), str(plain["ending"])
        if media_type not in ENDINGS or len(notes) > _MOST_NOTES:
            raise ValueError("an answer that no child of ours gives")
        if refusal is None and ENDINGS[media_type] and ending not in ENDINGS[media_type]:
            raise ValueError("an ending that does not fit")
        return cls(Kind(plain["kind"]), media_type, ending, plain["looked_inside"] is True, notes, output, refusal)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**40:
        raise ValueError("not a count")
    return value


UNKNOWN = "application/octet-stream"
WORD = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"

ENDINGS: dict[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/tiff": ("tif", "tiff"),
    "image/bmp": ("bmp", "dib"),
    "image/heic": ("heic", "heif", "hif"),
    "image/avif": ("avif",),
    "application/pdf": ("pdf",),
    f"{WORD}.wordprocessingml.document": ("docx",),
    f"{WORD}.spreadsheetml.sheet": ("xlsx",),
    f"{WORD}.presentationml.presentation": ("pptx",),
    f"{ODF}.text": ("odt",),
    f"{ODF}.spreadsheet": ("ods",),
    f"{ODF}.presentation": ("odp",),
    "text/plain": ("txt", "csv", "tsv", "md", "log", "eml", "json", "yaml", "yml", "srt", "vtt", "ics", "tex"),
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov", "qt"),
    "video/3gpp": ("3gp", "3g2"),
    "video/webm": ("webm", "mkv", "mka"),
    "video/x-msvideo": ("avi",),
    "video/mpeg": ("mpg", "mpeg", "ts", "mts", "m2ts", "vob"),
    "video/x-ms-asf": ("wmv", "asf", "wma"),
    "audio/mpeg": ("mp3", "mp2", "mpga"),
    "audio/mp4": ("m4a", "m4b"),
    "audio/aac": ("aac",),
    "audio/ogg": ("ogg", "oga", "opus", "ogv", "spx"),
    "audio/wav": ("wav", "wave"),
    "audio/flac": ("flac",),
    "audio/amr": ("amr", "awb"),
    "audio/aiff": ("aif", "aiff"),
    "application/zip": ("zip",),
    UNKNOWN: (),
}
"""Media type → endings that fit it, the usual one first. Any ending fits what is unknown, and an archive."""
