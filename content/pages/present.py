"""Presenter view: the dashboard's charts one at a time, in large type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from content.charts import style
from content.controls import Button
from content.findings import range_shares, training_emissions
from content.page import Page
from content.pages import claims, method, overview
from content.pages.emissions import ranking
from content.pages.growth import trend
from content.pages.inference import break_even, queries, shares, tasks
from content.pages.method import accuracy
from content.parts import Beside, Box, Chart, Finding, PageLink, Part, Parts, Projected, Share, Words
from content.state.form import Value
from content.state.parameters import SLIDES
from content.view import View

ENLARGED = 1.5  # how much larger than on the page letters and marks of a chart are
CHARTS: dict[str, Callable[[View], Iterable[Part]]] = {
    "article": lambda view: [overview.chart(view)],
    "growth": trend.chart,
    "search": lambda view: [claims.chart(view)],
    "ranking": ranking.chart,
    "uncertainty": lambda view: range_shares.chart(view.estimate, view),
    "days": break_even.chart,
    "split": shares.split,
    "shares": shares.published,
    "queries": queries.chart,
    "tasks": tasks.chart,
    "right": accuracy.section,
}
# The page from which each chart comes: what it finds there is said where a link to the chart is shown.
SLIDES_OF = {
    "article": "",
    "growth": "growth",
    "search": "claims",
    "ranking": "emissions",
    "uncertainty": "emissions",
    "days": "inference",
    "split": "inference",
    "shares": "inference",
    "queries": "inference",
    "tasks": "inference",
    "right": "method",
}
FINDINGS: dict[str, Callable[[View], Finding]] = {
    "": overview.finding,
    "growth": trend.finding,
    "claims": claims.finding,
    "emissions": training_emissions.finding,
    "inference": break_even.finding,
    "method": method.finding,
}
# Charts whose words are known before they are drawn.
OPENINGS: dict[str, Callable[[View], Finding]] = {
    "article": overview.chart_finding,
    "search": claims.chart_finding,
}


def parts(view: View) -> Parts:
    """One chart, as large as the projector allows, and below it the way on."""
    yield Projected([_enlarged(part) for part in CHARTS[view.state.slide](view)])
    yield Box([keys(view)], "slides", border=False)


def _enlarged(part: Part) -> Part:
    """A chart with larger letters and marks; other parts as they are."""
    return replace(part, figure=style.enlarged(part.figure, ENLARGED)) if isinstance(part, Chart) else part


def finding(view: View) -> Finding:
    """What the chart shows, or the page that it comes from."""
    slide = view.state.slide
    return ranking.finding(view) if slide == "ranking" else FINDINGS[SLIDES_OF[slide]](view)


def opening(view: View) -> Finding | None:
    """Words of the chart as the page begins with them; None where they are known only once it is drawn."""
    words = OPENINGS.get(view.state.slide)
    return words(view.at_defaults("emissions")) if words else None


def keys(view: View) -> Beside:
    """Back, place and next; the arrow keys press the buttons."""
    t, number = view.t, SLIDES.index(view.state.slide)
    place = Words(t("slides.place", number=number + 1, count=len(SLIDES)), align="center")
    columns = (
        [_button(t("slides.back"), number - 1, "Left")],
        [place],
        [_button(t("slides.next"), number + 1, "Right")],
        [Share("present")],
        [PageLink("", t("slides.leave"), view.address(""))],
    )
    return Beside(columns, widths=[2, 2, 2, 1.5, 1], align="center")


def _button(label: str, number: int, key: str) -> Button:
    within = 0 <= number < len(SLIDES)
    sets: dict[str, Value] = {"slide": SLIDES[number % len(SLIDES)]}
    return Button(f"slides.{key}", label, sets, wide=True, disabled=not within, shortcut=key)


PAGE = Page("present", parts, finding, classroom=True, bare=True, opening=opening)
