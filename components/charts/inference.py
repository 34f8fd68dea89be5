"""Training against inference: energy over the days of deployment, and the split of the total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components.charts import style

ROOM = 2.2  # height of the picture over the highest median


@dataclass(frozen=True)
class Band:
    """A quantity over the days with its range."""

    name: str
    colour: str
    fill: str
    days: Sequence[float]
    values: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True)
class Mark:
    """A published share of inference: one value, or from `low` to `high`."""

    label: str
    low: float
    high: float
    colour: str


def cumulative(
    bands: Sequence[Band], crossing: tuple[float, float, str] | None, days: str, unit: str
) -> dict[str, Any]:
    """Cumulative energy over days; `crossing` is day, energy and text of the point where inference overtakes."""
    traces: list[dict[str, Any]] = []
    for band in bands:
        traces += [
            {
                "type": "scatter",
                "mode": "lines",
                "x": [*band.days, *reversed(band.days)],
                "y": [*band.high, *reversed(band.low)],
                "fill": "toself",
                "fillcolor": band.fill,
                "line": {"width": 0},
                "hoverinfo": "skip",
                "showlegend": False,
            },
            {
                "type": "scatter",
                "mode": "lines",
                "name": band.name,
                "x": list(band.days),
                "y": list(band.values),
                "line": {"color": band.colour, "width": 3},
                "hovertemplate": f"{band.name}: %{{y:,.3~r}} {unit} · %{{x:,.0f}} {days}<extra></extra>",
            },
        ]
    annotations = []
    if crossing is not None:
        day, energy, text = crossing
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [day],
                "y": [energy],
                "marker": {
                    "size": 12,
                    "color": style.INFERENCE,
                    "line": {"width": 2, "color": style.TRAINING},
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
        right = day > 0.5 * max(bands[0].days)
        annotations = [
            {
                "x": day,
                "y": energy,
                "text": text,
                "showarrow": False,
                "xanchor": "right" if right else "left",
                "yanchor": "bottom",
                "xshift": -10 if right else 10,
                "yshift": 14,
                "font": {"size": 13},
            }
        ]
    # A range wider than this would press the lines to the floor: it runs out of the picture, the text states it.
    top = ROOM * max(max(band.values) for band in bands)
    return {
        "data": traces,
        "layout": style.layout(
            420,
            {"title": {"text": days}, "rangemode": "tozero", "tickformat": ",.0f", "zeroline": False},
            {"title": {"text": unit}, "tickformat": ",", "range": [0, top], "zeroline": False},
            annotations=annotations,
        ),
    }


def split(
    inference_share: float, training: str, inference: str, marks: Sequence[Mark], ticks: Sequence[str]
) -> dict[str, Any]:
    """One bar of 100 %: training, then inference; published inference shares are marked above it.

    Parameters
    ----------
    inference_share : share of inference [1]
    ticks : texts of 0, 25, 50, 75 and 100 %
    """
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": [0],
        "width": 0.8,
        "hoverinfo": "skip",
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": "#ffffff", "size": 14},
    }
    traces = [
        {**bar, "text": [inference], "x": [inference_share], "marker": {"color": style.INFERENCE}},
        {**bar, "text": [training], "x": [1 - inference_share], "marker": {"color": style.TRAINING}},
    ]
    shapes, annotations = [], []
    for row, mark in enumerate(marks, start=1):
        height = 0.15 + 0.62 * row
        shapes.append(
            {
                "type": "line",
                "x0": mark.low,
                "x1": mark.high,
                "y0": height,
                "y1": height,
                "line": {"color": mark.colour, "width": 6},
            }
        )
        shapes += [
            {
                "type": "line",
                "x0": edge,
                "x1": edge,
                "y0": -0.4,
                "y1": height,
                "line": {"color": mark.colour, "width": 1.5, "dash": "dot"},
            }
            for edge in sorted({mark.low, mark.high})
        ]
        annotations.append(
            {
                "x": mark.low,
                "y": height,
                "text": mark.label,
                "showarrow": False,
                "xanchor": "right",
                "xshift": -8,
                "yanchor": "middle",
                "font": {"color": mark.colour, "size": 13},
            }
        )
    return {
        "data": traces,
        "layout": style.layout(
            240,
            {
                "range": [0, 1],
                "tickmode": "array",
                "tickvals": [0, 0.25, 0.5, 0.75, 1],
                "ticktext": list(ticks),
                "zeroline": False,
            },
            {"visible": False, "range": [-0.5, 0.5 + 0.62 * len(marks)]},
            barmode="stack",
            showlegend=False,
            shapes=shapes,
            annotations=annotations,
        ),
    }
