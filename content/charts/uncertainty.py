"""Which factor an estimate's uncertainty comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.charts import style

ROW_HEIGHT = 44
FRAME_HEIGHT = 50


@dataclass(frozen=True)
class Share:
    """One factor: its share of the variance [1] and what knowing it would do to the range."""

    label: str
    share: float
    text: str
    hover: str


def shares(rows: Sequence[Share], ticks: Sequence[str]) -> dict[str, Any]:
    """Bars of the shares, largest on top; `ticks` are the texts of 0, 25, 50, 75 and 100 %."""
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [row.share for row in rows],
                "y": [row.label for row in rows],
                "marker": {"color": style.ESTIMATED},
                "text": [row.text for row in rows],
                "textposition": ["inside" if row.share > 0.5 else "outside" for row in rows],
                "insidetextanchor": "end",
                "insidetextfont": {"color": style.ON_COLOUR, "size": style.TEXT},
                "outsidetextfont": {"size": style.TEXT},
                "cliponaxis": False,
                "customdata": [row.hover for row in rows],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        ],
        "layout": style.layout(
            FRAME_HEIGHT + ROW_HEIGHT * len(rows),
            {
                "range": [0, 1],
                "tickmode": "array",
                "tickvals": [0, 0.25, 0.5, 0.75, 1],
                "ticktext": list(ticks),
                "zeroline": False,
            },
            {
                "showgrid": False,
                "type": "category",
                "categoryorder": "array",
                "categoryarray": [row.label for row in rows][::-1],
            },
            showlegend=False,
        ),
    }
