"""Notes of a figure: shades and lines behind the marks, and texts at places of the axes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from content.files.svg import text
from content.files.svg.axes import Axis
from content.files.svg.elements import element, number, path
from content.files.svg.layout import Layout
from content.files.svg.marks import outline, stroke
from content.files.svg.theme import Theme

SIZE = 12  # of letters where a note states none [px]
PAD = 3  # between a shade and its label [px]

Note = Mapping[str, Any]


def _at(value: Any, side: str, reference: str, layout: Layout, measured: bool) -> float:
    """Place of a value of an axis, or of a share of the area; `measured` values are logarithms where the axis is."""
    area = layout.area
    if reference == "paper":
        share = float(value)
        return area.left + share * area.width if side == "x" else area.bottom - share * area.height
    axis: Axis = layout.axes[reference]
    if measured and axis.scale.kind == "log":
        return axis.at(float(value))
    return axis.place(value)


def shape(note: Note, layout: Layout, theme: Theme) -> str:
    """A rectangle or a line."""
    x0, x1, y0, y1 = (
        _at(note[end], end[0], note.get(f"{end[0]}ref", end[0]), layout, measured=False)
        for end in ("x0", "x1", "y0", "y1")
    )
    if note["type"] == "line":
        return path(f"M{number(x0)} {number(y0)}L{number(x1)} {number(y1)}", fill="none", **stroke(note["line"]))
    if note["type"] != "rect":
        raise ValueError(f"a picture knows no shape {note['type']}")
    left, right = sorted(layout.axes["x"].held(x) for x in (x0, x1))
    top, bottom = sorted((y0, y1))
    drawn = element(
        "rect",
        x=left,
        y=top,
        width=right - left,
        height=bottom - top,
        fill=note["fillcolor"],
        opacity=f"{note['opacity']:g}" if "opacity" in note else None,
        **outline(note["line"]),
    )
    return drawn + (_label(note["label"], right, bottom, theme) if "label" in note else "")


def _label(label: Mapping[str, Any], right: float, bottom: float, theme: Theme) -> str:
    if label["textposition"] != "bottom right":
        raise ValueError(f"a picture knows no label at {label['textposition']}")
    lines, size = text.parse(label["text"]), float(label["font"]["size"])
    return text.write(lines, right - PAD, bottom - PAD, theme, size, across="right", upright="bottom", fill=theme.ink)


def annotation(note: Note, layout: Layout, theme: Theme) -> str:
    """A text at a place, with a line to it where it stands away; it stays in the picture, and goes with its row."""
    x, y = (_at(note[side], side, note.get(f"{side}ref", side), layout, measured=True) for side in ("x", "y"))
    if note.get("yref") != "paper" and not layout.axes[note.get("yref", "y")].within(y):
        return ""
    lines, size = text.parse(note["text"]), float(note.get("font", {}).get("size", SIZE))
    arrow = ""
    if note.get("showarrow", True):
        end = x + note["ax"], y + note["ay"]
        arrow = path(
            f"M{number(x)} {number(y)}L{number(end[0])} {number(end[1])}",
            stroke=note["arrowcolor"],
            stroke_width=float(note["arrowwidth"]),
        )
        x, y = end
    return arrow + text.write(
        lines,
        x + note.get("xshift", 0),
        y - note.get("yshift", 0),
        theme,
        size,
        across=note.get("xanchor", "center"),
        upright=note.get("yanchor", "middle"),
        within=(layout.width, layout.height),
    )
