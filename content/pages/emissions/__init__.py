"""Emissions: one model in detail, and the ranking of all."""

from __future__ import annotations

from content.findings import training_emissions
from content.page import Page
from content.pages.emissions import detail, equivalences, ranking, side_by_side
from content.parts import Parts
from content.view import View


def parts(view: View) -> Parts:
    """The page."""
    yield training_emissions.finding(view)
    yield from detail.controls(view)
    yield from detail.cards(view)
    yield from ranking.controls(view)
    yield from ranking.chart(view)
    yield from side_by_side.table(view)
    yield from equivalences.cards(view)
    yield from detail.uncertainty(view)
    yield from detail.method(view)


PAGE = Page("emissions", parts, training_emissions.finding)
