"""Letters in pixels: lines of text of a card, and the texts of an SVG picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from content.files.lettering import FONTS, Weight, runs

ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
NUMBER = re.compile(r"-?[\d.]+")
Style = Mapping[str, str]
DESCENT = 0.4  # room below the base of turned letters, of their size [1]


@dataclass(frozen=True)
class Piece:
    """A part of a line in one font."""

    text: str
    font: ImageFont.FreeTypeFont
    colour: str

    @property
    def width(self) -> float:
        """Width [px]."""
        return float(self.font.getlength(self.text))


@lru_cache(maxsize=128)
def _font(script: str, weight: Weight, size: float) -> ImageFont.FreeTypeFont:
    suffix = "otf" if script == "chinese" else "ttf"
    return ImageFont.truetype(str(FONTS / f"{script}-{weight}.{suffix}"), size)


def _pieces(text: str, weight: Weight, size: float, colour: str) -> list[Piece]:
    return [Piece(part, _font(script, weight, round(size, 1)), colour) for script, part in runs(text)]


def write(
    pen: ImageDraw.ImageDraw, text: str, left: float, base: float, size: float, colour: str, weight: Weight = "regular"
) -> None:
    """Write a line on its base."""
    _write(pen, _pieces(text, weight, size, colour), left, base)


def _write(pen: ImageDraw.ImageDraw, pieces: list[Piece], left: float, base: float) -> None:
    for piece in pieces:
        pen.text((left, base), piece.text, fill=piece.colour, font=piece.font, anchor="ls")
        left += piece.width


def draw(pen: ImageDraw.ImageDraw, element: ET.Element, style: Style, scale: float) -> None:
    """Write a text of a picture that is drawn `scale` times as large."""
    for pieces, x, y in _lines(element, style, scale):
        width = sum(piece.width for piece in pieces)
        _write(pen, pieces, x * scale - ANCHORS[style.get("text-anchor", "start")] * width, y * scale)


def draw_turned(image: Image.Image, group: ET.Element, style: Style, scale: float) -> None:
    """Write the text of a group that is turned to the left around the middle of its base."""
    x, y = (float(number) * scale for number in NUMBER.findall(group.attrib["transform"])[:2])
    for pieces, _, below in _lines(group[0], {**style, **group[0].attrib}, scale):
        width, size = sum(piece.width for piece in pieces), pieces[0].font.size
        letters = Image.new("L", (round(width), round(size * (1 + DESCENT))))
        _write(ImageDraw.Draw(letters), [Piece(piece.text, piece.font, "#ffffff") for piece in pieces], 0, size)
        mask = letters.transpose(Image.Transpose.ROTATE_90)
        place = round(x + below * scale - size), round(y - width / 2)
        image.paste(pieces[0].colour, (*place, place[0] + mask.width, place[1] + mask.height), mask)


def _lines(element: ET.Element, style: Style, scale: float) -> Iterator[tuple[list[Piece], float, float]]:
    """Lines of a text with their places: the first, and each part that begins below the one before."""
    x, y = (float(element.get(side, "0")) for side in "xy")
    first = ET.Element("tspan")
    first.text = element.text
    first.extend(child for child in element if not child.get("dy"))
    for line in (first, *(child for child in element if child.get("dy"))):
        y += float(line.get("dy", "0"))
        if pieces := list(_parts(line, style, scale)):
            yield pieces, x, y


def _parts(element: ET.Element, style: Style, scale: float) -> Iterator[Piece]:
    """Parts of a line in their order."""
    style = {**style, **element.attrib}
    weight: Weight = "bold" if style.get("font-weight") == "700" else "regular"
    letters = weight, float(style["font-size"]) * scale, style["fill"]
    yield from _pieces(element.text or "", *letters)
    for child in element:
        yield from _parts(child, style, scale)
        yield from _pieces(child.tail or "", *letters)
