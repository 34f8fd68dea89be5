"""Named rows with one value each, which a button runs through the years in the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from components.charts import style

ROW_HEIGHT = 24  # px
FRAME_HEIGHT = 90


def through(
    labels: Sequence[str],
    values: Mapping[int, Sequence[float]],
    shown: int,
    hovers: Sequence[str],
    play: str,
) -> dict[str, Any]:
    """Figure of the values in one year, largest first, with a frame for each year.

    Parameters
    ----------
    values : year -> value of each label; NaN where there is none
    hovers : of the shown year
    """
    order = sorted(range(len(labels)), key=lambda place: values[shown][place])
    names = [labels[place] for place in order]

    def of(year: int) -> list[float | None]:
        return [value if (value := values[year][place]) == value else None for place in order]

    top = max(value for row in values.values() for value in row if value == value)
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": of(shown),
                "y": names,
                "marker": {"size": 11, "color": style.REPORTED},
                "hovertext": [hovers[place] for place in order],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        ],
        "layout": style.layout(
            FRAME_HEIGHT + ROW_HEIGHT * len(labels),
            {"side": "top", "range": [0, top * 1.05], "zeroline": False, "tickformat": ","},
            {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": names,
                "range": [-0.6, len(names) - 0.4],
                "dtick": 1,
            },
            showlegend=False,
            margin={"l": 8, "r": 16, "t": 60, "b": 8},
            updatemenus=[{**style.play(play), "y": 1.0, "pad": {"t": 0, "b": 34, "l": 0, "r": 0}}],
            annotations=[_year(shown)],
        ),
        "frames": [
            {"name": str(year), "data": [{"x": of(year)}], "traces": [0], "layout": {"annotations": [_year(year)]}}
            for year in sorted(values)
        ],
    }


def _year(year: int) -> dict[str, Any]:
    return {
        "text": f"<b>{year}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 0.02,
        "xanchor": "right",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 28, "color": style.MOORE},
    }
