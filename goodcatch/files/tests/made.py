"""Files for tests, made here and nowhere else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

CANARY = "Zilpzalp-Kanarie"


def noise(width: int = 120, height: int = 80) -> Image.Image:
    """A picture that no two colours of which are likely to be alike."""
    return Image.effect_noise((width, height), 60).convert("RGB")


def picture(kind: str = "JPEG", image: Image.Image | None = None, **options: Any) -> bytes:
    out = BytesIO()
    (image or noise()).save(out, kind, **options)
    return out.getvalue()


def photo(**options: Any) -> bytes:
    """A JPEG as a phone writes it: with the place, the owner and a remark."""
    exif = Image.Exif()
    exif[0x010F] = f"{CANARY} maker"
    exif[0x9286] = f"{CANARY} remark"
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 1.0), 3: "E", 4: (13.0, 24.0, 1.0)}
    return picture("JPEG", exif=exif, comment=f"{CANARY} comment".encode(), **options)
