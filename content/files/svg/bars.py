"""Horizontal bars: from zero, from a stated beginning or from the end of another, with texts in or next to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from content.files.svg import text
from content.files.svg.axes import BAR
from content.files.svg.elements import clipped, element, group, number, path
from content.files.svg.marks import Plot, Trace, each, outline
from content.files.svg.text import Line
from content.files.svg.theme import Theme

TEXT = 12  # letters where a trace states none [px]
PAD = 4  # between the end of a bar and its text [px]
TILE = 9  # between two lines of a hatching [px]

Box = tuple[float, float, float, float]  # left, top, width, height [px]


def draw(traces: Sequence[Trace], plot: Plot, layout: Mapping[str, Any], theme: Theme) -> str:
    """All bars of a figure."""
    ends: dict[Any, float] = {}
    stacked = layout.get("barmode") == "stack"
    if len(traces) > 1 and not stacked:
        raise ValueError("a picture knows bars of several traces only stacked")
    parts = []
    for trace in traces:
        starts = [ends.get(name, 0.0) for name in trace["y"]] if stacked else trace.get("base", [0.0] * len(trace["y"]))
        boxes = [
            _box(plot, start, value, name, trace)
            for start, value, name in zip(starts, trace["x"], trace["y"], strict=True)
        ]
        ends |= {name: start + value for name, start, value in zip(trace["y"], starts, trace["x"], strict=True)}
        parts.append(_boxes(trace, boxes))
        if "text" in trace:
            parts.append(_texts(trace, boxes, "uniformtext" in layout, theme))
    return "".join(parts)


def _box(plot: Plot, start: float, value: float, name: Any, trace: Trace) -> Box:
    if trace["orientation"] != "h":
        raise ValueError("a picture knows bars only from left to right")
    left, right = sorted(plot.x.held(plot.x.place(end)) for end in (start, start + value))
    middle, half = plot.y.scale.measure(name), trace.get("width", BAR) / 2
    bottom, top = (plot.y.at(middle + side * half) for side in (-1, 1))
    return left, top, right - left, bottom - top


def _boxes(trace: Trace, boxes: Sequence[Box]) -> str:
    marker = trace["marker"]
    shapes = (element("rect", x=left, y=top, width=width, height=height) for left, top, width, height in boxes)
    bars = group(*shapes, fill=marker["color"], **outline(marker.get("line", {})))
    return bars + (_hatching(marker["pattern"], boxes) if marker.get("pattern") else "")


def _hatching(pattern: Mapping[str, Any], boxes: Sequence[Box]) -> str:
    if pattern["shape"] != "/":
        raise ValueError(f"a picture knows no hatching {pattern['shape']}")
    parts = []
    for box in boxes:
        left, top, width, height = box
        steps = "".join(
            f"M{number(left + TILE * place - height)} {number(top + height)}l{number(height)}-{number(height)}"
            for place in range(1, int((width + height) / TILE) + 1)
        )
        parts.append(clipped(path(steps, stroke=pattern["fgcolor"], stroke_width=2), *box))
    return "".join(parts)


def _texts(trace: Trace, boxes: Sequence[Box], only_whole: bool, theme: Theme) -> str:
    sides = each(trace["textposition"], len(boxes))
    parts = []
    for box, label, side in zip(boxes, trace["text"], sides, strict=True):
        font = trace.get(f"{side}textfont", {})
        size, lines = float(font.get("size", TEXT)), text.parse(label)
        if side == "inside" and only_whole and not _fits(lines, size, box):
            continue
        parts.append(_text(trace, box, lines, side, size, font.get("color", theme.ink), theme))
    return "".join(parts)


def _fits(lines: Sequence[Line], size: float, box: Box) -> bool:
    return text.width(lines, size) + 2 * PAD <= box[2] and text.height(lines, size) <= box[3]


def _text(trace: Trace, box: Box, lines: Sequence[Line], side: str, size: float, colour: str, theme: Theme) -> str:
    left, top, width, height = box
    y, right = top + height / 2, left + width
    if side == "outside":
        return text.write(lines, right + PAD, y, theme, size, fill=colour)
    if trace["insidetextanchor"] == "end":
        return text.write(lines, right - PAD, y, theme, size, across="right", fill=colour)
    return text.write(lines, left + width / 2, y, theme, size, across="center", fill=colour)
