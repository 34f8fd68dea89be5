"""Several quantities over time, one small picture below another with the years in common."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style

HEIGHT = 210  # of one picture [px]
GAP = 0.09  # between two, as a share of the whole


@dataclass(frozen=True)
class Series:
    """One quantity: its name, and date, value and hover of each point."""

    name: str
    points: Sequence[tuple[datetime.date, float, str]]
    ticks: Sequence[tuple[float, str]]
    colour: str
    solid: Sequence[bool]


def stacked(series: Sequence[Series]) -> dict[str, Any]:
    """Figure with one logarithmic picture a quantity, the first at the top."""
    share = 1 / len(series)
    axes: dict[str, Any] = {}
    dates = [date for panel in series for date, _, _ in panel.points]
    for place, panel in enumerate(series):
        low, high = style.decades([value for _, value, _ in panel.points])
        visible = [(value, text) for value, text in panel.ticks if low <= value <= high]
        top = 1 - place * share
        axes[f"yaxis{_number(place)}"] = style.log_axis(
            low, high, visible, domain=[top - share + GAP, top], automargin=True, anchor="x"
        )
    figure = style.layout(
        HEIGHT * len(series),
        style.years(min(dates), max(dates), anchor=f"y{_number(len(series) - 1)}"),
        axes.pop("yaxis"),
        showlegend=False,
        margin={"l": 8, "r": 16, "t": 26, "b": 8},  # the first name stands above its picture
        annotations=[_title(panel.name, 1 - place * share) for place, panel in enumerate(series)],
        **axes,
    )
    return {"data": [_dots(panel, place) for place, panel in enumerate(series)], "layout": figure}


def _number(place: int) -> str:
    """How Plotly numbers axes: the first has none."""
    return str(place + 1) if place else ""


def _title(name: str, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{name}</b>",
        "x": 0,
        "y": top,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": style.TEXT + 1},
    }


def _dots(series: Series, place: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": series.name,
        "xaxis": "x",
        "yaxis": f"y{_number(place)}",
        "x": [date.isoformat() for date, _, _ in series.points],
        "y": [value for _, value, _ in series.points],
        "cliponaxis": False,  # half a point at the edge would look like another mark
        "hovertext": [hover for _, _, hover in series.points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": ["circle" if solid else "circle-open" for solid in series.solid],
            "size": 7,
            "color": series.colour,
            "line": {"width": 1.2, "color": series.colour},
        },
    }
