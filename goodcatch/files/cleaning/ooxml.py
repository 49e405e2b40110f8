"""Word, Excel and PowerPoint files (ECMA-376): only parts that the document reaches are written, each rid of its marks.

What holds nothing but who, when, where and with what is dropped with the relationships that lead to it: properties,
comments and their people, custom data, printers, connections, macros, signatures, change logs, previews.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from goodcatch.files.cleaning import markup
from goodcatch.files.cleaning.markup import Element
from goodcatch.files.cleaning.refusing import Unseen
from goodcatch.files.cleaning.tally import Tally, media
from goodcatch.files.cleaning.words import Code

TYPES = "[Content_Types].xml"
_DROPPED = re.compile(
    r"^(docProps|customXml|docMetadata|customUI|userCustomization|_xmlsignatures|_rels/\.rels\.bak)/"
    r"|(^|/)thumbnail\."
    r"|/(comments[^/]*|people|commentAuthors|authors|vbaData|connections|revisionInfo|userNames|customProperty\d*)\.(xml|bin)$"
    r"|/(comments|threadedComments|persons|revisions|changesInfos|printerSettings|activeX|ctrlProps|tags|webextensions)/"
    r"|vbaProject|printerSettings|attachedToolbars",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"/(comments[^/]*|threadedComments?\d*)\.xml$|/(comments|threadedComments)/", re.IGNORECASE)
_COMMENT = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment|cm)[\s>]")
_MACROS = re.compile(r"vbaProject", re.IGNORECASE)
_OUTSIDE_KINDS = {"http", "https", "mailto", "tel"}
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_ELEMENTS = {
    *("rsids", "docVars", "attachedTemplate", "mailMerge", "docId", "commentRangeStart", "commentRangeEnd"),
    *("commentReference", "permStart", "permEnd", "fileSharing", "absPath", "revisionPtr", "custDataLst"),
    *("presenceInfo", "smartTagPr", "dataBinding", "customWorkbookViews", "customSheetViews"),
}
_NEED_TARGET = {
    *("legacyDrawing", "legacyDrawingHF", "picture", "control", "controls", "oleObject", "tableParts"),
    *("attachedSchema", "queryTable", "tablePart"),
}
_ATTRIBUTES = {
    *("lastModifiedBy", "refreshedBy", "refreshedDate", "userName", "userId", "providerId", "uid", "paraId", "textId"),
    *("durableId", "dateUtc"),
}
_CHANGES = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"}
_PATH = re.compile(r"[\\/]|\.[A-Za-z0-9]{2,5}$")
_PLAIN_TYPES = (
    (
        re.compile(r"application/vnd\.ms-word\.(document|template)\.macroEnabled(Template)?\.main"),
        "wordprocessingml.document",
    ),
    (re.compile(r"application/vnd\.ms-excel\.(sheet|template)\.macroEnabled\.main"), "spreadsheetml.sheet"),
    (
        re.compile(r"application/vnd\.ms-powerpoint\.(presentation|template|slideshow)\.macroEnabled\.main"),
        "presentationml.presentation",
    ),
)


def cleaned(parts: dict[str, bytes], tally: Tally) -> dict[str, bytes]:
    """Give the parts of the document, cleaned. Raises Unseen where it has none that can be read."""
    tally.add(Code.MACROS_REMOVED, any(_MACROS.search(name) for name in parts))
    kept: dict[str, bytes] = {}
    waiting = [""]
    while waiting:
        name = waiting.pop()
        relations = _relations_of(name)
        dropped: set[str] = set()
        if relations in parts:
            root = markup.read(parts[relations])
            reached, dropped = _follow(root, name, parts, tally)
            kept[relations] = markup.written(root)
            waiting += [each for each in reached if each not in kept and each not in waiting]
        if name:
            kept[name] = _part(name, parts[name], dropped, tally)
    if len(kept) < 2 or TYPES not in parts:
        raise Unseen(Code.DAMAGED)
    kept[TYPES] = _types(parts[TYPES], set(kept))
    return kept


def _relations_of(name: str) -> str:
    folder, _, base = name.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def _follow(root: Element, name: str, parts: dict[str, bytes], tally: Tally) -> tuple[list[str], set[str]]:
    """Give the parts that this one leads to, and the ids of what it no longer leads to."""
    reached, dropped = [], set()
    commented = any(_COMMENTS.search(f"/{relation.get('Target', '')}") for relation in root)
    for relation in list(root):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            _outside(relation, target, tally)
            continue
        part = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), unquote(target))).lstrip("/")
        drawn_for_comments = commented and relation.get("Type", "").endswith("/vmlDrawing")
        if part in parts and not _DROPPED.search(part) and not drawn_for_comments:
            reached.append(part)
        else:
            if _COMMENTS.search(f"/{part}"):
                tally.add(Code.COMMENTS_REMOVED, len(_COMMENT.findall(parts.get(part, b""))))
            dropped.add(relation.get("Id", ""))
            root.remove(relation)
    return reached, dropped


def _outside(relation: Element, target: str, tally: Tally) -> None:
    """Keep links that somebody clicks; cut what a program would fetch by itself, and paths of somebody's machine."""
    clicked = relation.get("Type", "").endswith("/hyperlink")
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        scheme = ""
    if not clicked or scheme not in _OUTSIDE_KINDS:
        relation.set("Target", "about:blank")
        tally.add(Code.LINKS_CUT)


