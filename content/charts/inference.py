"""Training against inference over the days of deployment, and the split of the total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style

COLOURS = {  # of line and range of each part of a life
    "training": (style.TRAINING, style.TRAINING_BAND),
    "inference": (style.INFERENCE, style.INFERENCE_BAND),
    "embodied": (style.EMBODIED, style.EMBODIED_BAND),
}
ROOM = 2.2  # height of the picture over the highest median
SPLIT_HEIGHT = 170  # of the bar of 100 %, with a legend in three lines on a phone [px]
BESIDE, FURTHER_HEIGHT = 3, 40  # parts that it is enough for, and what each further one takes [px]
HATCHING = {"shape": "/", "fillmode": "overlay", "fgcolor": "rgba(255,255,255,0.5)", "size": 9, "solidity": 0.2}
BOTH, LEFT = 2, 0.6  # lines named at their ends; where along the days a third is [1]
FLOOR = 0.08  # share of the height below which no name fits under a line [1]
NAMED_INSIDE = 0.2  # share of the bar that holds its name on a telephone too [1]
LATE = 0.5  # share of the days after which the text of the crossing goes to its left [1]
ABOVE = -60  # of that text over the point, clear of both lines [px]


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
    about: str  # kind and boundary


@dataclass(frozen=True)
class Part:
    """One part of the total."""

    label: str
    share: float  # [1]
    amount: str  # the share as text
    colour: str
    hatched: bool = False  # belongs to the part before it


def cumulative(
    bands: Sequence[Band], crossing: tuple[float, float, str] | None, days: str, unit: str
) -> dict[str, Any]:
    """Cumulative amounts over days; `crossing` is day, amount and text of the point where inference overtakes."""
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
                "hovertemplate": f"{band.name}: %{{y:,.3~r}} {unit} · %{{x:,.0f}} {days}<br>{band.about}"
                "<extra></extra>",
            },
        ]
    # A range wider than this would press the lines to the floor: it runs out of the picture, the text states it.
    top = style.end(ROOM * max(max(band.values) for band in bands))
    annotations = _names(bands, top)
    if crossing is not None:
        day, amount, text = crossing
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [day],
                "y": [amount],
                "marker": {
                    "size": 12,
                    "color": style.INFERENCE,
                    "line": {"width": 2, "color": style.TRAINING},
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
        late = day > LATE * max(bands[0].days)
        annotations.append(
            {
                "x": day,
                "y": amount,
                "text": text,
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": style.MOORE,
                "ax": 0,
                "ay": ABOVE,
                "xanchor": "right" if late else "left",
                "yanchor": "bottom",
                "font": {"size": 13},
            }
        )
    return {
        "data": traces,
        "layout": style.layout(
            420,
            {"title": {"text": days}, "rangemode": "tozero", "tickformat": ",.0f", "zeroline": False},
            {"title": {"text": unit}, "tickformat": ",", "range": [0, top], "zeroline": False},
            annotations=annotations,
            showlegend=False,
        ),
    }


def _names(bands: Sequence[Band], top: float) -> list[dict[str, Any]]:
    """Names of the lines: the highest above its end, the next below; a third further left, clear of both."""
    names = []
    for rank, band in enumerate(sorted(bands, key=lambda band: band.values[-1], reverse=True)):
        place = -1 if rank < BOTH else int(LEFT * len(band.days))
        above = rank == 0 or band.values[place] < FLOOR * top
        names.append(
            {
                "x": band.days[place],
                "y": band.values[place],
                "text": style.keyed(band.name, band.colour),
                "showarrow": False,
                "xanchor": "right",
                "yanchor": "bottom" if above else "top",
                "yshift": 4 if above else -4,
                "font": {"size": 13},
            }
        )
    return names


def split(parts: Sequence[Part], ticks: Sequence[str]) -> dict[str, Any]:
    """One bar of 100 %, its parts from left to right.

    Parameters
    ----------
    ticks : texts of 0, 25, 50, 75 and 100 %
    """
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": part.label,
            "y": [0],
            "x": [part.share],
            "width": 0.8,
            "text": [f"{part.label}<br>{part.amount}"],
            "hoverinfo": "skip",
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "insidetextfont": {"color": style.ON_COLOUR, "size": 14},
            "marker": {"color": part.colour, "pattern": HATCHING if part.hatched else {}},
        }
        for part in parts
    ]
    further = max(0, len(parts) - BESIDE)
    layout = style.layout(
        SPLIT_HEIGHT + FURTHER_HEIGHT * further,
        {
            "range": [-0.01, 1.01],
            "tickmode": "array",
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "ticktext": list(ticks),
            "zeroline": False,
        },
        {"visible": False, "range": [-0.5, 0.5]},
        barmode="stack",
        uniformtext={"minsize": 14, "mode": "hide"},  # a name that does not fit stands in the legend alone
        showlegend=min(part.share for part in parts) < NAMED_INSIDE,
    )
    return {"data": traces, "layout": {**layout, "legend": {**layout["legend"], "traceorder": "normal"}}}
