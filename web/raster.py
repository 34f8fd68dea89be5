"""Rasteriser: a chart's SVG as pixels. It knows the elements that content/files/svg writes, and no others.

A general one (resvg) takes two to three times as long a picture and holds the interpreter meanwhile
(docs/decisions/0011).
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from PIL import Image, ImageDraw

from web import letters

SHARPER = 3  # all is drawn so much larger and then reduced: edges come out smooth, and letters stand where they should
STYLE = ("fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "text-anchor")
STEP = re.compile(r"[MLHVlhvz]|-?[\d.]+")
RGBA = re.compile(r"rgba\((\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\)")
NONE = "none"

Point = tuple[float, float]
Style = Mapping[str, str]
Line = tuple[list[Point], bool]  # points, and whether the last leads back to the first


def draw(image: Image.Image, markup: str, corner: tuple[int, int], size: tuple[int, int], scale: float) -> None:
    """Draw a picture into a part of an image whose corner and size are given, `scale` times as large as it says."""
    raster = _Raster(size, scale, image.getpixel(corner))  # type: ignore[arg-type]
    raster.draw(ET.fromstring(markup), {"fill": "#000000", "stroke": NONE}, 1.0)
    image.paste(raster.image.reduce(SHARPER), corner)


class _Raster:
    """A picture, drawn large."""

    def __init__(self, size: tuple[int, int], scale: float, paper: tuple[int, ...]) -> None:
        self.scale = scale * SHARPER
        self.image = Image.new("RGB", (size[0] * SHARPER, size[1] * SHARPER), paper)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def draw(self, element: ET.Element, style: Style, opacity: float) -> None:
        """An element with all that it holds."""
        style = {**style, **{name: element.attrib[name] for name in STYLE if name in element.attrib}}
        opacity *= float(element.get("opacity", "1"))
        if element.tag == "text":
            letters.draw(self.pen, element, style, self.scale)
        elif "rotate" in element.get("transform", ""):
            letters.draw_turned(self.image, element, style, self.scale)
        elif element.tag == "svg" and "x" in element.attrib:
            self._draw_clipped(element, style, opacity)
        elif element.tag in ("g", "svg"):
            for child in element:
                self.draw(child, style, opacity)
        elif element.tag == "circle":
            x, y, radius = self._lengths(element, "cx", "cy", "r")
            self._circle((x, y), radius, style, opacity)
        elif element.tag == "rect":
            x, y, width, height = self._lengths(element, "x", "y", "width", "height")
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            self._lines([(corners, True)], style, opacity)
        elif element.tag == "path":
            self._lines(self._subpaths(element.attrib["d"]), style, opacity)
        else:
            raise ValueError(f"no pixels for the element {element.tag}")

    def _lengths(self, element: ET.Element, *names: str) -> Iterator[float]:
        return (float(element.get(name, "0")) * self.scale for name in names)

    def _draw_clipped(self, element: ET.Element, style: Style, opacity: float) -> None:
        left, top, width, height = self._lengths(element, "x", "y", "width", "height")
        box = round(left), round(top), round(left + width), round(top + height)
        before = self.image.copy()
        for child in element:
            self.draw(child, style, opacity)
        inside = self.image.crop(box)
        self.image.paste(before)
        self.image.paste(inside, box)

    def _circle(self, centre: Point, radius: float, style: Style, opacity: float) -> None:
        (x, y), width = centre, self._width(style)
        outer = radius + width / 2
        inside = None if style["fill"] == NONE else colour(style["fill"], opacity)
        ring = colour(style["stroke"], opacity) if width else None
        self.pen.ellipse((x - outer, y - outer, x + outer, y + outer), inside, ring, round(width))

    def _width(self, style: Style) -> float:
        return 0.0 if style["stroke"] == NONE else float(style.get("stroke-width", "1")) * self.scale

    def _lines(self, lines: Sequence[Line], style: Style, opacity: float) -> None:
        width = round(self._width(style))
        for points, closed in lines:
            if style["fill"] != NONE and len(points) > 2:
                self.pen.polygon(points, fill=colour(style["fill"], opacity))
            if width:
                course = [*points, points[0]] if closed else points
                for part in self._dashes(course, style):
                    joint = "curve" if len(part) > 2 else None
                    self.pen.line(part, fill=colour(style["stroke"], opacity), width=width, joint=joint)

    def _dashes(self, points: list[Point], style: Style) -> Iterator[list[Point]]:
        if "stroke-dasharray" not in style:
            return iter([points])
        drawn, left_out = (float(length) * self.scale for length in style["stroke-dasharray"].split())
        return dashes(points, drawn, left_out)

    def _subpaths(self, steps: str) -> list[Line]:
        scale = self.scale
        return [([(x * scale, y * scale) for x, y in points], closed) for points, closed in subpaths(steps)]


@lru_cache(maxsize=256)
def colour(text: str, opacity: float) -> tuple[int, int, int, int]:
    """A colour with how much it covers, each from 0 to 255."""
    if parts := RGBA.fullmatch(text):
        red, green, blue = (int(part) for part in parts.groups()[:3])
        return red, green, blue, round(255 * float(parts[4]) * opacity)
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red, green, blue, round(255 * opacity)


def subpaths(steps: str) -> Iterator[Line]:
    """Lines of a path."""
    points: list[Point] = []
    command, x, y = "", 0.0, 0.0
    words = iter(STEP.findall(steps))
    for word in words:
        if word == "z":
            yield points, True
            points = []
            continue
        if word.isalpha():
            command, word = word, next(words)
        value = float(word)
        match command:
            case "M" | "L":
                if command == "M" and points:
                    yield points, False
                    points = []
                x, y = value, float(next(words))
            case "l":
                x, y = x + value, y + float(next(words))
            case "H":
                x = value
            case "h":
                x += value
            case "V":
                y = value
            case "v":
                y += value
        points.append((x, y))
    if points:
        yield points, False


def dashes(points: Sequence[Point], drawn: float, left_out: float) -> Iterator[list[Point]]:
    """The parts of a line that a pattern draws; it goes on around corners."""
    phase, period = 0.0, drawn + left_out
    for (x0, y0), (x1, y1) in pairwise(points):
        length = math.hypot(x1 - x0, y1 - y0)
        start = -phase
        while start < length:
            ends = (max(start, 0.0) / length, min(start + drawn, length) / length)
            if ends[0] < ends[1]:
                yield [(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) for share in ends]
            start += period
        phase = (phase + length) % period
