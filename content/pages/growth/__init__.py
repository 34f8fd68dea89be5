"""Growth: training compute against publication date, the reader's own line, and what else grew."""

from __future__ import annotations

from content.page import Page
from content.pages.growth import claim, efficiency, fitting, trend
from content.parts import Parts
from content.view import View


def parts(view: View) -> Parts:
    """The page."""
    yield trend.finding(view)
    yield from trend.controls(view)
    yield from trend.chart(view)
    yield from trend.sheet(view)
    yield from fitting.controls(view)
    yield from fitting.cards(view)
    yield from claim.cards(view)
    yield from fitting.arithmetic(view)
    yield from efficiency.small_multiples(view)
    yield from efficiency.chips(view)


PAGE = Page("growth", parts, trend.finding)
