"""OpenDocument files (ISO/IEC 26300): content, styles and pictures are written; everything else is left behind."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from goodcatch.files.cleaning import markup
from goodcatch.files.cleaning.markup import Element
from goodcatch.files.cleaning.refusing import Unseen
from goodcatch.files.cleaning.tally import Tally, media
from goodcatch.files.cleaning.words import Code

_MANIFEST = "META-INF/manifest.xml"
_KEPT = re.compile(
    r"^((Object [^/]+/)?(content|styles)\.xml|(Object [^/]+/)?(Pictures|media|Fonts)/[^/]+|ObjectReplacements/.+)$"
)
_MACROS = re.compile(r"^(Basic|Scripts|Dialogs)/.+\.(xba|xdl|py|js|bsh)$", re.IGNORECASE)
_OBJECT = re.compile(r"^Object [^/]+$")
_ELEMENTS = {"annotation", "annotation-end", "scripts", "event-listeners", "forms", "dde-source", "print-range"}
_BLANKED = {"creator", "date", "creator-initials", "initial-creator", "sender-initials"}
_CLICKED = {"a"}


def cleaned(parts: dict[str, bytes], media_type: str, tally: Tally) -> dict[str, bytes]:
    """Give the parts of the document, cleaned. Raises Unseen where it is locked, or has no content."""
    if _MANIFEST not in parts or "content.xml" not in parts:
        raise Unseen(Code.DAMAGED)
    manifest = markup.read(parts[_MANIFEST])
    if any(markup.local(each.tag) == "encryption-data" for each in markup.elements(manifest)):
        raise Unseen(Code.LOCKED)
    tally.add(Code.MACROS_REMOVED, any(_MACROS.search(name) for name in parts))
    kept = {name: _part(name, body, tally) for name, body in parts.items() if _KEPT.match(name)}
    for name in parts:
        if _OBJECT.match(name):
            tally.add(Code.EMBEDDED_REMOVED)
            kept[name] = b""
    _list(manifest, kept)
    return {"mimetype": media_type.encode(), **kept, _MANIFEST: markup.written(manifest)}


def _list(manifest: Element, kept: dict[str, bytes]) -> None:
    """List what is left, and nothing else."""
    folders = {name.rpartition("/")[0] + "/" for name in kept if "/" in name}
    for entry in list(manifest):
        path = next((value for key, value in entry.attrib.items() if markup.local(key) == "full-path"), "")
        if path != "/" and path not in kept and path not in folders:
            manifest.remove(entry)


def _part(name: str, body: bytes, tally: Tally) -> bytes:
    if not name.endswith(".xml"):
        return media(body, tally)
    root = markup.read(body)
    tally.add(Code.COMMENTS_REMOVED, sum(markup.local(each.tag) == "annotation" for each in markup.elements(root)))
    markup.take_out(root, lambda each: markup.local(each.tag) in _ELEMENTS)
    for element in markup.elements(root):
        _scrub(element, tally)
    return markup.written(root)


def _scrub(element: Element, tally: Tally) -> None:
    name = markup.local(element.tag)
    if name == "tracked-changes" and len(element):
        tally.counts[Code.CHANGES_STAY] = 1
    if (name in _BLANKED and "purl.org/dc" in markup.namespace(element.tag)) or name.endswith("initials"):
        element.text = ""
    for attribute in list(element.attrib):
        word = markup.local(attribute)
        if word.endswith("rsid") or word in {"data-source-name", "printer-name"}:
            del element.attrib[attribute]
        elif word == "href" and _leads_out(str(element.get(attribute)), clicked=name in _CLICKED):
            element.set(attribute, "about:blank")
            tally.add(Code.LINKS_CUT)


def _leads_out(target: str, *, clicked: bool) -> bool:
    """Tell a target that a program would fetch by itself, or that is a path of somebody's machine."""
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return True
    if scheme:
        return scheme not in {"http", "https", "mailto", "tel"} or not clicked
    return target.startswith(("/", "\\", "../"))
