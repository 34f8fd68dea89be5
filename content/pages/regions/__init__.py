"""Regions: grid intensity by country and year, and the same training there."""

from __future__ import annotations

from content.page import Page
from content.pages.regions import elsewhere, grids
from content.parts import Parts
from content.view import View


def parts(view: View) -> Parts:
    """The page."""
    yield elsewhere.finding(view)
    yield from elsewhere.controls(view)
    yield from grids.world(view)
    yield from elsewhere.train_here(view)
    yield from elsewhere.savings(view)
    yield from grids.through_the_years(view)
    yield from grids.cloud(view)


PAGE = Page("regions", parts, elsewhere.finding, pictured="train")
