"""One template for all charts: palette, axes, labels. Colours read on both the light and the dark page."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from typing import Any

# Each stands out at least 3:1 from the light and from the dark page (tests/components/test_charts.py).
REPORTED = "#2b83ba"
ESTIMATED = "#c8641b"
TRAINING = "#2b83ba"
INFERENCE = "#c8641b"
TRAINING_BAND = "rgba(43,131,186,0.16)"
INFERENCE_BAND = "rgba(200,100,27,0.16)"
EMBODIED = "#8a6fc9"
EMBODIED_BAND = "rgba(138,111,201,0.16)"
CLAIM = "#c2457f"
MOORE = "#7a8288"
READER = "#2a9670"
DOMAIN_COLOURS = {
    "language": "#2b83ba",
    "multimodal": "#c8641b",
    "vision": "#2a9670",
    "games": "#c2457f",
    "speech": "#8a6fc9",
    "science": "#a08318",
    "code": "#7a8288",
    "other": "#a2583f",
}
AXIS_TITLE = 14  # letters of the names of axes [px]
TEXT = 12  # letters of axes and legends [px]
YEARS = (2, 5, 10, 20, 50, 100)  # between two labels of an axis of dates
YEARS_BESIDE = 9  # labels of years that fit on a phone
TICKS_BESIDE = 3  # labels of the horizontal axis that fit in large letters
PROJECTED_HEIGHT = 600  # of a chart in the presenter view [px]
WITH_TEXTS = 1.3  # how much higher one is there whose points carry texts
AROUND = 300  # what stands above and below it there: finding, subtitle, buttons [px]
BAR = "rgba(128,136,132,0.6)"  # ranges beside many points
FIT = "#8a6fc9"  # the line through the reader's own choice
GRID = "rgba(128,136,132,0.25)"
ON_COLOUR = "#0b0f0e"  # letters on a bar: at least 4.5:1 on each colour that bears some
STEPS = 4  # bounds of a logarithmic axis to a decade
GRAINS = 10  # bounds of an axis from zero to its length, about
STEP_MS = 500  # one year of the play button


def log_axis(low: float, high: float, labels: Sequence[tuple[float, str]], **more: Any) -> dict[str, Any]:
    """Logarithmic axis from `low` to `high` with explicit tick texts, so that 3e23 never prints its digits."""
    return {
        "type": "log",
        "range": [math.log10(low), math.log10(high)],
        "tickmode": "array",
        "tickvals": [value for value, _ in labels],
        "ticktext": [text for _, text in labels],
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
        **more,
    }


def years(first: datetime.date, last: datetime.date, **more: Any) -> dict[str, Any]:
    """Axis of dates with a label every few years, as many as a phone has room for."""
    step = next(step for step in YEARS if last.year - first.year <= step * YEARS_BESIDE)
    return {"type": "date", "tickformat": "%Y", "dtick": f"M{12 * step}", **more}


def layout(height: int, xaxis: dict[str, Any], yaxis: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Layout shared by all charts; titles stand outside the drawing."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 16, "b": 8},
        "xaxis": {"automargin": True, "fixedrange": True, "gridcolor": GRID, **xaxis},
        "yaxis": {"automargin": True, "fixedrange": True, "gridcolor": GRID, **yaxis},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "xref": "container", "y": 0, "yref": "container", "yanchor": "bottom"},
        **more,
    }


def enlarged(figure: Mapping[str, Any], scale: float) -> Mapping[str, Any]:
    """The same figure with letters, marks and lines `scale` times as large, and not lower than a projector's screen."""
    if scale == 1:
        return figure
    larger = _larger(figure, scale)
    layout = larger["layout"]
    with_texts = any("texttemplate" in trace for trace in larger["data"])
    layout["height"] = max(PROJECTED_HEIGHT, round(layout["height"] * (WITH_TEXTS if with_texts else 1)))
    if layout["yaxis"].get("type") != "category":  # rows need their height, others take what there is
        layout["meta"] = {"around": AROUND}
    layout.setdefault("legend", {}).setdefault("font", {})["size"] = TEXT * scale
    for axis in (layout["xaxis"], layout["yaxis"]):
        axis.setdefault("tickfont", {})["size"] = TEXT * scale
        if "title" in axis:
            axis["title"]["font"] = {"size": AXIS_TITLE * scale}
    for part in ("tickvals", "ticktext"):  # larger letters need more room beside each other
        if len(layout["xaxis"].get(part, ())) > TICKS_BESIDE:
            layout["xaxis"][part] = layout["xaxis"][part][::2]
    return dict(larger)


def _larger(part: Any, scale: float, name: str = "") -> Any:
    if isinstance(part, Mapping):
        return {key: _larger(value, scale, key) for key, value in part.items()}
    if name in ("size", "thickness") or (name == "width" and isinstance(part, int | float)):
        return [value * scale for value in part] if isinstance(part, list) else part * scale
    if isinstance(part, list) and part and isinstance(part[0], Mapping):
        return [_larger(value, scale) for value in part]
    return part


def play(label: str) -> dict[str, Any]:
    """Button that runs the frames; template.js hides it from visitors who asked for less motion."""
    timing = {
        "frame": {"duration": STEP_MS, "redraw": False},
        "transition": {"duration": STEP_MS, "easing": "linear"},
        "fromcurrent": False,
        "mode": "immediate",
    }
    return {
        "type": "buttons",
        "showactive": False,
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "pad": {"t": 0, "b": 6, "l": 0, "r": 0},
        "buttons": [{"label": label, "method": "animate", "args": [None, timing]}],
        "bgcolor": "rgba(128,136,132,0.15)",
        "bordercolor": GRID,
    }


def keyed(name: str, colour: str) -> str:
    """Name of a line in the letters of the page, which read better than its colour, after a dash of its colour."""
    return f'<span style="color:{colour}"><b>—</b></span> {name}'


def decades(values: Sequence[float], head_room: float = 1.6) -> tuple[float, float]:
    """Axis bounds that hold all positive values with a little room, so many to a decade.

    A slider moves the points then, not the axis under them.
    """
    positive = [value for value in values if value > 0 and math.isfinite(value)]
    if not positive:
        return 0.1, 10.0
    low, high = math.log10(min(positive) / head_room), math.log10(max(positive) * head_room)
    return 10 ** (math.floor(low * STEPS) / STEPS), 10 ** (math.ceil(high * STEPS) / STEPS)


def end(high: float) -> float:
    """End of an axis from zero that holds a value: round, so that a slider moves the bars and not the axis."""
    power: float = 10.0 ** math.floor(math.log10(high / GRAINS))
    grain = next(times * power for times in (1, 2, 5, 10) if times * power >= high / GRAINS)
    return math.ceil(high / grain) * grain
