"""Named rows with points of several kinds on one axis: a value, and its range where one is stated."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from content.charts import style

ROW_HEIGHT = 28  # px
TEXTED_HEIGHT = 32  # of a row with texts over its points [px]
NOTED_HEIGHT = 38  # of a row with a note below its label [px]
FRAME_HEIGHT = 130  # axis and title above, legend below; a phone breaks the legend in two
EDGE = 0.12  # share of the axis at either end in which a text turns towards the middle [1]
NOTE = '<br><span style="font-size:0.85em">{note}</span>'


@dataclass(frozen=True)
class Point:
    """One figure in the row of its label; bounds are NaN where no range is stated."""

    label: str
    value: float
    hover: str
    about: str  # kind and boundary
    low: float = math.nan
    high: float = math.nan
    text: str = ""  # over the point: what can be read without pointing at it
    note: str = ""  # below the label of the row


@dataclass(frozen=True)
class Series:
    """Points of one kind."""

    name: str
    colour: str
    symbol: str
    points: Sequence[Point] = field(default_factory=tuple)


def drawn(series: Sequence[Series], labels: Sequence[str], axis: dict[str, Any], row_height: int = 0) -> dict[str, Any]:
    """Figure with the rows from top to bottom in the order of `labels`.

    Parameters
    ----------
    axis : horizontal axis, e.g. of `style.log_axis`
    row_height : of one row, if it is to be another than usual [px]
    """
    points = [point for group in series for point in group.points]
    notes = {point.label: point.note for point in points if point.note}
    usual = NOTED_HEIGHT if notes else TEXTED_HEIGHT if any(point.text for point in points) else ROW_HEIGHT
    return {
        "data": [_trace(group, axis) for group in series if group.points],
        "layout": style.layout(
            FRAME_HEIGHT + (row_height or usual) * len(labels),
            {"side": "top", "tickangle": 0, **axis},
            {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": list(labels)[::-1],
                **_noted(labels, notes),
                "range": [-0.6, len(labels) - 0.4],
                "tickfont": {"size": 12},
                "dtick": 1,
            },
        ),
    }


def _noted(labels: Sequence[str], notes: Mapping[str, str]) -> dict[str, Any]:
    """Labels of the rows, with the note of each in a second line."""
    if not notes:
        return {}
    texts = [label + NOTE.format(note=notes[label]) if label in notes else label for label in labels]
    return {"tickmode": "array", "tickvals": list(labels), "ticktext": texts}


def _texts(points: Sequence[Point], axis: Mapping[str, Any]) -> dict[str, Any]:
    """Texts over the points; `text` itself is what a point shows when pointed at."""
    if not any(point.text for point in points):
        return {}
    return {
        "mode": "markers+text",
        "customdata": [point.text for point in points],
        "texttemplate": "%{customdata}",
        "textposition": [_side(point.value, axis) for point in points],
        "textfont": {"size": style.TEXT},
        "cliponaxis": False,
    }


def _side(value: float, axis: Mapping[str, Any]) -> str:
    low, high = axis["range"]
    place = ((math.log10(value) if axis.get("type") == "log" else value) - low) / (high - low)
    return "top right" if place < EDGE else "top left" if place > 1 - EDGE else "top center"


def _trace(series: Series, axis: Mapping[str, Any]) -> dict[str, Any]:
    points = series.points
    stated = [math.isfinite(point.low) and math.isfinite(point.high) for point in points]
    return {
        "type": "scatter",
        "name": series.name,
        "mode": "markers",
        "x": [point.value for point in points],
        "y": [point.label for point in points],
        "error_x": {
            "type": "data",
            "array": [point.high - point.value if known else 0 for point, known in zip(points, stated, strict=True)],
            "arrayminus": [
                point.value - point.low if known else 0 for point, known in zip(points, stated, strict=True)
            ],
            "color": series.colour,
            "thickness": 2,
            "width": 0,
            "visible": any(stated),
        },
        "marker": {
            "symbol": series.symbol,
            "size": 10,
            "color": series.colour,
            "line": {"width": 2, "color": series.colour},
        },
        "text": [point.hover for point in points],
        "hovertemplate": "%{text}<extra></extra>",
        **_texts(points, axis),
    }
