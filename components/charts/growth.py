"""Training compute, energy or emissions of models against their publication date."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from components.charts import style

HEIGHT = 560
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
    """An exponential curve, drawn solid up to `solid_until` and dashed from there on."""

    name: str
    colour: str
    dates: Sequence[datetime.date]
    values: Sequence[float]
    solid_until: datetime.date = field(default=datetime.date.max)


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
    traces += [_dots(identifier, name, members) for identifier, (name, members) in groups.items() if members]
    shown = [(value, text) for value, text in ticks if low <= value <= high]
    span = [first - datetime.timedelta(days=200), last + datetime.timedelta(days=int(365 * FOOT))]
    return {
        "data": traces,
        "layout": style.layout(
            HEIGHT,
            {"type": "date", "range": [day.isoformat() for day in span], "tickformat": "%Y", "dtick": "M24"},
            style.log_axis(low, high, shown, title={"text": unit, "standoff": 4}),
            annotations=[_line_label(line, low, high, last) for line in lines if line.dates],
        ),
    }


def _dots(identifier: str, name: str, points: Sequence[Point]) -> dict[str, Any]:
    colour = style.DOMAIN_COLOURS[identifier]
    return {
        "type": "scatter",
        "name": name,
        "mode": "markers+text",
        "x": [point.date.isoformat() for point in points],
        "y": [point.value for point in points],
        "text": [point.label for point in points],
        "textposition": "top left",
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
    inside = [
        (day, value) for day, value in zip(line.dates, line.values, strict=True) if low <= value <= high
    ]
    solid = [pair for pair in inside if pair[0] <= line.solid_until]
    dashed = [pair for pair in inside if pair[0] >= line.solid_until]
    parts = ((solid, "solid"), (dashed, "dot"))
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": line.name,
            "showlegend": False,
            "hoverinfo": "skip",
            "x": [day.isoformat() for day, _ in pairs],
            "y": [value for _, value in pairs],
            "line": {"color": line.colour, "width": 2.5, "dash": dash},
        }
        for pairs, dash in parts
        if len(pairs) > 1
    ]


def _line_label(line: Line, low: float, high: float, last: datetime.date) -> dict[str, Any]:
    """The curve's name beside its last point inside the axis: to its left where the axis ends."""
    day, value = [pair for pair in zip(line.dates, line.values, strict=True) if low <= pair[1] <= high][-1]
    leaves_at_top = (last - day).days > 365
    return {
        "x": day.isoformat(),
        "y": math.log10(value),
        "text": line.name,
        "font": {"color": line.colour, "size": 13},
        "showarrow": False,
        "xanchor": "left" if leaves_at_top else "right",
        "xshift": 6 if leaves_at_top else 0,
        "yanchor": "top" if leaves_at_top else "bottom",
        "yshift": 0 if leaves_at_top else 6,
    }
