"""The child: reads a task and a file from its input, writes an answer and perhaps a cleaned file to its output.

What needs importing is imported when the first bytes have told what is needed; then the walls close; then the file is
parsed. Whatever goes wrong ends the child, and the parent says that it gave up.
"""

from __future__ import annotations

import encodings.cp437
import encodings.idna
import encodings.latin_1
import encodings.utf_16  # noqa: F401  # codecs that readers ask for by name, when no file can be opened any more
import sys
from typing import BinaryIO

from goodcatch.files.cleaning import kinds, names, walls
from goodcatch.files.cleaning.kinds import Found
from goodcatch.files.cleaning.refusing import Refused, Unseen
from goodcatch.files.cleaning.words import ENDINGS, HEAD, KEPT_WHOLE, UNKNOWN, Answer, Code, Kind, Note, Refusal, Task

Cleaned = tuple[Answer, bytes]


def main() -> None:
    """Answer one task, and end."""
    task = Task.read(sys.stdin.buffer.readline(65_536))
    walls.first(memory=task.bounds.memory, processor=task.bounds.processor)
    answer, body = answer_to(task, sys.stdin.buffer)
    sys.stdout.buffer.write(answer.line() + body)
    sys.stdout.buffer.flush()


def answer_to(task: Task, source: BinaryIO) -> Cleaned:
    """Give the answer to this task, and the cleaned file where there is one."""
    body = source.read(task.bounds.largest if task.whole else HEAD)
    if not body:
        return Answer(Kind.OTHER, UNKNOWN, "", looked_inside=False, refusal=Refusal.EMPTY), b""
    found = kinds.find(body[:HEAD])
    try:
        answer, cleaned = _cleaned(task, found, body)
    except Refused as refused:
        return Answer(found.kind, found.media_type, "", looked_inside=False, refusal=refused.why), b""
    except Unseen as unseen:
        return _as_it_is(task, Found(Kind.OTHER, UNKNOWN), Note(unseen.why), Note(Code.UNSEEN)), b""
    return answer, cleaned


def _cleaned(task: Task, found: Found, body: bytes) -> Cleaned:
    if found.kind not in KEPT_WHOLE and not task.whole:
        raise Refused(Refusal.TOO_LARGE)
    match found.kind:
        case Kind.PICTURE:
            return _picture(task, found, body)
        case Kind.PDF:
            return _pdf(task, found, body)
        case Kind.TEXT:
            from goodcatch.files.cleaning import texts

            walls.last()
            return _as_it_is(task, found, *texts.notes_on(body), looked_inside=True), b""
        case Kind.VIDEO | Kind.SOUND:
            return _as_it_is(task, found, Note(Code.VOICE_IS_A_NAME), Note(Code.HIDDEN_MAY_STAY)), b""
        case _ if found.media_type == "application/zip" and task.whole:
            return _container(task, found, body)
        case _:
            archive = (Note(Code.ARCHIVE),) if found.media_type == "application/zip" else ()
            return _as_it_is(task, found, *archive, Note(Code.UNSEEN)), b""


def _picture(task: Task, found: Found, body: bytes) -> Cleaned:
    from goodcatch.files.cleaning import pictures

    pictures.prepare(found.media_type)
    walls.last()
    drawn = pictures.draw(body, found.media_type, task.bounds)
    return _answer(task, Found(Kind.PICTURE, drawn.media_type), drawn.body, drawn.notes, asked=found.media_type)


def _pdf(task: Task, found: Found, body: bytes) -> Cleaned:
    from goodcatch.files.cleaning import pdfs

    pdfs.prepare()
    walls.last()
    cleaned, notes = pdfs.clean(body, task.bounds)
    return _answer(task, found, cleaned, notes, asked=found.media_type)


def _container(task: Task, archive: Found, body: bytes) -> Cleaned:
    """Clean an office file; leave any other archive as it is."""
    from goodcatch.files.cleaning import offices

    walls.last()
    found = offices.find(body)
    if found is None:
        return _as_it_is(task, archive, Note(Code.ARCHIVE), Note(Code.UNSEEN)), b""
    cleaned, notes = offices.clean(body, found.media_type, task.bounds)
    return _answer(task, found, cleaned, notes, asked=found.media_type)


def _answer(task: Task, found: Found, body: bytes, notes: tuple[Note, ...], *, asked: str) -> Cleaned:
    """Answer with a file written anew; `asked` is the type of what came."""
    changed = _ending_note(task, asked)
    ending = ENDINGS[found.media_type][0]
    return Answer(
        found.kind, found.media_type, ending, looked_inside=True, notes=(*changed, *notes), output=len(body)
    ), body


def _as_it_is(task: Task, found: Found, *notes: Note, looked_inside: bool = False) -> Answer:
    """Answer that the file is kept as it came, under an ending that fits it."""
    usual, old = ENDINGS[found.media_type], names.ending_of(task.name)
    ending = old if old in usual else usual[0] if usual else ""
    changed = _ending_note(task, found.media_type)
    return Answer(found.kind, found.media_type, ending, looked_inside=looked_inside, notes=(*changed, *notes))


def _ending_note(task: Task, media_type: str) -> tuple[Note, ...]:
    ending = names.ending_of(task.name)
    return () if not ending or kinds.fits(ending, media_type) else (Note(Code.ENDING_CHANGED),)
