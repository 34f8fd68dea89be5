"""Training compute, energy or emissions of models against their publication date."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from content.charts import style

HEIGHT = 600
TOP = 44  # px above the picture, for the play button
EDGE = datetime.timedelta(days=400)  # after the first model: labels to the left would lie on the axis
BEFORE = datetime.timedelta(days=200)
FOOT = datetime.timedelta(days=550)  # beyond the last model, for the labels of the lines
HEAD_ROOM = 10  # above the largest model, for its name
DISAGREE = 1.5  # published values further apart than this are drawn as a bar
FADED = 0.22  # of the points that the line leaves out


@dataclass(frozen=True)
class Point:
    """One model."""

    model_id: str
    date: datetime.date
    value: float
    low: float
    high: float
    hover: str
    solid: bool
    counts: bool = True  # for the line
    label: str = ""


@dataclass(frozen=True)
class Group:
    """Points of one colour."""

    name: str
    colour: str
    points: list[Point]


@dataclass(frozen=True)
class Line:
    """An exponential curve, drawn solid from `solid_from` to `solid_until` and dotted outside.

    `label` says where its name stands: left of the curve, below its end, or in the legend.
    """

    name: str
    colour: str
    dates: Sequence[datetime.date]
    values: Sequence[float]
    solid_from: datetime.date = datetime.date.min
    solid_until: datetime.date = datetime.date.max
    label: Literal["left", "below", "legend"] = "legend"


@dataclass(frozen=True)
class Layer:
    """Rings around some of the points."""

    name: str
    points: Sequence[tuple[datetime.date, float, str]]  # date, value, hover
    colour: str
    size: int


@dataclass(frozen=True)
class Models:
    """The models as a part of the figure: drawn once for many curves."""

    traces: list[dict[str, Any]]
    frames: list[dict[str, Any]]  # one a year
    first: datetime.date
    last: datetime.date
    low: float
    high: float


def models(groups: Sequence[Group]) -> Models:
    """Points by group, with names and ranges."""
    drawn = [group for group in groups if group.points]
    points = [point for group in drawn for point in group.points]
    first, last = min(point.date for point in points), max(point.date for point in points)
    years, by_group = range(first.year, last.year + 1), [group.points for group in drawn]
    return Models(
        [*(_dots(group) for group in drawn), _labels(points, first), _bars(points)],
        [_frame(year, by_group, points) for year in years],
        first,
        last,
        *style.decades([point.value for point in points], HEAD_ROOM),
    )


def scatter(
    drawn: Models,
    lines: Sequence[Line],
    layers: Sequence[Layer],
    ticks: Sequence[tuple[float, str]],
    unit: str,
    incomplete: tuple[datetime.date, str],
    play: str,
) -> dict[str, Any]:
    """Figure of models and curves.

    `incomplete` is the day since which models are missing, and how to say so; `play` names the button that runs the
    years.
    """
    low, high, start, end = drawn.low, drawn.high, drawn.first - BEFORE, drawn.last + FOOT
    curves = [trace for line in lines for trace in _curve(line)]
    rings = [_rings(layer) for layer in layers if layer.points]
    names = [_line_label(line, low, high) for line in lines if line.label != "legend"]
    return {
        "data": [*drawn.traces, *curves, *rings],
        "layout": style.layout(
            HEIGHT,
            style.years(start, end, range=_days(start, end)),
            style.log_axis(
                low,
                high,
                [(value, text) for value, text in ticks if low <= value <= high],
                title={"text": unit, "standoff": 4},
            ),
            margin={"l": 8, "r": 16, "t": TOP, "b": 8},
            annotations=[name for name in names if name],
            shapes=[_missing(incomplete, end)],
            updatemenus=[style.play(play)],
        ),
        "frames": drawn.frames,
    }


def _days(*days: datetime.date) -> list[str]:
    return [day.isoformat() for day in days]


def _frame(year: int, groups: Sequence[Sequence[Point]], points: Sequence[Point]) -> dict[str, Any]:
    """The models up to the end of a year; the others are there but cannot be seen, so a frame weighs little."""

    def opacity(point: Point) -> float:
        return _opacity(point) if point.date.year <= year else 0

    labels = [point.label if point.date.year <= year else "" for point in points if point.label]
    return {
        "name": str(year),
        "data": [*({"marker": {"opacity": [opacity(point) for point in group]}} for group in groups), {"text": labels}],
        "traces": list(range(len(groups) + 1)),
    }


def _opacity(point: Point) -> float:
    return 1 if point.counts else FADED


def _missing(incomplete: tuple[datetime.date, str], end: datetime.date) -> dict[str, Any]:
    """Shade over the months of which models are still missing."""
    since, text = incomplete
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": since.isoformat(),
        "x1": end.isoformat(),
        "y0": 0,
        "y1": 1,
        "fillcolor": style.GRID,
        "opacity": 0.5,
        "line": {"width": 0},
        "layer": "below",
        "label": {"text": text, "textposition": "bottom right", "font": {"size": 11}},
    }


def _dots(group: Group) -> dict[str, Any]:
    points = group.points
    return {
        "type": "scatter",
        "name": group.name,
        "mode": "markers",
        "x": _days(*(point.date for point in points)),
        "y": [point.value for point in points],
        "hovertext": [point.hover for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [point.model_id for point in points],
        "marker": {
            "symbol": ["circle" if point.solid else "circle-open" for point in points],
            "opacity": [_opacity(point) for point in points],
            "size": 8,
            "color": group.colour,
            "line": {"width": 1.5, "color": group.colour},
        },
    }


def _labels(points: Sequence[Point], first: datetime.date) -> dict[str, Any]:
    """Names of some points."""
    named = [point for point in points if point.label]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "marker": {"size": 10, "opacity": 0},  # keeps the name off its point
        "showlegend": False,
        "hoverinfo": "skip",
        "x": _days(*(point.date for point in named)),
        "y": [point.value for point in named],
        "text": [point.label for point in named],
        # Left of a point and above it is where the fewest others are; the first model has the axis on its left.
        "textposition": ["top left" if point.date - first > EDGE else "bottom right" for point in named],
        "textfont": {"size": style.TEXT},
    }


def _bars(points: Sequence[Point]) -> dict[str, Any]:
    """Ranges of the points whose published values lie apart, or that are estimated."""
    apart = [point for point in points if point.high / point.low > DISAGREE]
    return {
        "type": "scatter",
        "mode": "markers",
        "showlegend": False,
        "hoverinfo": "skip",
        "x": _days(*(point.date for point in apart)),
        "y": [point.value for point in apart],
        "marker": {"size": 1, "color": style.BAR},
        "error_y": {
            "type": "data",
            "array": [point.high - point.value for point in apart],
            "arrayminus": [point.value - point.low for point in apart],
            "color": style.BAR,
            "thickness": 1.5,
            "width": 0,
        },
    }


def _rings(layer: Layer) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": layer.name,
        "mode": "markers",
        "x": _days(*(date for date, _, _ in layer.points)),
        "y": [value for _, value, _ in layer.points],
        "hovertext": [hover for _, _, hover in layer.points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"symbol": "circle-open", "size": layer.size, "color": layer.colour, "line": {"width": 2}},
    }


def _curve(line: Line) -> list[dict[str, Any]]:
    """A solid trace, and dotted ones that meet it at its ends; the axes cut them off."""
    pairs = list(zip(line.dates, line.values, strict=True))
    before = [pair for pair in pairs if pair[0] <= line.solid_from]
    solid = [pair for pair in pairs if line.solid_from <= pair[0] <= line.solid_until]
    after = [pair for pair in pairs if pair[0] >= line.solid_until]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": line.name,
            "showlegend": line.label == "legend" and dash == "solid",
            "hoverinfo": "skip",
            "x": _days(*(day for day, _ in part)),
            "y": [value for _, value in part],
            "line": {"color": line.colour, "width": 2.5, "dash": dash},
        }
        for part, dash in ((before, "dot"), (solid, "solid"), (after, "dot"))
        if len(part) > 1
    ]


def _line_label(line: Line, low: float, high: float) -> dict[str, Any]:
    """The curve's name beside it: left of its upper third where the picture is empty, or below its end."""
    inside = [pair for pair in zip(line.dates, line.values, strict=True) if low <= pair[1] <= high]
    if not inside:
        return {}
    day, value = inside[int(len(inside) * 0.85) if line.label == "left" else -1]
    return {
        "x": day.isoformat(),
        "y": math.log10(value),
        "text": style.keyed(line.name, line.colour),
        "font": {"size": 13},
        "align": "right",
        "showarrow": False,
        "xanchor": "right",
        "xshift": -6 if line.label == "left" else 0,
        "yanchor": "bottom" if line.label == "left" else "top",
        "yshift": 0 if line.label == "left" else -4,
    }
