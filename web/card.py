"""The picture of a preview: a card in the colours of the dashboard with the finding and what it rests on."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from web.preview import SIZE, Preview

FONTS = Path(__file__).parent / "fonts"
# The light theme (.streamlit/config.toml).
PAPER, INK, ACCENT = "#fcfcfa", "#1d2724", "#0f6b5c"
QUIET = "#5b6662"
MARGIN, BAND, GAP = 72, 18, 22  # [px]
LETTERS = ((68, 32), (60, 32), (54, 30), (48, 28), (42, 26), (36, 24))  # of title and text [px]
SMALL_SIZE = 26
LACKING = "\uffff"  # a character that no font has
PICTURES_KEPT = 256  # of 20 to 40 kB each
LEADING = 1.28
UNDRAWN = re.compile("[⚠▶]\\s?")  # signs that the fonts do not have
# A place where a line may break: after a space, and around each Chinese character, but not before closing marks.
PIECES = re.compile(r"[（《“]*[\u2e80-\uffef](?:[，。、：；？！）》”·]|\uff05)*|[^ \u2e80-\uffef]+ ?| ")

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


def _width(text: str, weight: Weight, size: int) -> float:
    return sum(font.getlength(part) for part, font in _runs(text, weight, size))


def drawable(character: str) -> bool:
    """Whether the fonts have a character: what they lack all looks alike."""
    font = _font(_script(character), "bold", SMALL_SIZE)
    return bytes(font.getmask(character)) != bytes(font.getmask(LACKING))


def wrapped(text: str, weight: Weight, size: int, width: float) -> list[str]:
    """Lines of a text that are no wider than `width`."""
    lines = [""]
    for piece in PIECES.findall(text):
        if lines[-1] and _width((lines[-1] + piece).rstrip(), weight, size) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


@dataclass(frozen=True)
class Layout:
    """Lines of a card in the largest letters in which all of it fits."""

    title: list[str]
    title_size: int
    text: list[list[str]]
    text_size: int

    @property
    def height(self) -> float:
        """Height of title and text [px]."""
        rows = sum(len(one) for one in self.text)
        title = len(self.title) * self.title_size * LEADING
        return title + GAP + rows * self.text_size * LEADING + len(self.text) * GAP / 2


def layout(title: str, lines: tuple[str, ...], room: float) -> Layout:
    """Layout for a room of this height; in the smallest letters what does not fit is left out whole."""
    inner = SIZE[0] - 2 * MARGIN
    texts = [UNDRAWN.sub("", line) for line in lines]
    for title_size, text_size in LETTERS:
        found = Layout(
            wrapped(title, "bold", title_size, inner),
            title_size,
            [wrapped(text, "regular", text_size, inner) for text in texts],
            text_size,
        )
        if found.height <= room:
            break
    while found.text and found.height > room:
        found.text.pop()
    return found


def draw(found: Preview) -> bytes:
    """PNG of a preview."""
    return _drawn(found.name, found.page_title, found.title, found.lines, found.source)


@lru_cache(maxsize=PICTURES_KEPT)
def _drawn(name: str, page_title: str, title: str, lines: tuple[str, ...], source: str) -> bytes:
    width, height = SIZE
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)

    def write(text: str, top: float, weight: Weight, size: int, colour: str) -> float:
        """Write a line; where the next one begins."""
        left = float(MARGIN)
        for part, font in _runs(text, weight, size):
            pen.text((left, top + size), part, fill=colour, font=font, anchor="ls")
            left += font.getlength(part)
        return top + size * LEADING

    pen.rectangle((0, 0, width, BAND), fill=ACCENT)
    top = write(f"{name} · {page_title}", MARGIN, "bold", SMALL_SIZE, ACCENT) + GAP
    foot = height - MARGIN
    found = layout(title, lines, foot - GAP - top)
    for line in found.title:
        top = write(line, top, "bold", found.title_size, INK)
    top += GAP
    for rows in found.text:
        for row in rows:
            top = write(row, top, "regular", found.text_size, INK)
        top += GAP / 2
    pen.line((MARGIN, foot, width - MARGIN, foot), fill=QUIET, width=1)
    write(source, foot + GAP / 2, "regular", SMALL_SIZE, QUIET)
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
