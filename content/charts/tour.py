"""A number line with what was guessed and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style

HEIGHT = 170


@dataclass(frozen=True)
class Mark:
    """A value on the line, with its label above or below and, where known, its range."""

    label: str
    value: float
    low: float
    high: float
    colour: str
    above: bool


def number_line(marks: Sequence[Mark], axis: dict[str, Any]) -> dict[str, Any]:
    """Figure of a horizontal axis with one point a mark."""
    return {
        "data": [_point(mark) for mark in marks],
        "layout": style.layout(
            HEIGHT,
            axis,
            {"visible": False, "range": [-1, 1]},
            showlegend=False,
            shapes=[
                {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "line": {"color": style.GRID}}
            ],
        ),
    }


def _point(mark: Mark) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [mark.value],
        "y": [0],
        "error_x": {
            "type": "data",
            "array": [mark.high - mark.value],
            "arrayminus": [mark.value - mark.low],
            "color": mark.colour,
            "thickness": 3,
            "width": 0,
        },
        "marker": {"size": 16, "color": mark.colour},
        "text": [f"<b>{mark.label}</b>"],
        "textposition": "top center" if mark.above else "bottom center",
        "textfont": {"size": 15},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
