"""Words in a picture: English and Chinese in one line, broken into lines as each script is."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).parent / "fonts"
LEADING = 1.28
LACKING = "\uffff"  # a character that no font has
UNDRAWN = re.compile("[⚠▶]\\s?")  # signs that the fonts do not have
# A place where a line may break: after a space, and around each Chinese character, but not before closing marks.
CLOSING = "，。、：；？！）》”·％"
PIECES = re.compile(rf"[（《“]*[\u2e80-\uffef][{CLOSING}]*|[^ \u2e80-\uffef]+[{CLOSING}]* ?| ")

Weight = Literal["regular", "bold"]


@lru_cache(maxsize=64)
def _font(script: str, weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    suffix = "otf" if script == "chinese" else "ttf"
    return ImageFont.truetype(str(FONTS / f"{script}-{weight}.{suffix}"), size)


def _script(character: str) -> str:
    return "chinese" if character >= "\u2e80" else "latin"


def _runs(text: str, weight: Weight, size: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """Parts of a text by the font that draws them."""
    return [("".join(part), _font(script, weight, size)) for script, part in groupby(text, _script)]


def width(text: str, weight: Weight, size: int) -> float:
    """Width of a line [px]."""
    return sum(font.getlength(part) for part, font in _runs(text, weight, size))


def drawable(character: str) -> bool:
    """Whether the fonts have a character: what they lack all looks alike."""
    font = _font(_script(character), "bold", 26)
    return bytes(font.getmask(character)) != bytes(font.getmask(LACKING))


def wrapped(text: str, weight: Weight, size: int, most: float) -> list[str]:
    """Lines of a text that are no wider than `most` [px]."""
    lines = [""]
    for piece in PIECES.findall(UNDRAWN.sub("", text)):
        if lines[-1] and width((lines[-1] + piece).rstrip(), weight, size) > most:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


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
    for part, font in _runs(text, weight, size):
        pen.text((left, base), part, fill=colour, font=font, anchor="ls")
        left += font.getlength(part)
