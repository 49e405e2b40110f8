"""PDF, written anew by qpdf from what its pages reach, without what tells of its making or acts by itself.

Earlier versions of a file that was changed step by step, objects that nothing leads to, and whatever stands before or
behind the document are not written.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from goodcatch.files.cleaning import segments
from goodcatch.files.cleaning.refusing import Refused, Unseen
from goodcatch.files.cleaning.tally import Tally
from goodcatch.files.cleaning.words import Bounds, Code, Note, Refusal

_DROPPED = {
    *("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/EmbeddedFiles", "/EF", "/Collection", "/XFA"),
    *("/Perms", "/DSS", "/SpiderInfo", "/Legal", "/Threads", "/OutputIntents", "/Info", "/CreationDate", "/ModDate"),
    *("/WebCaptureInfo", "/IDS", "/RichMediaContent", "/CreatorInfo", "/SigFlags"),
}
_ACTING = {"/AA", "/OpenAction", "/JavaScript", "/JS"}
_FREELY_NAMED = {
    *("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs"),
    *("/Dests", "/RoleMap", "/ClassMap", "/N", "/D", "/R"),
}
"""Under these, a dictionary's words are names that somebody chose."""
_PLAIN_ACTIONS = {"/GoTo", "/URI", "/Named", "/Hide"}
_BEARERS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
_OF_FIELDS = ("/M", "/NM", "/CreationDate")
_OF_REMARKS = (*_OF_FIELDS, "/T", "/Subj", "/RC")
_TROUBLE = (pikepdf.PdfError, zlib.error, RuntimeError, ValueError, TypeError, LookupError, AttributeError)
_LARGEST_JPEG = 64 * 2**20
_MOST_OBJECTS = 500_000
_ORDER = (Code.ATTACHMENTS_REMOVED, Code.SCRIPTS_REMOVED, Code.SIGNATURES_REMOVED, Code.LINKS_CUT, Code.MEDIA_STAY)


def prepare() -> None:
    """Let qpdf find what it takes to open locked files now: it cannot look for it once the walls stand."""
    with pikepdf.new() as pdf:
        pdf.save(BytesIO(), encryption=pikepdf.Encryption(owner="prepared", user=""))


def clean(body: bytes, bounds: Bounds) -> tuple[bytes, tuple[Note, ...]]:
    """Write the PDF anew. Raises Refused where it unpacks to too much, Unseen where it is locked or damaged."""
    tally, out = Tally(), BytesIO()
    try:
        with pikepdf.open(BytesIO(body)) as pdf:
            tally.add(Code.ATTACHMENTS_REMOVED, len(pdf.attachments))
            for word in ("/Info", "/ID"):
                if word in pdf.trailer:
                    del pdf.trailer[word]
            _scrub(pdf, tally)
            pdf.save(out, deterministic_id=True, encryption=False)
    except pikepdf.PasswordError as problem:
        raise Unseen(Code.LOCKED) from problem
    except MemoryError as problem:
        raise Refused(Refusal.BOMB) from problem
    except (
        pikepdf.PdfError,
        RuntimeError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as problem:
        raise Unseen(Code.DAMAGED) from problem
    if out.tell() > bounds.output:
        raise Refused(Refusal.BOMB)
    return out.getvalue(), (Note(Code.PDF_REWRITTEN), *tally.notes(_ORDER), Note(Code.PDF_STAYS))


def _scrub(pdf: Pdf, tally: Tally) -> None:
    for freely_named, found in _everything(pdf):
        if isinstance(found, Stream):
            _stream(found, tally)
        if not freely_named:
            _drop(found, tally)
            _remark(found)


def _everything(pdf: Pdf) -> Iterator[tuple[bool, Dictionary | Stream]]:
    """Give each dictionary and stream that the document reaches, and whether its words are names somebody chose.

    What the caller takes out of one is not walked into.
    """
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[str, object]] = [("/Root", pdf.trailer["/Root"])]
    for _step in range(_MOST_OBJECTS):
        if not waiting:
            return
        word, here = waiting.pop()
        if isinstance(here, Object) and here.is_indirect:
            if here.objgen in seen:
                continue
            seen.add(here.objgen)
        if isinstance(here, Array):
            waiting += [(word, each) for each in here]
        elif isinstance(here, Dictionary | Stream):
            yield word in _FREELY_NAMED and not isinstance(here, Stream), here
            waiting += [(key, here[key]) for key in list(here.keys())]
    raise Refused(Refusal.BOMB)


