"""Predicted against published values of the backtest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style

HEIGHT = 480
BAND = 1.5
BESIDE = 32  # room for half of the last label [px]


@dataclass(frozen=True)
class Pair:
    """One run: published and predicted value in the same unit."""

    published: float
    predicted: float
    hover: str


def predicted_against_published(
    pairs: Sequence[Pair], ticks: Sequence[tuple[float, str]], published: str, predicted: str
) -> dict[str, Any]:
    """Points around the diagonal, with a band of a factor of 1.5."""
    low, high = style.decades([value for pair in pairs for value in (pair.published, pair.predicted)], head_room=2)
    visible = [(value, text) for value, text in ticks if low <= value <= high]
    ends = [low, high]
    traces = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [*ends, *reversed(ends)],
            "y": [low * BAND, high * BAND, high / BAND, low / BAND],
            "fill": "toself",
            "fillcolor": style.TRAINING_BAND,
            "line": {"width": 0},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": ends,
            "y": ends,
            "line": {"color": style.MOORE, "width": 1},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [pair.published for pair in pairs],
            "y": [pair.predicted for pair in pairs],
            "marker": {"size": 9, "color": style.ESTIMATED, "symbol": "circle-open", "line": {"width": 2}},
            "text": [pair.hover for pair in pairs],
            "hovertemplate": "%{text}<extra></extra>",
        },
    ]
    return {
        "data": traces,
        "layout": style.layout(
            HEIGHT,
            style.log_axis(low, high, visible, title={"text": published}),
            style.log_axis(low, high, visible, title={"text": predicted}),
            showlegend=False,
            margin={"l": 8, "r": BESIDE, "t": 16, "b": 8},
        ),
    }
