"""Plain text: kept as it is; what cannot be seen in it is said."""

from __future__ import annotations

from goodcatch.files.cleaning.words import Code, Note

_INVISIBLE = {0x200B, *range(0x2060, 0x2065), 0xFEFF, *range(0xE0000, 0xE0080)}


def notes_on(body: bytes) -> tuple[Note, ...]:
    """Say what stays in a text, and how many invisible characters that may mark a copy."""
    sixteen = body[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = body.decode("utf-16" if sixteen else "utf-8", errors="replace").removeprefix("\ufeff")
    hidden = sum(1 for character in text if ord(character) in _INVISIBLE)
    marks = (Note(Code.INVISIBLE_MARKS, hidden),) if hidden else ()
    return (Note(Code.TEXT_KEPT), *marks)