def _drop(found: Dictionary | Stream, tally: Tally) -> None:
    """Take out what tells of the making, and what acts by itself."""
    for key in list(found.keys()):
        if key in _DROPPED or key.startswith("/PTEX"):
            del found[key]
        elif key in _ACTING or (key in {"/A", "/PA", "/Next"} and _acts(found[key])):
            del found[key]
            tally.add(Code.SCRIPTS_REMOVED)
    if _said(found, "/FT") == "/Sig" and "/V" in found:
        del found["/V"]
        tally.add(Code.SIGNATURES_REMOVED)
    remarks = found.get("/Annots")
    if isinstance(remarks, Array):
        found["/Annots"] = Array([each for each in remarks if not _is_bearer(each, tally)])


def _remark(found: Dictionary | Stream) -> None:
    """Take who, when and which out of a remark on a page, and when out of a field."""
    if _said(found, "/Type") == "/Annot" or ("/Rect" in found and "/Subtype" in found):
        for key in _OF_FIELDS if _said(found, "/Subtype") == "/Widget" else _OF_REMARKS:
            if key in found:
                del found[key]


def _said(found: Dictionary | Stream, key: str) -> str:
    return str(found.get(key, ""))


def _acts(action: object) -> bool:
    """Tell an action that does more than lead to a page or to an address that somebody clicks."""
    if isinstance(action, Array):
        return any(_acts(each) for each in action)
    if not isinstance(action, Dictionary) or "/S" not in action:
        return False
    if _said(action, "/S") == "/URI":
        return not _said(action, "/URI").lower().startswith(("http://", "https://", "mailto:"))
    return _said(action, "/S") not in _PLAIN_ACTIONS


def _is_bearer(annotation: object, tally: Tally) -> bool:
    """Tell a remark that bears a file, a sound or a film."""
    if isinstance(annotation, Dictionary) and _said(annotation, "/Subtype") in _BEARERS:
        tally.add(Code.ATTACHMENTS_REMOVED)
        return True
    return False


def _stream(found: Stream, tally: Tally) -> None:
    """Take the hidden segments out of a JPEG inside; count pictures of which we cannot tell."""
    if _said(found, "/Subtype") != "/Image":
        return
    filters = found.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, Array) else [str(filters)]
    if names[-1] == "/JPXDecode":
        tally.add(Code.MEDIA_STAY)
    if names[-1] != "/DCTDecode":
        return
    plain = _unpacked(found.read_raw_bytes(), names[:-1]) if len(names) == 1 or "/DecodeParms" not in found else None
    cleaned = segments.without_notes(plain) if plain is not None else None
    if cleaned is None:
        tally.add(Code.MEDIA_STAY)
        return
    parameters = found.get("/DecodeParms")
    kept = parameters if isinstance(parameters, Dictionary | Array) else None
    found.write(cleaned, filter=Name.DCTDecode, decode_parms=kept)


def _unpacked(raw: bytes, filters: list[str]) -> bytes | None:
    """Give what lies inside of outer packings; None where one is unknown. Raises ValueError and zlib.error."""
    for name in filters:
        if name == "/FlateDecode":
            raw = zlib.decompressobj().decompress(raw, _LARGEST_JPEG)
        elif name == "/ASCII85Decode":
            raw = base64.a85decode(raw.strip().removeprefix(b"<~").removesuffix(b"~>"))
        elif name == "/ASCIIHexDecode":
            raw = bytes.fromhex(raw.decode("ascii").partition(">")[0])
        else:
            return None
    return raw
