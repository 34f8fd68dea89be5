"""Ranking of models on a logarithmic axis: published figure solid, estimate hollow with its range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components.charts import style

ROW_HEIGHT = 26  # px: a label of 12 px and room for a finger between two points
FRAME_HEIGHT = 110  # axis above, legend below


@dataclass(frozen=True)
class Row:
    """One model of the ranking; positions in the axis' unit, NaN where there is none."""

    label: str
    estimate: float
    low: float
    high: float
    estimate_hover: str
    published: float = math.nan
    published_hover: str = ""
    rated: bool = False  # the published figure is hours times a rating: nobody measured the power
    chosen: bool = False

    @property
    def value(self) -> float:
        """The estimate, else the published figure."""
        return self.estimate if math.isfinite(self.estimate) else self.published


def ranking(
    rows: Sequence[Row], ticks: Sequence[tuple[float, str]], estimated: str, published: str, rated: str
) -> dict[str, Any]:
    """Figure with one line a model, in the order given from top to bottom.

    Parameters
    ----------
    rows : largest first
    ticks : axis positions and their texts, in the unit of the rows
    estimated, published, rated : names of the three series
    """
    labels = [_bold(row) for row in rows]
    known = [row for row in rows if math.isfinite(row.estimate)]
    reported = [row for row in rows if math.isfinite(row.published)]
    bounds = [row.low for row in known] + [row.high for row in known] + [row.published for row in reported]
    low, high = style.decades(bounds)
    traces = [
        {
            "type": "scatter",
            "name": estimated,
            "mode": "markers",
            "x": [row.estimate for row in known],
            "y": [_bold(row) for row in known],
            "error_x": {
                "type": "data",
                "array": [row.high - row.estimate for row in known],
                "arrayminus": [row.estimate - row.low for row in known],
                "color": style.ESTIMATED,
                "thickness": 2,
                "width": 0,
            },
            "marker": {"symbol": "circle-open", "size": 11, "color": style.ESTIMATED, "line": {"width": 2.5}},
            "text": [row.estimate_hover for row in known],
            "hovertemplate": "%{text}<extra></extra>",
        },
        _published(published, "circle", [row for row in reported if not row.rated]),
        _published(rated, "diamond", [row for row in reported if row.rated]),
    ]
    traces = [trace for trace in traces if trace["x"]]
    shown = [(value, text) for value, text in ticks if low <= value <= high]
    return {
        "data": traces,
        "layout": style.layout(
            FRAME_HEIGHT + ROW_HEIGHT * len(rows),
            style.log_axis(low, high, shown, tickangle=0, side="top"),
            {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": labels[::-1],
                "range": [-0.6, len(rows) - 0.4],
                "tickfont": {"size": 12},
                "dtick": 1,
            },
        ),
    }


def _published(name: str, symbol: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Published figures of one basis."""
    return {
        "type": "scatter",
        "name": name,
        "mode": "markers",
        "x": [row.published for row in rows],
        "y": [_bold(row) for row in rows],
        "marker": {"symbol": symbol, "size": 9, "color": style.REPORTED},
        "text": [row.published_hover for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _bold(row: Row) -> str:
    return f"<b>{row.label}</b>" if row.chosen else row.label
