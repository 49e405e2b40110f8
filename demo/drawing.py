"""Pictures of the demo, drawn here: nobody's photograph, and nobody's to license."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

_WALL, _FLOOR, _PIPE = (196, 202, 204), (122, 126, 124), (150, 160, 166)
_DRUM, _SHADE, _RIM = (38, 92, 148), (26, 66, 110), (24, 52, 84)


def a_drum() -> bytes:
    """Give a picture of a drum without a label, behind the dosing room, as a phone might have taken it."""
    picture = Image.new("RGB", (1200, 900), _WALL)
    draw = ImageDraw.Draw(picture)
    for row in range(0, 620, 62):
        draw.line((0, row, 1200, row), fill=(182, 188, 190), width=3)
        for column in range(-60 if row % 124 else 0, 1200, 124):
            draw.line((column, row, column, row + 62), fill=(182, 188, 190), width=3)
    draw.rectangle((0, 620, 1200, 900), fill=_FLOOR)
    draw.rectangle((120, 0, 170, 640), fill=_PIPE)
    draw.rectangle((120, 0, 134, 640), fill=(176, 186, 190))
    draw.ellipse((430, 760, 860, 850), fill=(92, 96, 94))
    draw.rectangle((450, 280, 800, 780), fill=_DRUM)
    draw.rectangle((690, 280, 800, 780), fill=_SHADE)
    draw.ellipse((450, 735, 800, 825), fill=_SHADE)
    for height in (420, 600):
        draw.arc((446, height, 804, height + 90), 0, 180, fill=_RIM, width=10)
    draw.ellipse((446, 232, 804, 328), fill=_RIM)
    draw.ellipse((462, 242, 788, 318), fill=(52, 112, 170))
    draw.ellipse((700, 262, 744, 284), fill=_RIM)
    written = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(1.2)).save(written, "JPEG", quality=82)
    return written.getvalue()
