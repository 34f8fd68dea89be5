"""Model: everything about one model, step by step and compared with what it could have been."""

from __future__ import annotations

from content.page import Page
from content.pages.model import chain, compare, development, reported, sheet, water
from content.parts import Parts
from content.view import View


def parts(view: View) -> Parts:
    """The page."""
    yield sheet.finding(view)
    yield sheet.menu(view)
    yield compare.presets(view)
    yield from compare.chart(view)
    yield from compare.second(view)
    yield from chain.steps(view)
    yield from chain.waterfall(view)
    yield from chain.uncertainty(view)
    yield from reported.chart(view)
    yield from development.chart(view)
    yield from water.chart(view)
    yield from sheet.facts(view)
    yield from sheet.neighbours(view)


PAGE = Page("model", parts, sheet.finding)
