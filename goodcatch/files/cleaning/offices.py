"""Office files: told apart by their parts, taken to pieces, each part cleaned, and put together as a new container."""

from __future__ import annotations

from goodcatch.files.cleaning import kinds, odf, ooxml, zips
from goodcatch.files.cleaning.kinds import Found
from goodcatch.files.cleaning.refusing import Refused, Unseen
from goodcatch.files.cleaning.tally import Tally
from goodcatch.files.cleaning.words import ODF, Bounds, Code, Note, Refusal

_ORDER = (
    Code.COMMENTS_REMOVED,
    Code.MACROS_REMOVED,
    Code.EMBEDDED_REMOVED,
    Code.LINKS_CUT,
    Code.CHANGES_STAY,
    Code.MEDIA_STAY,
)


def find(body: bytes) -> Found | None:
    """Tell which office file this is; None where it is another archive. Raises Unseen where it is damaged."""
    with zips.opened(body) as archive:
        return kinds.of_parts(set(archive.namelist()), zips.start_of(archive, "mimetype"))


def clean(body: bytes, media_type: str, bounds: Bounds) -> tuple[bytes, tuple[Note, ...]]:
    """Write the file anew. Raises Refused and Unseen."""
    tally = Tally()
    cleaned = _clean(body, media_type, bounds, tally, inside=False)
    return cleaned, (Note(Code.OFFICE_REWRITTEN), *tally.notes(_ORDER), Note(Code.OFFICE_STAYS))


def _clean(body: bytes, media_type: str, bounds: Bounds, tally: Tally, *, inside: bool) -> bytes:
    with zips.opened(body) as archive:
        parts = zips.parts_of(archive, bounds)
    for name in list(parts):
        if _is_embedded(name):
            parts[name] = _embedded(parts[name], bounds, tally, inside=inside)
    if media_type.startswith(ODF):
        return zips.written(odf.cleaned(parts, media_type, tally), first="mimetype")
    return zips.written(ooxml.cleaned(parts, tally), first="[Content_Types].xml")


def _is_embedded(name: str) -> bool:
    return "/embeddings/" in f"/{name}"


def _embedded(body: bytes, bounds: Bounds, tally: Tally, *, inside: bool) -> bytes:
    """Clean an office file inside an office file, one deep; anything else is emptied."""
    if not inside and body.startswith(b"PK"):
        try:
            found = find(body)
            if found is not None:
                return _clean(body, found.media_type, bounds, tally, inside=True)
        except Unseen:
            pass
        except Refused as refused:
            if refused.why == Refusal.BOMB:
                raise
    tally.add(Code.EMBEDDED_REMOVED)
    return b""
