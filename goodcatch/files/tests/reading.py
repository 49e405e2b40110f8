"""What tests ask of a cleaned file, and other tools than those that cleaned it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import StreamObject

from goodcatch.files.cleaning.parent import clean
from goodcatch.files.cleaning.words import Answer, Bounds, Code
from goodcatch.files.tests.made import CANARY


@dataclass(frozen=True)
class Result:
    """What came of cleaning."""

    answer: Answer
    body: bytes

    @property
    def codes(self) -> list[Code]:
        return [note.code for note in self.answer.notes]

    def count(self, code: Code) -> int:
        return next((note.count for note in self.answer.notes if note.code == code), 0)


def cleaned(body: bytes, name: str = "file", bounds: Bounds | None = None) -> Result:
    out = bytearray()
    found = clean([body], name=name, size=len(body), sink=out.extend, bounds=bounds)
    return Result(found.answer, bytes(out) if found.rewritten else b"")


def exiftool(body: bytes, folder: Path, ending: str) -> list[str]:
    """All that exiftool finds, unknown tags too, as 'group:tag value'."""
    path = folder / f"read.{ending}"
    path.write_bytes(body)
    command = ["exiftool", "-a", "-u", "-ee", "-G1", "-s", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, errors="replace").stdout.splitlines()


def hidden_by_exiftool(body: bytes, folder: Path, ending: str) -> list[str]:
    return [line for line in exiftool(body, folder, ending) if CANARY in line]


def everything_in_pdf(body: bytes) -> str:
    """Every object of a PDF and every stream, opened, as pypdf reads them."""
    reader = PdfReader(BytesIO(body))
    found = [str(reader.trailer)]
    for number in range(1, int(str(reader.trailer["/Size"]))):
        here = reader.get_object(number)
        found.append(repr(here))
        if isinstance(here, StreamObject):
            data = here.get_data() if "/DCTDecode" not in str(here.get("/Filter")) else here._data
            found.append(data.decode("latin-1"))
    return "\n".join(found)
