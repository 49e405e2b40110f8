"""How fast files are looked into and cleaned, and what a child takes; how fast a large one is sealed, kept and read."""

from __future__ import annotations

import resource
import secrets
import time
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import Any

from PIL import Image

from bench import figures
from bench.ground import ground
from goodcatch.files.cleaning.parent import clean
from goodcatch.files.tests import made

ROUNDS = 15
LARGE = 100


def main() -> None:
    """Measure on the database of this process's environment, and keep the figures."""
    with ground():
        kept = _keeping()
    cleaned = {name: _cleaning(make()) for name, make in SAMPLES.items()}
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    figures.keep("files", {"cleaned": cleaned, "largest_child_mib": largest, "kept": kept})


def _photo() -> bytes:
    """A photo of 12 million pixels, with as much in it as a camera sees."""
    rough = Image.effect_noise((504, 378), 60).convert("RGB").resize((4032, 3024), Image.Resampling.BICUBIC)
    return made.photo(image=rough, quality=88)


def _heic() -> bytes:
    import_module("pillow_heif").register_heif_opener()
    with Image.open(BytesIO(_photo())) as photo:
        return made.picture("HEIF", photo.convert("RGB"))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "text": lambda: b"It was like this, line by line.\n" * 300,
    "photo of 12 million pixels, JPEG": _photo,
    "photo of 12 million pixels, HEIC": _heic,
    "PDF": made.pdf,
    "Word document": made.word,
}


def _cleaning(body: bytes) -> dict[str, Any]:
    times = []
    for _ in range(ROUNDS):
        begun = time.monotonic()
        clean([body], name="file", size=len(body), sink=len)
        times.append(time.monotonic() - begun)
    return {"kib": len(body) // 1024, **figures.milliseconds(times)}


def _keeping() -> dict[str, Any]:
    services = import_module("goodcatch.files.services")
    queries = import_module("goodcatch.files.queries")
    ref = import_module("goodcatch.kernel.refs").Ref("report", "BENCHED0")
    piece, key = secrets.token_bytes(2**20), secrets.token_bytes(32)
    head = b"\0\0\0\x18ftypisom\0\0\2\0isomavc1"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.monotonic()
    received = services.receive(name="film.mp4", pieces=[head, *[piece] * LARGE])
    arrived = time.monotonic()
    examined = services.examine(received=received)
    looked = time.monotonic()
    about = services.keep(examined=examined, owner=ref, key=key, original_key=None)
    kept = time.monotonic()
    length = sum(len(each) for each in queries.content(stored=about.shown.stored, owner=ref, key=key))
    read = time.monotonic()
    services.purge(owner=ref)
    if length != about.shown.size:
        raise RuntimeError("what came back is not what was kept")
    return {
        "mib": LARGE,
        "received_mib_s": round(LARGE / (arrived - begun)),
        "kept_mib_s": round(LARGE / (kept - looked)),
        "read_mib_s": round(LARGE / (read - kept)),
        "grown_mib": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024),
    }


if __name__ == "__main__":
    main()
