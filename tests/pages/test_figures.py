"""Plotly accepts every property of every figure, which the dashboard itself does not ask for."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from content.site import PAGES
from tests.pages.visit import drawings, open_page

SETTINGS: dict[str, dict[str, str]] = {
    "default": {"guess": "50"},
    "what if": {"hardware": "h100-sxm5", "region": "FRA", "show": "all", "queries": "1000000000", "guess": "0"},
    "emissions": {
        "measure": "emissions",
        "domain": "language",
        "path": "compute_to_chip_hours",
        "days": "1",
        "guess": "100",
    },
}
DRAWN = {"scatter", "bar"}  # of what the library in static/ draws, which is not all that Plotly checks


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("data", "teach")])
def test_figures_are_valid(page: str, setting: str) -> None:
    charts = drawings(open_page(page, **SETTINGS[setting]))
    assert charts
    for chart in charts:
        go.Figure(chart.figure, skip_invalid=False)
        assert {trace["type"] for trace in chart.figure["data"]} <= DRAWN


def test_a_wrong_property_would_be_noticed() -> None:
    with pytest.raises(ValueError, match="colour"):
        go.Figure({"data": [{"type": "scatter", "colour": "red"}]}, skip_invalid=False)
