"""Rich text of charts: the few marks of HTML that Plotly knows, measured, broken into lines and written as SVG."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Literal

from content.files import lettering
from content.files.svg.elements import element
from content.files.svg.theme import Theme

LEADING = 1.3  # height of a line, of the size of its letters [1]
CAPITALS = 0.36  # half the height of a capital, of the size of its letters [1]
TAG = re.compile(r"<(/?)(b|br|span)((?: [a-z]+=\"[^\"]*\")*) ?/?>")
COLOUR = re.compile(r"color:\s*(#[0-9a-fA-F]{3,8})")
SCALE = re.compile(r"font-size:\s*([0-9.]+)em")
SHARES = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}
EDGE = 2  # between letters and the edge that they do not leave [px]
ANCHORS = {"left": None, "center": "middle", "right": "end"}

Across = Literal["left", "center", "right"]
Upright = Literal["top", "middle", "bottom"]


@dataclass(frozen=True)
class Run:
    """A part of a line in one kind of letters."""

    text: str
    bold: bool = False
    colour: str = ""
    scale: float = 1.0

    def width(self, size: float) -> float:
        """Width in letters of a size [px]."""
        return lettering.width(self.text, "bold" if self.bold else "regular", size * self.scale)


Line = tuple[Run, ...]


def parse(markup: str) -> list[Line]:
    """Lines of a text with marks; what is no mark known is a letter like all others."""
    lines: list[list[Run]] = [[]]
    styles = [Run("")]
    start = 0
    for mark in TAG.finditer(markup):
        _add(lines[-1], styles[-1], markup[start : mark.start()])
        start = mark.end()
        closing, name, attributes = mark.groups()
        if name == "br":
            lines.append([])
        elif closing:
            del styles[max(1, len(styles) - 1) :]
        else:
            styles.append(_styled(styles[-1], name, attributes))
    _add(lines[-1], styles[-1], markup[start:])
    return [tuple(line) for line in lines]


def _add(line: list[Run], style: Run, text: str) -> None:
    if text:
        line.append(replace(style, text=unescape(text).replace("  ", "\u00a0 ")))


def _styled(style: Run, name: str, attributes: str) -> Run:
    if name == "b":
        return replace(style, bold=True)
    colour, scale = COLOUR.search(attributes), SCALE.search(attributes)
    return replace(
        style,
        colour=colour[1] if colour else style.colour,
        scale=style.scale * float(scale[1]) if scale else style.scale,
    )


def width(lines: Sequence[Line], size: float) -> float:
    """Width of the widest line [px]."""
    return max((sum(run.width(size) for run in line) for line in lines), default=0.0)


def height(lines: Sequence[Line], size: float) -> float:
    """Height of all lines [px]."""
    return len(lines) * LEADING * size


def wrapped(lines: Sequence[Line], size: float, most: float) -> list[Line]:
    """The same with lines broken that are wider than `most` [px]."""
    broken: list[list[Run]] = []
    for line in lines:
        broken.append([])
        for run in line:
            for piece in lettering.PIECES.findall(run.text):
                part = replace(run, text=piece)
                before = sum(other.width(size) for other in broken[-1])
                if broken[-1] and before + replace(run, text=piece.rstrip()).width(size) > most:
                    broken.append([])
                _append(broken[-1], part)
    return [tuple(line) for line in broken]


def _append(line: list[Run], part: Run) -> None:
    """Put a piece at the end of a line, into its last run where that is of one kind with it."""
    if line and replace(line[-1], text="") == replace(part, text=""):
        line[-1] = replace(part, text=line[-1].text + part.text)
    else:
        line.append(part)


def write(
    lines: Sequence[Line],
    x: float,
    y: float,
    theme: Theme,
    size: float | None = None,
    *,
    across: Across = "left",
    upright: Upright = "middle",
    fill: str | None = None,
    measured: float = 12,
    within: tuple[float, float] | None = None,
) -> str:
    """SVG of lines at a place that is their left, centre or right, and their top, middle or bottom.

    `size` and `fill` are those of the surrounding group where they are not stated; `measured` is the group's size.
    `within` is a width and height that the lines do not leave.
    """
    letters = size or measured
    rows = LEADING * letters
    if within:
        share = SHARES[across]
        x = _held(x, share * width(lines, letters), (1 - share) * width(lines, letters), within[0])
        share = SHARES[upright]
        y = _held(y, share * len(lines) * rows, (1 - share) * len(lines) * rows, within[1])
    top = y - SHARES[upright] * len(lines) * rows
    base = top + rows / 2 + CAPITALS * letters
    inside = "".join(
        _runs(line, letters, theme) if number == 0 else element("tspan", _runs(line, letters, theme), x=x, dy=rows)
        for number, line in enumerate(lines)
    )
    return element("text", inside, x=x, y=base, text_anchor=ANCHORS[across], font_size=size, fill=fill)


def _held(place: float, before: float, after: float, end: float) -> float:
    """A place moved so that what lies before and after it stays between 0 and an end."""
    return max(min(place, end - EDGE - after), EDGE + before)


def _runs(line: Line, size: float, theme: Theme) -> str:
    return "".join(_run(run, size, theme) for run in line)


def _run(run: Run, size: float, theme: Theme) -> str:
    plain = not (run.bold or run.colour or run.scale != 1)
    parts = lettering.runs(run.text) if theme.chinese else [("latin", run.text)]
    inside = "".join(
        element("tspan", escape(part), font_family=theme.chinese) if script == "chinese" else escape(part)
        for script, part in parts
    )
    if plain:
        return inside
    return element(
        "tspan",
        inside,
        font_weight="700" if run.bold else None,
        fill=run.colour or None,
        font_size=size * run.scale if run.scale != 1 else None,
    )
