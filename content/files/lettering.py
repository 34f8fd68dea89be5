"""Text measurement: widths of English and Chinese in one line, and where each script breaks lines."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
LEADING = 1.28
MEASURED = 100  # letters are measured so large [px]: the width of a text grows with its size
LACKING = "\uffff"  # a character that no font has
UNDRAWN = re.compile("[⚠▶]\\s?")  # signs that the fonts do not have
# A place where a line may break: after a space, and around each Chinese character, but not before closing marks.
CLOSING = "，。、：；？！）》”·％"
PIECES = re.compile(rf"[（《“]*[\u2e80-\uffef][{CLOSING}]*|[^ \u2e80-\uffef]+[{CLOSING}]* ?| ")

Weight = Literal["regular", "bold"]


def files() -> list[str]:
    """Paths of the fonts."""
    return [str(path) for path in sorted(FONTS.glob("*.?tf"))]


@lru_cache(maxsize=8)
def _font(script: str, weight: Weight) -> ImageFont.FreeTypeFont:
    suffix = "otf" if script == "chinese" else "ttf"
    return ImageFont.truetype(str(FONTS / f"{script}-{weight}.{suffix}"), MEASURED)


def _script(character: str) -> str:
    return "chinese" if character >= "\u2e80" else "latin"


def runs(text: str) -> list[tuple[str, str]]:
    """Parts of a text by script: the script and the part."""
    return [(script, "".join(part)) for script, part in groupby(text, _script)]


@lru_cache(maxsize=16_384)
def _width(text: str, weight: Weight) -> float:
    return sum(_font(script, weight).getlength(part) for script, part in runs(text)) / MEASURED


def width(text: str, weight: Weight, size: float) -> float:
    """Width of a line [px]."""
    return _width(text, weight) * size


def drawable(character: str) -> bool:
    """Whether the fonts have a character: what they lack all looks alike."""
    font = _font(_script(character), "bold")
    return bytes(font.getmask(character)) != bytes(font.getmask(LACKING))


def wrapped(text: str, weight: Weight, size: float, most: float) -> list[str]:
    """Lines of a text that are no wider than `most` [px]."""
    lines = [""]
    for piece in PIECES.findall(UNDRAWN.sub("", text)):
        if lines[-1] and width((lines[-1] + piece).rstrip(), weight, size) > most:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
