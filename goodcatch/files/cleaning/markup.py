"""The XML of office files: read without entities, outside files or remarks; elements and attributes taken out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from lxml import etree

from goodcatch.files.cleaning.refusing import Refused, Unseen
from goodcatch.files.cleaning.words import Code, Refusal

Element = etree._Element  # noqa: SLF001  # the one name that lxml gives to it


def read(body: bytes) -> Element:
    """Read a part. Raises Refused where it declares a document type, as no office program does; Unseen if damaged."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
            raise Refused(Refusal.STRANGE_INSIDE) from problem
        raise Unseen(Code.DAMAGED) from problem
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs name it otherwise
        raise Refused(Refusal.STRANGE_INSIDE)
    return root


def written(root: Element) -> bytes:
    """Write a part as a new document."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@lru_cache(maxsize=4096)
def local(name: object) -> str:
    """Give the name without its namespace."""
    return str(name).rpartition("}")[2]


def namespace(name: object) -> str:
    """Give the namespace of a name; empty where it has none."""
    return str(name)[1:].partition("}")[0] if str(name).startswith("{") else ""


def elements(root: Element) -> Iterator[Element]:
    """Give every element; none must be taken out meanwhile."""
    return root.iter(etree.Element)


def take_out(root: Element, wanted: Callable[[Element], bool]) -> int:
    """Take out what is wanted, with all inside it; text that follows it stays. Give how many."""
    taken = 0
    for element in [each for each in elements(root) if wanted(each)]:
        parent = element.getparent()
        if parent is None:
            continue
        if element.tail:
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)
        taken += 1
    return taken
