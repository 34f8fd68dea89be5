"""A small chart in the picture of a preview: ranges below one another, or a cloud of points."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from content.charts import style
from web.lettering import write

PAPER, INK, QUIET, RULE = "#fcfcfa", "#1d2724", "#5b6662", "#d9ddd9"
SHARPER = 3  # shapes are drawn so much larger and then reduced: their edges come out smooth
LETTERS = 22  # [px]
ROW = 96  # height of a range with its label, where there is room for it [px]
INDENT = 96  # room for the labels of an upright axis [px]

Tick = tuple[float, str]
Word = tuple[str, float, float, str, float]  # text, left, base, colour, alignment


@dataclass(frozen=True)
class Range:
    """An estimate with its range, and what was published [t CO2e]; NaN where there is none."""

    label: str
    estimate: float
    low: float
    high: float
    published: float

    @property
    def values(self) -> list[float]:
        """All values that there are."""
        return [value for value in (self.estimate, self.low, self.high, self.published) if math.isfinite(value)]


@dataclass(frozen=True)
class Ranges:
    """Estimates below one another on a logarithmic axis."""

    estimated: str  # what the hollow and the solid marks are
    published: str
    rows: tuple[Range, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Cloud:
    """Points over time, or over another quantity, on a logarithmic axis, each solid or hollow, and a line."""

    title: str
    points: tuple[tuple[float, float, bool], ...]  # day or value across, value upwards, solid
    line: tuple[tuple[float, float], ...]
    across: tuple[Tick, ...]
    ticks: tuple[Tick, ...]
    logarithmic: bool = False  # across too


Sketch = Ranges | Cloud


class _Panel:
    """Part of a picture with an axis each way; shapes are drawn large and put in before the words."""

    def __init__(self, box: tuple[int, int, int, int]) -> None:
        self.left, self.top, right, bottom = box
        self.width, self.height = right - self.left, bottom - self.top
        self.image = Image.new("RGB", (self.width * SHARPER, self.height * SHARPER), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, *ends: tuple[float, float], colour: str, wide: float) -> None:
        self.pen.line([(x * SHARPER, y * SHARPER) for x, y in ends], fill=colour, width=round(wide * SHARPER))

    def dot(self, x: float, y: float, radius: float, colour: str, solid: bool) -> None:
        ring, inside = radius * SHARPER, colour if solid else PAPER
        box = (x * SHARPER - ring, y * SHARPER - ring, x * SHARPER + ring, y * SHARPER + ring)
        self.pen.ellipse(box, fill=inside, outline=colour, width=round(radius * SHARPER / 2.5))

    def put(self, image: Image.Image) -> None:
        small = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        image.paste(small, (self.left, self.top))


def _scale(values: Sequence[float], start: float, end: float, logarithmic: bool) -> Callable[[float], float]:
    """Position of a value between two ends, with some room beyond the extremes [px]."""
    turn = math.log10 if logarithmic else float
    low, high = turn(min(values)), turn(max(values))
    room = 0.06 * (high - low) or 1.0
    return lambda value: start + (turn(value) - low + room) / (high - low + 2 * room) * (end - start)


def draw(found: Sketch, image: Image.Image, box: tuple[int, int, int, int]) -> None:
    """Draw a sketch into a part of a picture."""
    panel = _Panel(box)
    draw_one = _draw_ranges if isinstance(found, Ranges) else _draw_cloud
    words = draw_one(found, panel)  # type: ignore[arg-type]
    panel.put(image)
    pen = ImageDraw.Draw(image)
    for text, x, y, colour, align in words:
        write(pen, text, panel.left + x, panel.top + y, LETTERS, colour, align=align)


def _draw_ranges(found: Ranges, panel: _Panel) -> list[Word]:
    values = [value for row in found.rows for value in row.values]
    place = _scale([*values, *(value for value, _ in found.ticks)], 0, panel.width, logarithmic=True)
    marks = [
        one for one in ((found.estimated, style.ESTIMATED, False), (found.published, style.REPORTED, True)) if one[0]
    ]
    room = panel.height - LETTERS * (2 + 1.5 * len(marks))  # above the axis' numbers and what the marks are
    row_height = min(ROW, room / len(found.rows))
    bottom = len(found.rows) * row_height
    words: list[Word] = []
    for value, text in found.ticks:
        panel.line((place(value), 0), (place(value), bottom), colour=RULE, wide=1.5)
        words.append((text, place(value), bottom + LETTERS * 1.2, QUIET, 0.5))
    for number, row in enumerate(found.rows):
        y = (number + 0.72) * row_height
        words.append((row.label, 0, y - max(0.3 * row_height, LETTERS * 0.7), INK, 0.0))
        if math.isfinite(row.estimate):
            panel.line((place(row.low), y), (place(row.high), y), colour=style.ESTIMATED, wide=4)
            panel.dot(place(row.estimate), y, 10, style.ESTIMATED, solid=False)
        if math.isfinite(row.published):
            panel.dot(place(row.published), y, 8, style.REPORTED, solid=True)
    y = bottom + LETTERS * 2.6
    for text, colour, solid in marks:
        panel.dot(10, y, 8, colour, solid)
        words.append((text, 30, y + LETTERS / 3, QUIET, 0.0))
        y += LETTERS * 1.5
    return words


def _draw_cloud(found: Cloud, panel: _Panel) -> list[Word]:
    below, above = panel.height - LETTERS * 1.5, LETTERS * 1.6
    x = _scale([day for day, *_ in (*found.points, *found.line)], INDENT, panel.width, found.logarithmic)
    y = _scale([point[1] for point in (*found.points, *found.line)], below, above, logarithmic=True)
    words: list[Word] = [(found.title, 0, LETTERS, QUIET, 0.0)]
    for value, text in found.ticks:
        panel.line((INDENT, y(value)), (panel.width, y(value)), colour=RULE, wide=1.5)
        words.append((text, INDENT - 8, y(value) + LETTERS / 3, QUIET, 1.0))
    words += [(text, x(day), panel.height - 4, QUIET, 0.5) for day, text in found.across]
    for day, value, solid in found.points:
        panel.dot(x(day), y(value), 4.5, style.REPORTED, solid)
    if found.line:
        panel.line(*((x(day), y(value)) for day, value in found.line), colour=style.FIT, wide=3)
    return words
