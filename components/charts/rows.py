"""Named rows with points of several kinds on one axis: a value, and its range where one is stated."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from components.charts import style

ROW_HEIGHT = 28  # px
FRAME_HEIGHT = 130  # axis and title above, legend below; a phone breaks the legend in two


@dataclass(frozen=True)
class Point:
    """One figure in the row of its label; bounds are NaN where no range is stated."""

    label: str
    value: float
    hover: str
    about: str  # kind and boundary
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True)
class Series:
    """Points of one kind."""

    name: str
    colour: str
    symbol: str
    points: Sequence[Point] = field(default_factory=tuple)


def drawn(
    series: Sequence[Series], labels: Sequence[str], axis: dict[str, Any], row_height: int = ROW_HEIGHT
) -> dict[str, Any]:
    """Figure with the rows from top to bottom in the order of `labels`.

    Parameters
    ----------
    axis : horizontal axis, e.g. of `style.log_axis`
    row_height : of one row [px]
    """
    return {
        "data": [_trace(one) for one in series if one.points],
        "layout": style.layout(
            FRAME_HEIGHT + row_height * len(labels),
            {"side": "top", "tickangle": 0, **axis},
            {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": list(labels)[::-1],
                "range": [-0.6, len(labels) - 0.4],
                "tickfont": {"size": 12},
                "dtick": 1,
            },
        ),
    }


def _trace(series: Series) -> dict[str, Any]:
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
    }
