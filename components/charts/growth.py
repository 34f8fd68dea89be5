"""Training compute, energy or emissions of models against their publication date."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from components.charts import style

HEIGHT = 560
EDGE = datetime.timedelta(days=400)  # after the first model: labels to the left would lie on the axis
FOOT = 1.5  # years beyond the last model, for the labels of the lines


@dataclass(frozen=True)
class Point:
    """One model."""

    date: datetime.date
    value: float
    hover: str
    solid: bool
    label: str = ""


@dataclass(frozen=True)
class Line:
    """An exponential curve, drawn solid up to `solid_until` and dashed from there on.

    `label` says where its name stands: left of the curve, below its end, or in the legend.
    """

    name: str
    colour: str
    dates: Sequence[datetime.date]
    values: Sequence[float]
    solid_until: datetime.date = datetime.date.max
    label: Literal["left", "below", "legend"] = "legend"


def scatter(
    groups: Mapping[str, tuple[str, Sequence[Point]]],
    lines: Sequence[Line],
    ticks: Sequence[tuple[float, str]],
    unit: str,
) -> dict[str, Any]:
    """Figure of points by group (id -> name and points) and curves; the curves are clipped to the points' decades."""
    points = [point for _, members in groups.values() for point in members]
    low, high = style.decades([point.value for point in points], head_room=4)
    first = min(point.date for point in points)
    last = max(point.date for point in points)
    traces = [trace for line in lines for trace in _curve(line, low, high)]
    traces += [_dots(identifier, name, members, first) for identifier, (name, members) in groups.items() if members]
    shown = [(value, text) for value, text in ticks if low <= value <= high]
    span = [first - datetime.timedelta(days=200), last + datetime.timedelta(days=int(365 * FOOT))]
    return {
        "data": traces,
        "layout": style.layout(
            HEIGHT,
            {"type": "date", "range": [day.isoformat() for day in span], "tickformat": "%Y", "dtick": "M24"},
            style.log_axis(low, high, shown, title={"text": unit, "standoff": 4}),
            annotations=[_line_label(line, low, high) for line in lines if line.label != "legend"],
        ),
    }


def _dots(identifier: str, name: str, points: Sequence[Point], first: datetime.date) -> dict[str, Any]:
    colour = style.DOMAIN_COLOURS[identifier]
    return {
        "type": "scatter",
        "name": name,
        "mode": "markers+text",
        "x": [point.date.isoformat() for point in points],
        "y": [point.value for point in points],
        "text": [point.label for point in points],
        # Left of a point and above it is where the fewest others are; the first model has the axis on its left.
        "textposition": ["top left" if point.date - first > EDGE else "bottom right" for point in points],
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": [point.hover for point in points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "symbol": ["circle" if point.solid else "circle-open" for point in points],
            "size": 8,
            "color": colour,
            "line": {"width": 1.5, "color": colour},
        },
    }


def _curve(line: Line, low: float, high: float) -> list[dict[str, Any]]:
    """The curve inside the axis: one solid and one dashed trace that meet at `solid_until`."""
    inside = [(day, value) for day, value in zip(line.dates, line.values, strict=True) if low <= value <= high]
    solid = [pair for pair in inside if pair[0] <= line.solid_until]
    dashed = [pair for pair in inside if pair[0] >= line.solid_until]
    parts = ((solid, "solid"), (dashed, "dot"))
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": line.name,
            "showlegend": line.label == "legend" and dash == "solid",
            "hoverinfo": "skip",
            "x": [day.isoformat() for day, _ in pairs],
            "y": [value for _, value in pairs],
            "line": {"color": line.colour, "width": 2.5, "dash": dash},
        }
        for pairs, dash in parts
        if len(pairs) > 1
    ]


def _line_label(line: Line, low: float, high: float) -> dict[str, Any]:
    """The curve's name beside it: left of its upper third where the picture is empty, or below its end."""
    inside = [pair for pair in zip(line.dates, line.values, strict=True) if low <= pair[1] <= high]
    day, value = inside[int(len(inside) * 0.85) if line.label == "left" else -1]
    return {
        "x": day.isoformat(),
        "y": math.log10(value),
        "text": line.name,
        "font": {"color": line.colour, "size": 13},
        "align": "right",
        "showarrow": False,
        "xanchor": "right",
        "xshift": -6 if line.label == "left" else 0,
        "yanchor": "bottom" if line.label == "left" else "top",
        "yshift": 0 if line.label == "left" else -4,
    }
