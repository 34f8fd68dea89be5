"""Accelerators: the work that a chip does for a joule, by year."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style

HEIGHT = 380


@dataclass(frozen=True)
class Chip:
    """One accelerator and its work for a joule [FLOP/J]."""

    name: str
    date: datetime.date
    value: float
    hover: str


def per_joule(
    points: Sequence[Chip], line: Sequence[float], ticks: Sequence[tuple[float, str]], unit: str
) -> dict[str, Any]:
    """Figure of accelerators, oldest first, with the line through them; the first and the best are named."""
    low, high = style.decades([chip.value for chip in points])
    best = max(points, key=lambda chip: chip.value)
    dates = [chip.date.isoformat() for chip in points]
    dots = {
        "type": "scatter",
        "mode": "markers+text",
        "x": dates,
        "y": [chip.value for chip in points],
        "text": [chip.name if chip in (points[0], best) else "" for chip in points],
        "textposition": ["bottom right" if chip is points[0] else "top left" for chip in points],
        "textfont": {"size": style.TEXT},
        "cliponaxis": False,
        "hovertext": [chip.hover for chip in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": 8, "color": style.REPORTED},
    }
    fitted = {
        "type": "scatter",
        "mode": "lines",
        "x": dates,
        "y": list(line),
        "hoverinfo": "skip",
        "line": {"color": style.FIT, "width": 2.5},
    }
    visible = [(value, text) for value, text in ticks if low <= value <= high]
    axis = style.log_axis(low, high, visible, title={"text": unit, "standoff": 4})
    years = style.years(points[0].date, points[-1].date)
    return {"data": [fitted, dots], "layout": style.layout(HEIGHT, years, axis, showlegend=False)}
