"""Training and inference: when using a model has cost as much as training it."""

from __future__ import annotations

from content.page import Page
from content.pages.inference import break_even, controls, presets, queries, shares, tasks
from content.parts import Parts, Words
from content.view import View


def parts(view: View) -> Parts:
    """The page."""
    yield break_even.finding(view)
    yield Words(view.t("inference.intro"))
    yield from controls.main(view)
    yield presets.start(view)
    yield from controls.assumptions(view)
    yield from break_even.cards(view)
    yield from break_even.chart(view)
    yield from shares.split(view)
    yield from shares.published(view)
    yield from queries.chart(view)
    yield from queries.accuracy(view)
    yield from tasks.chart(view)
    yield from presets.links(view)
    yield from queries.published(view)


PAGE = Page("inference", parts, break_even.finding)
