"""Ranking of models: published figure solid, estimate hollow with its range, and the places that ranges allow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style

ROW_HEIGHT = 26  # px: a label of 12 px and room for a finger between two points
FRAME_HEIGHT = 110  # axis above, legend below
BESIDE = 44  # room for the factor beside the outermost row [px]
BAND = style.INFERENCE_BAND
HEAD_ROOM = 1.6  # beyond the outermost marks of a logarithmic axis


@dataclass(frozen=True)
class Row:
    """One model of the ranking; positions in the axis' unit, NaN where there is none."""

    label: str
    estimate: float
    low: float
    high: float
    estimate_hover: str
    published: float = math.nan
    published_hover: str = ""
    rated: bool = False  # the published figure is hours times a rating: nobody measured the power
    chosen: bool = False
    model_id: str = ""
    factor: float = math.nan  # published over estimated
    tested: bool = False  # the estimate does not start from the publication's own energy
    beside: str = ""  # the factor as text
    source: str = ""  # of the published figure
    first: int = 0  # place of the ranking; none is stated where it is 0
    last: int = 0

    @property
    def value(self) -> float:
        """The estimate, else the published figure."""
        return self.estimate if math.isfinite(self.estimate) else self.published

    @property
    def places(self) -> str:
        """The places that the ranges allow, e.g. `3–9`; empty where none is stated."""
        if not self.first:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def end(self) -> float:
        """The last position that is drawn."""
        return max(value for value in (self.high, self.published) if math.isfinite(value))


def ranking(
    rows: Sequence[Row],
    ticks: Sequence[tuple[float, str]],
    *,
    estimated: str,
    published: str,
    rated: str,
    linear: bool = False,
    band: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """Figure with one line a model, in the order given from top to bottom.

    Parameters
    ----------
    rows : largest first
    ticks : axis positions and their texts, in the unit of the rows
    estimated, published, rated : names of the three series
    linear : an axis from zero instead of a logarithmic one
    band : range that is drawn through all rows: those that it meets cannot be told from its own
    """
    labels = [_label(row) for row in rows]
    known = [row for row in rows if math.isfinite(row.estimate)]
    reported = [row for row in rows if math.isfinite(row.published)]
    bounds = [row.low for row in known] + [row.high for row in known] + [row.published for row in reported]
    low, high = style.decades(bounds, HEAD_ROOM)
    traces = [
        {
            "type": "scatter",
            "name": estimated,
            "mode": "markers",
            "x": [row.estimate for row in known],
            "y": [_label(row) for row in known],
            "error_x": {
                "type": "data",
                "array": [row.high - row.estimate for row in known],
                "arrayminus": [row.estimate - row.low for row in known],
                "color": style.ESTIMATED,
                "thickness": 2,
                "width": 0,
            },
            "marker": {"symbol": "circle-open", "size": 11, "color": style.ESTIMATED, "line": {"width": 2.5}},
            "text": [row.estimate_hover for row in known],
            "hovertemplate": "%{text}<extra></extra>",
        },
        _published(published, "circle", [row for row in reported if not row.rated]),
        _published(rated, "diamond", [row for row in reported if row.rated]),
    ]
    beside = [row for row in rows if row.beside]
    traces = [trace for trace in traces if trace["x"]]
    axis = _linear_axis(style.end(max(bounds)), ticks) if linear else _log_axis(low, high, ticks)
    return {
        "data": traces,
        "layout": style.layout(
            FRAME_HEIGHT + ROW_HEIGHT * len(rows),
            {**axis, "tickangle": 0, "side": "top"},
            {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": labels[::-1],
                "range": [-0.6, len(rows) - 0.4],
                "tickfont": {"size": 12},
                "dtick": 1,
            },
            **({"margin": {"l": 8, "r": BESIDE, "t": 16, "b": 8}} if beside else {}),
            annotations=[_factor(row, linear) for row in beside],
            **({"shapes": [_band(*band)]} if band else {}),
        ),
    }


def _log_axis(low: float, high: float, ticks: Sequence[tuple[float, str]]) -> dict[str, Any]:
    return style.log_axis(low, high, [(value, text) for value, text in ticks if low <= value <= high])


def _linear_axis(high: float, ticks: Sequence[tuple[float, str]]) -> dict[str, Any]:
    """Axis from zero, with room for the marks that stand there."""
    return {
        "range": [-0.015 * high, 1.02 * high],
        "tickmode": "array",
        "tickvals": [value for value, _ in ticks],
        "ticktext": [text for _, text in ticks],
        "gridcolor": style.GRID,
        "zeroline": False,
        "fixedrange": True,
    }


def _band(low: float, high: float) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": low,
        "x1": high,
        "y0": 0,
        "y1": 1,
        "fillcolor": BAND,
        "line": {"width": 0},
        "layer": "below",
    }


def _factor(row: Row, linear: bool) -> dict[str, Any]:
    """Published over estimated, written beside the row; annotations of a logarithmic axis stand at the logarithm."""
    return {
        "text": row.beside,
        "x": row.end if linear else math.log10(row.end),
        "y": _label(row),
        "xanchor": "left",
        "xshift": 8,
        "showarrow": False,
        "font": {"size": style.TEXT},
    }


def _published(name: str, symbol: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Published figures of one basis."""
    return {
        "type": "scatter",
        "name": name,
        "mode": "markers",
        "x": [row.published for row in rows],
        "y": [_label(row) for row in rows],
        "marker": {"symbol": symbol, "size": 9, "color": style.REPORTED},
        "text": [row.published_hover for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _label(row: Row) -> str:
    """Name and places, bold for a model that stands out."""
    label = f"{row.label}  {row.places}" if row.places else row.label
    return f"<b>{label}</b>" if row.chosen else label
