"""Published figures of one model over its estimate, on a logarithmic axis around one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style

ROW_HEIGHT = 46  # px: a label of two lines
FRAME_HEIGHT = 84  # axis above, legend below
ROOM = 1.8  # beside the outermost mark, for its text
TICKS = (1e-4, 1e-3, 0.01, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 100.0, 1000.0)
MOST_TICKS = 5  # beyond which powers of ten alone are written


@dataclass(frozen=True)
class Ratio:
    """One published figure over the estimate; `low` and `high` are the estimate's own range over its median."""

    fact_id: str
    label: str
    value: float
    low: float
    high: float
    text: str
    hover: str
    same: bool  # counts what the estimate counts
    used: bool  # the estimate rests on it


def ratios(
    rows: Sequence[Ratio], ticks: Sequence[tuple[float, str]], same: str, other: str, estimated: str
) -> dict[str, Any]:
    """One line a figure, the first on top; `same`, `other` and `estimated` name the three series."""
    low, high = style.decades([value for row in rows for value in (row.low, row.high, row.value)], ROOM)
    places = [row.fact_id for row in rows]
    range_of_estimate = {
        "type": "scatter",
        "name": estimated,
        "mode": "markers",
        "y": places,
        "x": [1.0 for _ in rows],
        "error_x": {
            "type": "data",
            "array": [row.high - 1 for row in rows],
            "arrayminus": [1 - row.low for row in rows],
            "color": style.ESTIMATED,
            "thickness": 2,
            "width": 0,
        },
        "marker": {"symbol": "circle-open", "size": 13, "color": style.ESTIMATED, "line": {"width": 2.5}},
        "hoverinfo": "skip",
    }
    traces = [
        range_of_estimate,
        _marks(same, "circle", style.REPORTED, [row for row in rows if row.same]),
        _marks(other, "diamond", style.MOORE, [row for row in rows if not row.same]),
    ]
    visible = [(value, text) for value, text in ticks if low <= value <= high]
    if len(visible) > MOST_TICKS:
        visible = [(value, text) for value, text in visible if math.log10(value).is_integer()]
    return {
        "data": [trace for trace in traces if trace["x"]],
        "layout": style.layout(
            FRAME_HEIGHT + ROW_HEIGHT * len(rows),
            style.log_axis(low, high, visible, tickangle=0, side="top"),
            {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": places[::-1],
                "range": [-0.6, len(rows) - 0.4],
                "tickmode": "array",
                "tickvals": places,
                "ticktext": [row.label for row in rows],
            },
        ),
    }


def _marks(name: str, symbol: str, colour: str, rows: Sequence[Ratio]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "mode": "markers+text",
        "y": [row.fact_id for row in rows],
        "x": [row.value for row in rows],
        "marker": {"symbol": symbol, "size": 9, "color": colour},
        "text": [row.text for row in rows],
        "textposition": "top center",
        "hovertext": [row.hover for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