def _part(name: str, body: bytes, dropped: set[str], tally: Tally) -> bytes:
    ending = name.rpartition(".")[2].lower()
    if ending in {"xml", "vml"}:
        root = markup.read(body)
        _scrub(root, dropped, tally)
        return markup.written(root)
    if "/media/" in f"/{name}":
        return media(body, tally)
    if "/fonts/" in f"/{name}" or "/embeddings/" in f"/{name}":
        return body
    tally.add(Code.EMBEDDED_REMOVED)
    return b""


def _scrub(root: Element, dropped: set[str], tally: Tally) -> None:
    markup.take_out(root, lambda each: markup.local(each.tag) in _ELEMENTS or _leads_nowhere(each, dropped))
    for element in markup.elements(root):
        if not element.attrib:
            continue
        name = markup.local(element.tag)
        words = {attribute: markup.local(attribute) for attribute in element.attrib}
        signed = "author" in words.values()
        if signed and name in _CHANGES:
            tally.counts[Code.CHANGES_STAY] = 1
        for attribute, word in words.items():
            if word == "author":
                element.set(attribute, "Author")
            elif _is_mark(word, signed=signed) or _is_lost(attribute, element, dropped):
                del element.attrib[attribute]
        if name in {"cNvPr", "docPr", "imagedata", "shape"}:
            _forget_paths(element)


def _is_mark(word: str, *, signed: bool) -> bool:
    """Tell an attribute that says who, when, or in which session."""
    return word.startswith("rsid") or word in _ATTRIBUTES or (word == "date" and signed)


def _leads_nowhere(element: Element, dropped: set[str]) -> bool:
    """Tell an element that is nothing without the part it led to."""
    return markup.local(element.tag) in _NEED_TARGET and any(
        _is_lost(attribute, element, dropped) for attribute in element.attrib
    )


def _is_lost(attribute: str | bytes, element: Element, dropped: set[str]) -> bool:
    return markup.namespace(attribute) == _RELATIONS and element.get(attribute) in dropped


def _forget_paths(element: Element) -> None:
    """Blank the names and descriptions that programs make from the path of an inserted file."""
    for attribute in list(element.attrib):
        word, value = markup.local(attribute), str(element.get(attribute))
        if word in {"name", "descr", "title", "alt"} and _PATH.search(value):
            element.set(attribute, "Picture" if word == "name" else "")


def _types(body: bytes, kept: set[str]) -> bytes:
    """Give the list of types for the parts that are left, as those of a document without macros."""
    root = markup.read(body)
    for entry in list(root):
        name = entry.get("PartName", "")
        if name and name.lstrip("/") not in kept:
            root.remove(entry)
            continue
        stated = entry.get("ContentType", "")
        for macro, plain in _PLAIN_TYPES:
            stated = macro.sub(f"application/vnd.openxmlformats-officedocument.{plain}.main", stated)
        entry.set("ContentType", re.sub(r"\.(template|slideshow)\.main\+xml$", _as_document, stated))
    return markup.written(root)


def _as_document(found: re.Match[str]) -> str:
    """Give the type of a plain document for that of a template or show."""
    plain = {"wordprocessingml": "document", "spreadsheetml": "sheet", "presentationml": "presentation"}
    program = found.string[: found.start()].rpartition(".")[2]
    return f".{plain.get(program, 'document')}.main+xml"
