"""Legend: signs and names of the traces in rows below a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.files.svg import marks, text
from content.files.svg.elements import element, group, number, path
from content.files.svg.text import Line
from content.files.svg.theme import Theme

SIZE = 12  # of letters where a figure states none [px]
SIGN, GAP, APART = 26, 6, 18  # room of a sign, between sign and name, between two entries [px]
MOST_ROWS = 3  # that a picture lower than its chart has room for
ROW = 1.7  # height of a row, of the size of its letters [1]
ABOVE = 10  # between the picture and its legend [px]
HALF_BOX = 6  # of a sign for an area [px]


@dataclass(frozen=True)
class Entry:
    """One trace, at a place from the left edge and in a row."""

    trace: Mapping[str, Any]
    name: list[Line]
    x: float
    row: int


@dataclass(frozen=True)
class Legend:
    """All entries; empty where a figure has no legend."""

    entries: Sequence[Entry]
    size: float

    @property
    def height(self) -> float:
        """Height of all rows and the gap above them [px]."""
        return ABOVE + (self.entries[-1].row + 1) * ROW * self.size if self.entries else 0.0


def arrange(figure: Mapping[str, Any], width: float, wider: float, most_rows: int | None = None) -> Legend:
    """Legend of a figure in rows that are no wider than `width` [px], in letters `wider` than ours.

    Empty where it has more rows than allowed.
    """
    layout = figure["layout"]
    size = float(layout["legend"].get("font", {}).get("size", SIZE))
    named = [trace for trace in figure["data"] if trace.get("showlegend", True) and trace.get("name")]
    entries: list[Entry] = []
    x, row = 0.0, 0
    for trace in named if layout["showlegend"] else ():
        name = text.wrapped(text.parse(trace["name"]), size, width - SIGN - GAP)
        room = SIGN + GAP + wider * text.width(name, size)
        if x and x + room > width:
            x, row = 0.0, row + 1
        entries.append(Entry(trace, name, x, row))
        x, row = x + room + APART, row + len(name) - 1
    return Legend(entries if most_rows is None or row < most_rows else [], size)


def draw(legend: Legend, left: float, bottom: float, theme: Theme) -> str:
    """The legend from its left edge, with its last row on `bottom`."""
    if not legend.entries:
        return ""
    rows, last = ROW * legend.size, legend.entries[-1].row
    parts = []
    for entry in legend.entries:
        x, y = left + entry.x, bottom - (last - entry.row + 0.5) * rows
        parts.append(_sign(entry.trace, x + SIGN / 2, y))
        parts.append(text.write(entry.name, x + SIGN + GAP, y, theme, measured=legend.size))
    return group(*parts, fill=theme.quiet, font_size=legend.size)


def _sign(trace: Mapping[str, Any], x: float, y: float) -> str:
    if trace["type"] == "bar" or "fill" in trace:
        colour = trace["fillcolor"] if "fill" in trace else trace["marker"]["color"]
        box = {"x": x - HALF_BOX, "y": y - HALF_BOX, "width": 2 * HALF_BOX, "height": 2 * HALF_BOX}
        return element("rect", **box, fill=colour, **marks.outline(trace.get("line", {})))
    sign = ""
    if "lines" in trace["mode"]:
        sign += path(f"M{number(x - SIGN / 2)} {number(y)}h{SIGN}", fill="none", **marks.stroke(trace["line"]))
    if "markers" in trace["mode"]:
        sign += marks.sign(trace, x, y)
    return sign
