"""Layout of a picture: how much room labels, titles and legend take, and what they leave for the axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from content.files.svg import legend, text, ticks
from content.files.svg.axes import Axis, Scale, scales
from content.files.svg.text import Line
from content.files.svg.theme import Theme
from content.files.svg.ticks import Tick

PAD = 8  # between axis and labels [px]
TITLE = 14  # letters of an axis' name [px]
STANDOFF = 8  # between labels and the name of the axis [px]
MOST_LABELS = 0.42  # of the width, for the labels of an upright axis [1]
TOP = 16  # margin above, where the figure leaves room for a button that a picture has not [px]


@dataclass(frozen=True)
class Area:
    """A rectangle [px]."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Layout:
    """Where the parts of a picture stand."""

    width: float
    height: float
    area: Area  # of all axes
    axes: Mapping[str, Axis]
    ticks: Mapping[str, list[Tick]]
    legend: legend.Legend


def plan(
    figure: Mapping[str, Any], width: float, height: float, theme: Theme, legend_rows: int | None = None
) -> Layout:
    """Layout of a figure for a width and height; a legend of more rows than allowed is left out."""
    known = scales(figure)
    margin = figure["layout"]["margin"]
    top = TOP if "updatemenus" in figure["layout"] else margin["t"]
    drawn = {name: _ticks(scale, name[0], width, height) for name, scale in known.items()}
    entries = legend.arrange(figure, width - margin["l"] - margin["r"], theme.wider, legend_rows)
    upright = [name for name in known if name[0] == "y"]
    left = margin["l"] + max(
        theme.wider * _labels(drawn[name], known[name]) + _title(known[name], "y") for name in upright
    )
    above, below = (_beside(known["x"], drawn["x"], side) for side in ("top", "bottom"))
    ends = theme.wider * text.width(drawn["x"][-1].label, ticks.size(known["x"])) / 2 if drawn["x"] else 0.0
    area = Area(
        left,
        top + above,
        width - max(margin["r"], min(ends, 0.1 * width)),
        height - margin["b"] - below - entries.height,
    )
    if "scaleanchor" in known["y"].options:
        area = _same_scale(area, known["x"], known["y"])
    axes = {name: _axis(scale, name[0], area) for name, scale in known.items()}
    drawn["x"] = ticks.apart(axes["x"], drawn["x"])
    return Layout(width, height, area, axes, drawn, entries)


def _ticks(scale: Scale, side: str, width: float, height: float) -> list[Tick]:
    drawn = ticks.ticks(scale, side, width if side == "x" else height)
    if side == "x":
        return drawn
    letters, most = ticks.size(scale), MOST_LABELS * width
    return [Tick(tick.at, _narrow(tick.label, letters, most)) for tick in drawn]


def _narrow(lines: list[Line], letters: float, most: float) -> list[Line]:
    return text.wrapped(lines, letters, most) if text.width(lines, letters) > most else lines


def _labels(drawn: list[Tick], scale: Scale) -> float:
    """Width of the labels next to an upright axis."""
    widest = max((text.width(tick.label, ticks.size(scale)) for tick in drawn), default=0.0)
    return widest + PAD if widest else 0.0


def title_size(scale: Scale) -> float:
    """Letters of the name of an axis; 0 where it has none."""
    title = scale.options.get("title")
    return float(title.get("font", {}).get("size", TITLE)) if title else 0.0


def _title(scale: Scale, side: str) -> float:
    """Room of the name of an axis."""
    size = title_size(scale)
    return size * text.LEADING + (STANDOFF if side == "x" else PAD) if size else 0.0


def _beside(scale: Scale, drawn: list[Tick], side: str) -> float:
    """Height of labels and name of the horizontal axis on one side of it."""
    if scale.options.get("side", "bottom") != side or not drawn:
        return 0.0
    return PAD + max(text.height(tick.label, ticks.size(scale)) for tick in drawn) + _title(scale, "x")


def _axis(scale: Scale, side: str, area: Area) -> Axis:
    if side == "x":
        return Axis(scale, area.left, area.right)
    low, high = scale.options.get("domain", (0, 1))
    return Axis(scale, area.bottom - low * area.height, area.bottom - high * area.height)


def _same_scale(area: Area, x: Scale, y: Scale) -> Area:
    """The area cut to where a unit is as long across as upright."""
    unit = min(area.width / (x.high - x.low), area.height / (y.high - y.low))
    across, upright = (area.width - unit * (x.high - x.low)) / 2, (area.height - unit * (y.high - y.low)) / 2
    return Area(area.left + across, area.top + upright, area.right - across, area.bottom - upright)
