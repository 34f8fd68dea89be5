"""Names in the order of their values, which a button runs through the years: they overtake each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from content.charts import style

ROW_HEIGHT = 24  # px
FRAME_HEIGHT = 90
ROOM = 1.05  # beyond the largest value
TURNED = 0.55  # share of the axis beyond which a name stands left of its point [1]
GAP = "\u00a0\u00a0"  # between a point and its name


def through(
    labels: Sequence[str],
    values: Mapping[int, Sequence[float]],
    first: int,
    unit: str,
    play: str,
) -> dict[str, Any]:
    """Figure of the values in one year, largest first, with a frame for each year.

    Parameters
    ----------
    values : year -> value of each label; NaN where there is none
    unit : of the values, as it stands beside one that is pointed at, in whichever year
    """
    end = ROOM * max(value for row in values.values() for value in row if math.isfinite(value))
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers+text",
                **_year_of(values[first], labels, end),
                "ids": labels,
                "textfont": {"size": 12},
                "marker": {"size": 11, "color": style.REPORTED},
                "customdata": labels,
                "hovertemplate": f"<b>%{{customdata}}</b><br>%{{x:.3r}} {unit}<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "text",
                **_name(first, end),
                "textposition": "top left",
                "textfont": {"size": 28, "color": style.MOORE},
                "hoverinfo": "skip",
            },
        ],
        "layout": style.layout(
            FRAME_HEIGHT + ROW_HEIGHT * len(labels),
            {"side": "top", "range": [0, end], "zeroline": False, "tickformat": ","},
            {"range": [-0.6, len(labels) - 0.4], "dtick": 1, "showticklabels": False, "zeroline": False},
            showlegend=False,
            margin={"l": 8, "r": 16, "t": 60, "b": 8},
            updatemenus=[{**style.play(play), "y": 1.0, "pad": {"t": 0, "b": 34, "l": 0, "r": 0}}],
        ),
        "frames": [
            {"name": str(year), "data": [_year_of(values[year], labels, end), _name(year, end)], "traces": [0, 1]}
            for year in sorted(values)
        ],
    }


def _year_of(row: Sequence[float], labels: Sequence[str], end: float) -> dict[str, list[Any]]:
    """Where each name stands in a year; one without a value keeps out of sight, below the others."""
    order = sorted(range(len(row)), key=lambda place: row[place] if math.isfinite(row[place]) else -1.0)
    ranks = {place: rank for rank, place in enumerate(order)}
    left = [value > TURNED * end for value in row]
    return {
        "x": [value if math.isfinite(value) else None for value in row],
        "y": [ranks[place] for place in range(len(row))],
        "text": [f"{name}{GAP}" if turned else f"{GAP}{name}" for name, turned in zip(labels, left, strict=True)],
        "textposition": ["middle left" if turned else "middle right" for turned in left],
    }


def _name(year: int, end: float) -> dict[str, list[Any]]:
    """The year in the corner: as a trace, since an animation leaves what is written beside the traces as it is."""
    return {"x": [end], "y": [-0.4], "text": [f"<b>{year}</b>"]}
