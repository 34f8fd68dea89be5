"""Horizontal bars with ranges: parts that add up, or amounts side by side, on an axis that begins at zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style

LINE_HEIGHT = 16  # px: of a label
GAP = 18  # px: between two labels
MARK_HEIGHT = 50  # px: least for a bar
FRAME_HEIGHT = 64  # axis above, legend below
HEAD_ROOM = 1.04  # of the axis beyond the longest range


@dataclass(frozen=True)
class Bar:
    """One bar: an amount from zero, or a part that begins where the one before it ends.

    Amounts and bounds in the unit of the axis; bounds are NaN where no range is stated.
    """

    label: str
    value: float
    hover: str
    part: bool = False
    low: float = math.nan
    high: float = math.nan
    published: float = math.nan
    published_hover: str = ""


def longest(bars: Sequence[Bar]) -> float:
    """End of the axis."""
    ends = [
        value
        for start, bar in zip(_starts(bars), bars, strict=True)
        for value in (start + bar.value, start + bar.high, bar.published)
        if math.isfinite(value)
    ]
    return style.end(max(ends) * HEAD_ROOM)


def _starts(bars: Sequence[Bar]) -> list[float]:
    """Where each bar begins: at zero, or where the one before a part ends."""
    starts, end = [], 0.0
    for bar in bars:
        starts.append(end if bar.part else 0.0)
        end = starts[-1] + bar.value
    return starts


def horizontal(
    bars: Sequence[Bar], ticks: Sequence[tuple[float, str]], estimated: str, published: str, rated: bool = False
) -> dict[str, Any]:
    """Figure of the bars from top to bottom; `estimated` and `published` name the ranges and the published marks.

    `rated` marks say that the published figures are hours times a rating, as in the rankings.
    """
    labels = [bar.label for bar in bars]
    lines = max(label.count("<br>") + 1 for label in labels)
    starts = _starts(bars)
    ranged = [(start, bar) for start, bar in zip(starts, bars, strict=True) if math.isfinite(bar.high)]
    marked = [bar for bar in bars if math.isfinite(bar.published)]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": labels,
            "base": starts,
            "x": [bar.value for bar in bars],
            "width": 0.5,
            "marker": {
                "color": style.INFERENCE_BAND,
                "line": {"color": style.ESTIMATED, "width": 2},
            },
            "hovertext": [bar.hover for bar in bars],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "name": estimated,
            "mode": "markers",
            "y": [bar.label for _, bar in ranged],
            "x": [start + bar.value for start, bar in ranged],
            "error_x": {
                "type": "data",
                "array": [bar.high - bar.value for _, bar in ranged],
                "arrayminus": [bar.value - bar.low for _, bar in ranged],
                "color": style.ESTIMATED,
                "thickness": 2,
                "width": 0,
            },
            "marker": {"symbol": "circle-open", "size": 11, "color": style.ESTIMATED, "line": {"width": 2.5}},
            "hovertext": [bar.hover for _, bar in ranged],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
        {
            "type": "scatter",
            "name": published,
            "mode": "markers",
            "y": [bar.label for bar in marked],
            "x": [bar.published for bar in marked],
            "marker": {"symbol": "diamond" if rated else "circle", "size": 9, "color": style.REPORTED},
            "hovertext": [bar.published_hover for bar in marked],
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]
    return {
        "data": [trace for trace in traces if trace["x"]],
        "layout": style.layout(
            FRAME_HEIGHT + len(bars) * max(MARK_HEIGHT, GAP + LINE_HEIGHT * lines),
            {
                "range": [0, longest(bars)],
                "tickmode": "array",
                "tickvals": [value for value, _ in ticks],
                "ticktext": [text for _, text in ticks],
                "tickangle": 0,
                "zeroline": False,
                "side": "top",
            },
            {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": labels[::-1],
                "range": [-0.6, len(bars) - 0.4],
                "showgrid": False,
                "dtick": 1,
            },
        ),
    }
