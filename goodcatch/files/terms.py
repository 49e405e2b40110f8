"""Words of files: how large, how many; what is known of a file; the sentences for what the cleaning says in codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from goodcatch.files.cleaning.words import Bounds, Code, Kind, Note, Refusal
from goodcatch.kernel.errors import RuleBroken

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken. Sizes in bytes."""

    looked_into: int
    """A picture, document or text: the child reads it whole."""
    kept_whole: int
    """Sound, video, and what nobody can look into."""
    at_once: int
    """Files in one form."""
    per_owner: int
    """Files of one thing, such as a report with its dialogue."""

    @property
    def in_a_form(self) -> int:
        """The largest form that is read at all: as many files as fit, each as large as it may be, and the words."""
        return self.at_once * self.kept_whole + 8 * MEBIBYTE


def limits() -> Limits:
    """Give the limits of this installation."""
    return Limits(
        settings.FILE_MB * MEBIBYTE,
        max(settings.VIDEO_MB, settings.FILE_MB) * MEBIBYTE,
        settings.FILES_AT_ONCE,
        settings.FILES_PER_THING,
    )


def bounds() -> Bounds:
    """Give what a child that cleans may use."""
    return Bounds(largest=limits().looked_into)


class Damaged(RuleBroken):
    """What is stored is not what was sealed, or is sealed for something else; said, and never shown in part."""

    def __init__(self) -> None:
        super().__init__(
            gettext("This file cannot be opened: what is stored is not what was sealed. Tell whoever runs Goodcatch.")
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a file: where it is stored, and what it really is."""

    stored: str
    """The random name of the StoredFile."""
    name: str
    """The file name for people, safe for every system."""
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """All that is known of a kept file. Callers seal it: `to_bytes` goes into an envelope, never into a column."""

    kind: Kind
    looked_inside: bool
    notes: tuple[Note, ...]
    shown: Copy
    """The copy that people get: cleaned where it could be, else what came."""
    original: Copy | None = None
    """What came, where it was kept beside a cleaned copy."""

    @property
    def copies(self) -> list[Copy]:
        """All copies that are stored."""
        return [self.shown, self.original] if self.original else [self.shown]

    @property
    def drawn(self) -> bool:
        """True where we drew it ourselves: the one thing that may be shown inside a page."""
        return self.kind == Kind.PICTURE and self.looked_inside and self.shown.media_type in INLINE

    def sentences(self) -> list[str]:
        """Say what was done to the file, and what stays in it, in the reader's language."""
        return [sentence(note) for note in self.notes]

    def to_bytes(self) -> bytes:
        """Give it as JSON, for an envelope."""
        return json.dumps({"about": 1, **asdict(self)}, sort_keys=True, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, body: bytes) -> About:
        """Read what `to_bytes` wrote."""
        plain = json.loads(body)
        notes = tuple(Note(Code(each["code"]), each["count"]) for each in plain["notes"])
        original = Copy(**plain["original"]) if plain["original"] else None
        return cls(Kind(plain["kind"]), plain["looked_inside"], notes, Copy(**plain["shown"]), original)


INLINE = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""Types that every browser shows and we draw."""

KINDS: dict[Kind, Promise] = {
    Kind.PICTURE: _("picture"),
    Kind.PDF: _("PDF"),
    Kind.OFFICE: _("office document"),
    Kind.TEXT: _("text"),
    Kind.VIDEO: _("video"),
    Kind.SOUND: _("sound"),
    Kind.OTHER: _("file"),
}

SENTENCES: dict[Code, Promise] = {
    Code.ENDING_CHANGED: _("It is not what the end of its name said; the name ends as it should now."),
    Code.DRAWN_ANEW: _(
        "Drawn anew from its pixels: place, time, device, preview and notes inside the original are not in this copy."
    ),
    Code.DRAWN_AS_OTHER: _("The copy is in a format that every device opens."),
    Code.SEEN_STAYS: _(
        "What can be seen stays: faces, screens, reflections, handwriting, the tiny dots of a printer, "
        "the grain of a camera."
    ),
    Code.PDF_REWRITTEN: _(
        "Written anew: author, programs, times, earlier versions, previews and names on remarks are not in this copy."
    ),
    Code.SCRIPTS_REMOVED: _("Scripts and actions inside were removed."),
    Code.SIGNATURES_REMOVED: _("A digital signature, which names who signed, was removed."),
    Code.PDF_STAYS: _(
        "What the pages say stays, also words of remarks, what lies under black bars, outside the page or on hidden "
        "layers, and watermarks."
    ),
    Code.OFFICE_REWRITTEN: _(
        "Written anew: author, company, times, preview, comments and the marks of each editing session are not in "
        "this copy."
    ),
    Code.MACROS_REMOVED: _("Macros were removed."),
    Code.CHANGES_STAY: _("Tracked changes stay, with words that were deleted; the names of who changed them are gone."),
    Code.OFFICE_STAYS: _(
        "What the document says stays, also hidden sheets, rows, slides and text, speaker notes, headers, and names "
        "in the text."
    ),
    Code.TEXT_KEPT: _("Kept letter by letter: a text holds nothing but its words. They may say who wrote them."),
    Code.VOICE_IS_A_NAME: _(
        "A voice is a name: whoever knows it will know. The same holds for a gait, a room and what is heard behind it."
    ),
    Code.HIDDEN_MAY_STAY: _("Kept as it is: place, time and device may stand inside, and were not removed."),
    Code.UNSEEN: _(
        "We could not look inside, so nothing was removed: names, places and times may stand in it, and it may harm "
        "the device that opens it."
    ),
    Code.LOCKED: _("It is locked with a password."),
    Code.DAMAGED: _("It is damaged, or not what it seems to be."),
    Code.ARCHIVE: _("It is an archive: the files inside were not looked at. Sent one by one they are."),
    Code.GAVE_UP: _("Looking inside took too much, and was given up."),
}

_REFUSALS: dict[Refusal, Promise] = {
    Refusal.EMPTY: _("“%(name)s” is empty. Choose the file again, or another."),
    Refusal.TOO_LARGE: _("“%(name)s” is larger than %(most)s MB. A smaller copy would be right, or parts of it."),
    Refusal.TOO_MANY_PIXELS: _(
        "“%(name)s” has more than 50 million pixels. A smaller copy, or a screenshot of it, would be right."
    ),
    Refusal.BOMB: _("“%(name)s” unpacks to far more than it shows. A PDF or pictures of it would be right."),
    Refusal.STRANGE_INSIDE: _(
        "“%(name)s” holds parts that no document of its kind has. A PDF or pictures of it would be right."
    ),
}


def sentence(note: Note) -> str:
    """Give the sentence for what was done to a file, or stays in it."""
    return _counted(note) or str(SENTENCES[note.code])


def _counted(note: Note) -> str:
    counted = _COUNTED.get(note.code)
    return counted(note.count) % {"n": note.count} if counted else ""


_COUNTED: dict[Code, Callable[[int], str]] = {
    Code.FURTHER_PICTURES_LEFT: lambda n: ngettext(
        "%(n)s further picture in the file was left out.", "%(n)s further pictures in the file were left out.", n
    ),
    Code.ATTACHMENTS_REMOVED: lambda n: ngettext(
        "%(n)s file attached inside was removed.", "%(n)s files attached inside were removed.", n
    ),
    Code.COMMENTS_REMOVED: lambda n: ngettext(
        "%(n)s comment inside was removed.", "%(n)s comments inside were removed.", n
    ),
    Code.EMBEDDED_REMOVED: lambda n: ngettext(
        "%(n)s object inside was emptied.", "%(n)s objects inside were emptied.", n
    ),
    Code.LINKS_CUT: lambda n: ngettext(
        "%(n)s link to a file elsewhere was cut.", "%(n)s links to files elsewhere were cut.", n
    ),
    Code.MEDIA_STAY: lambda n: ngettext(
        "%(n)s picture, sound or video inside was kept as it is, with whatever is hidden in it.",
        "%(n)s pictures, sounds or videos inside were kept as they are, with whatever is hidden in them.",
        n,
    ),
    Code.INVISIBLE_MARKS: lambda n: ngettext(
        "%(n)s invisible character stays, which can mark a copy.",
        "%(n)s invisible characters stay, which can mark a copy.",
        n,
    ),
}


def refusal(why: Refusal, *, name: str, most: int) -> str:
    """Give the sentence that says why a file is not taken, and what would be right; `most` in bytes."""
    return str(_REFUSALS[why]) % {"name": name, "most": most // MEBIBYTE}
