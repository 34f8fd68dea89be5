"""Excerpt of a chart of many rows, for a picture that is lower than the chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from content.files.svg import text

ROW = 24  # least height of a row [px]
BETWEEN = 6  # between labels of several lines [px]
AROUND = 70  # axis above and legend below the rows [px]
LETTERS = 12  # of the labels [px]
CHOSEN = "<b>"  # begins the label of a row that stands out


def excerpt(figure: Mapping[str, Any], tall: float) -> Mapping[str, Any]:
    """The same figure with as many rows as have room in a height [px]: those around the chosen one, or else the first.

    A figure without rows, or with room for all, stays as it is.
    """
    axis = figure["layout"]["yaxis"]
    names = axis.get("categoryarray", ())
    lines = max((len(text.parse(label)) for label in axis.get("ticktext", names)), default=1)
    room = int((tall - AROUND) / max(ROW, lines * text.LEADING * LETTERS + BETWEEN))
    if len(names) <= room:
        return figure
    first = _first(names, room)
    rows = {**axis, "range": [first - 0.6, first + room - 0.4]}
    return {**figure, "layout": {**figure["layout"], "yaxis": rows}}


def _first(names: Sequence[str], room: int) -> int:
    """Place of the lowest row; the axis counts from below."""
    chosen = next((place for place, name in enumerate(names) if name.startswith(CHOSEN)), len(names))
    return min(max(chosen - room // 2, 0), len(names) - room)
