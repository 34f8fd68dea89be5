"""Bars of the model's emissions, on an axis from zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from content.charts import bars
from content.findings import estimate_cards
from content.language import quantity
from content.view import View


def figure(drawn: Sequence[bars.Bar], view: View) -> dict[str, Any]:
    """Figure of the bars from top to bottom [t CO2e], with the model's published figures as they came about."""
    rated = estimate_cards.rated(view.model)
    return bars.horizontal(
        drawn,
        quantity.even_ticks("emissions", bars.longest(drawn), view.t),
        estimated=view.t("series.estimated"),
        published=view.t("series.rated" if rated else "series.published"),
        rated=rated,
    )
