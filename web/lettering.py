"""Words in a picture made of pixels."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageDraw, ImageFont

from content.files.lettering import FONTS, Weight, runs, width


@lru_cache(maxsize=64)
def _font(script: str, weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    suffix = "otf" if script == "chinese" else "ttf"
    return ImageFont.truetype(str(FONTS / f"{script}-{weight}.{suffix}"), size)


def write(
    pen: ImageDraw.ImageDraw,
    text: str,
    left: float,
    base: float,
    size: int,
    colour: str,
    weight: Weight = "regular",
    align: float = 0.0,
) -> None:
    """Write a line on its base; `align` is 0 to begin at `left`, 0.5 to stand around it, 1 to end there."""
    left -= align * width(text, weight, size)
    for script, part in runs(text):
        font = _font(script, weight, size)
        pen.text((left, base), part, fill=colour, font=font, anchor="ls")
        left += font.getlength(part)
